"""What is known of people here: what a team handed in, who checked it, and who is too near to judge it."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import IN_OFFICE, OF_TEAM, TASK, WITH_CALL, Activity, By, Kept, Tie

SOLUTIONS = Activity(
    name="solutions",
    data=_("Solutions in all versions and as drafts, files, who submitted them, receipts, and the pre-check"),
    people=_("Members of teams; people who check for the organisers"),
    purpose=_("Answering a challenge, and proof of what was submitted when"),
    period=_("As long as the file of the call, drafts too; a file you take out is shown no more, but stays stored"),
    viewers=_("A draft the team; what is submitted organisers and jury, and everybody once the call says so"),
    basis=TASK,
)
CONFLICTS = Activity(
    name="conflicts-of-interest",
    data=_("Conflicts of interest: who is too near to which solution, and how that was treated"),
    people=_("Jurors, organisers and people of municipalities"),
    purpose=_("Nobody decides about their own affairs or those of people near to them"),
    period=WITH_CALL,
    viewers=_("The person, chair and organisers; the minutes without names that are not public"),
    basis=TASK,
)

KEPT = (
    Kept(
        "solution",
        SOLUTIONS,
        ties=[Tie("team_id", "track admission_reason", stays=OF_TEAM, by=By.ROW)],
        plain="id call_id challenge_id key draft_key newest withdrawn_at admission admission_at returned_until"
        " hidden_at",
    ),
    Kept(
        "solution_version",
        SOLUTIONS,
        ties=[
            Tie(
                "solution_id",
                "title pitch description search_text prior_work third_party_rights",
                stays=OF_TEAM,
                by=By.ROW,
            ),
            Tie(
                "submitted_by",
                "title pitch description search_text prior_work third_party_rights",
                stays=OF_TEAM,
                blank="submitted_by",
            ),
        ],
        plain="id number submitted_at sha256",
    ),
    Kept(
        "prototype",
        SOLUTIONS,
        ties=[Tie("version_id", "url host licence", stays=OF_TEAM, by=By.ROW)],
        plain="id position kind withheld licence_file maturity",
    ),
    Kept(
        "solution_file",
        SOLUTIONS,
        ties=[Tie("version_id", "sha256 name alt", stays=OF_TEAM, by=By.ROW)],
        plain="id position media_type",
        file="sha256",
    ),
    Kept(
        "solution_draft",
        SOLUTIONS,
        ties=[
            Tie("solution_id", "content", stays=OF_TEAM, by=By.ROW),
            Tie("saved_by", "saved_at", stays=OF_TEAM, blank="saved_by"),
        ],
        plain="revision",
        ends="*",
    ),
    Kept(
        "draft_file",
        SOLUTIONS,
        ties=[Tie("solution_id", "sha256 name alt", stays=OF_TEAM, by=By.ROW)],
        plain="id position media_type size",
        file="sha256",
        ends="*",
    ),
    Kept(
        "pre_check",
        SOLUTIONS,
        ties=[
            Tie("solution_id", "reason", stays=OF_TEAM, by=By.ROW),
            Tie("checked_by", "reason", stays=IN_OFFICE),
        ],
        plain="id version outcome returned_until checked_at",
        ends="reason",
    ),
    Kept(
        "conflict",
        CONFLICTS,
        ties=[
            Tie("person_id", "kind note is_doubtful", stays=IN_OFFICE, blank="note"),
            Tie("lifted_by", "lift_reason", stays=IN_OFFICE),
            Tie("reported_by", "note", stays=IN_OFFICE),
            Tie("confirmed_by", "confirm_reason", stays=IN_OFFICE),
        ],
        plain="id solution_id declared_at lifted_at confirmed_at",
        ends="*",
    ),
    Kept(
        "round_solution",
        SOLUTIONS,
        ties=[Tie("added_by", "reason", stays=IN_OFFICE)],
        plain="round_id solution_id source version added_at told_at",
    ),
    Kept(
        "adapted_version",
        SOLUTIONS,
        ties=[
            Tie("solution_id", "content", stays=OF_TEAM, by=By.ROW),
            Tie("submitted_by", "content", stays=OF_TEAM, blank="submitted_by"),
        ],
        plain="id round_id number judged sha256 submitted_at",
    ),
)
