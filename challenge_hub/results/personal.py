"""What is known of people here: who decided, released, objected, and what a team was told."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import IN_OFFICE, OF_TEAM, TASK, Activity, By, Kept, Tie

RESULTS = Activity(
    name="results",
    data=_("Results: awards and who decided and released them, feedback, objections, what follows"),
    people=_("Members of teams; people who decide for the organisers or a municipality"),
    purpose=_("Results that anybody can check, and four eyes on what is published"),
    period=_("As long as the file of the call; what is published stays published"),
    viewers=_("Published results everybody; feedback the team; who decided the organisers"),
    basis=TASK,
)
HANDS = "returned_at return_reason"

KEPT = (
    Kept(
        "correction",
        RESULTS,
        ties=[
            Tie("prepared_by", f"reason {HANDS}", stays=IN_OFFICE),
            Tie("released_by", HANDS, stays=IN_OFFICE),
        ],
        plain="id call_id round_number content_sha256 prepared_at released_at publication_id",
    ),
    Kept(
        "publication",
        RESULTS,
        plain="id call_id round_number number published_at seed review_count program_version settings settings_hash"
        " criteria note draws ties",
        loose="reason",
    ),
    Kept(
        "published_place",
        RESULTS,
        plain="id publication_id solution_id place shared decided_by reviews total mean mean_place place_low place_high"
        " low high criterion_means title",
        loose="sheets team",
    ),
    Kept(
        "award_release",
        RESULTS,
        ties=[
            Tie("prepared_by", HANDS, stays=IN_OFFICE),
            Tie("released_by", HANDS, stays=IN_OFFICE),
            Tie("edited_by", stays=IN_OFFICE, by=By.LIST),
        ],
        plain="id call_id round_number prepared_at released_at content_sha256 decided_at statement publication_id",
    ),
    Kept(
        "award",
        RESULTS,
        plain="id release_id position prize_id solution_id prize_name worth source decider decided_by votes_for"
        " votes_cast",
        loose="reason giver",
    ),
    Kept(
        "prize_decision",
        RESULTS,
        ties=[Tie("prepared_by", "reason", stays=IN_OFFICE), Tie("confirmed_by", "reason", stays=IN_OFFICE)],
        plain="id prize_id organisation_id solution_id how prepared_at confirmed_at",
    ),
    Kept(
        "feedback",
        RESULTS,
        ties=[
            Tie(
                "solution_id",
                "comments criterion_means message reasons released_at",
                stays=OF_TEAM,
                by=By.ROW,
                only="released_at",
            )
        ],
        plain="id call_id round_number prepared_at",
        ends="*",
    ),
    Kept(
        "follow_up",
        RESULTS,
        ties=[Tie("decided_by", "reason", stays=IN_OFFICE)],
        plain="id solution_id organisation_id number outcome decided_at",
    ),
    Kept(
        "objection",
        RESULTS,
        ties=[
            Tie("filed_by", "text outcome answer", stays=OF_TEAM, blank="filed_by"),
            Tie("answered_by", "answer", stays=IN_OFFICE),
        ],
        plain="id solution_id filed_at answered_at",
        ends="*",
    ),
)
