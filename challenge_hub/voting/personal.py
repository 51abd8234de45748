"""What is known of people here: nothing of those who vote. Reasons are typed by those who run a vote."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import TASK, WITH_CALL, Activity, Kept, of_nobody

VOTES = Activity(
    name="votes",
    data=_("Votes of the audience or of mentors: counts, reasons for changes, ballots as codes without names"),
    people=_("People named in a reason. Who votes is not known here"),
    purpose=_("A prize goes to what the audience or the mentors chose, each ballot counted once"),
    period=WITH_CALL,
    viewers=_("Chair and organisers, counts only after the end; the votes for what is awarded everybody"),
    basis=TASK,
)

KEPT = (
    Kept(
        "vote",
        VOTES,
        plain="id call_id prize_id number decider most_choices starts_at ends_at closed_at cancelled_at",
        loose="cancel_reason",
    ),
    of_nobody("vote_solution", "vote_id solution_id votes"),
    Kept("vote_extension", VOTES, plain="id vote_id at ended_at ends_at", loose="reason"),
    Kept("ballot_batch", VOTES, plain="id vote_id number size made_at revoked_at", loose="revoke_reason"),
    of_nobody("ballot", "id batch_id code_hash is_used"),
)
