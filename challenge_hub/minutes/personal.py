"""What is known of people here: what the record of a jury tells, and who wrote and published it."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import IN_OFFICE, TASK, WITH_CALL, Activity, Kept, Tie

MINUTES = Activity(
    name="minutes",
    data=_("Minutes of the jury: who sat, who was there, conflicts of interest, votes; signed copies"),
    people=_("Jurors; people who write and publish the minutes"),
    purpose=_("The record of a decision, frozen under a fingerprint"),
    period=WITH_CALL,
    viewers=_("Chair and organisers; the public version everybody, without names that are not public"),
    basis=TASK,
)

KEPT = (
    Kept(
        "minutes_edition",
        MINUTES,
        ties=[
            Tie("made_by", "reason", stays=IN_OFFICE),
            Tie("published_by", stays=IN_OFFICE),
            Tie("unpublished_by", "unpublish_reason", stays=IN_OFFICE),
        ],
        plain="id call_id number made_at sha256 public_sha256 solution_ids published_at unpublished_at",
        loose="content public_content",
    ),
    Kept(
        "signed_minutes",
        MINUTES,
        ties=[Tie("uploaded_by", "name sha256", stays=IN_OFFICE)],
        plain="id edition_id uploaded_at",
        file="sha256",
        ends="*",
    ),
)
