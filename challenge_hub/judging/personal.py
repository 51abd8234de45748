"""What is known of people here: the seats of the jury, what each gave, and who decided about the order."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import (
    IN_OFFICE,
    OF_JURY,
    TASK,
    WITH_CALL,
    Activity,
    By,
    Kept,
    Tie,
    of_nobody,
)

JURY = Activity(
    name="jury",
    data=_("Jury: invited addresses, declarations, assignments, reviews and private notes"),
    people=_("Jurors, and who was invited to judge; chair and organisers who run a round"),
    purpose=_("A fair decision that can be checked"),
    period=WITH_CALL,
    viewers=_("The juror; chair and organisers; comments reach the team without names; a private note nobody but you"),
    basis=TASK,
)

KEPT = (
    Kept(
        "juror",
        JURY,
        ties=[
            Tie(
                "person_id",
                "label role invited_mail invited_language invited_at accepted_at declined_at decline_reason declared_at"
                " left_at most_reviews",
                stays=OF_JURY,
                blank="label invited_mail decline_reason",
            ),
            Tie("invited_mail", "invited_language", stays=OF_JURY, blank="label invited_mail", by=By.MAIL),
        ],
        plain="id call_id key declared_sha256 stands_in_for_id",
    ),
    Kept("juror_theme", JURY, ties=[Tie("juror_id", by=By.ROW)], plain="theme_id"),
    Kept(
        "assignment_plan",
        JURY,
        plain="id round_id planned_at published_at seed reviews_per_solution shortfalls places wants_expert"
        " without_expert",
        loose="pairs",
    ),
    Kept(
        "assignment",
        JURY,
        ties=[
            Tie(
                "juror_id",
                "assigned_at handed_back_at hand_back_reason",
                stays=OF_JURY,
                blank="hand_back_reason",
                by=By.ROW,
            )
        ],
        plain="id round_id solution_id",
    ),
    Kept(
        "review",
        JURY,
        ties=[
            Tie(
                "juror_id",
                "submitted_at saved_at comment private_note chair_note before",
                stays=OF_JURY,
                blank="private_note before",
                by=By.ROW,
            )
        ],
        plain="id round_id solution_id is_done version revision",
        ends="comment chair_note",
    ),
    Kept("score", JURY, ties=[Tie("review_id", "value", stays=OF_JURY, by=By.ROW)], plain="criterion_id"),
    Kept(
        "own_order",
        JURY,
        ties=[Tie("juror_id", "solutions saved_at", stays=OF_JURY, by=By.ROW)],
        plain="round_id revision",
    ),
    Kept(
        "round_reopening",
        JURY,
        ties=[Tie("reopened_by", "reason", stays=IN_OFFICE)],
        plain="id round_id reopened_at",
    ),
    Kept(
        "redacted_copy",
        JURY,
        ties=[Tie("saved_by", stays=IN_OFFICE), Tie("released_by", stays=IN_OFFICE)],
        plain="solution_id version saved_at released_at",
        loose="title pitch description",
    ),
    Kept("redacted_file", JURY, plain="id solution_id position media_type", loose="sha256 alt", ends="*"),
    of_nobody("drawn_number", "round_id solution_id number"),
    of_nobody("expo_table", "solution_id call_id label position"),
    Kept(
        "expo_stop",
        JURY,
        ties=[Tie("juror_id", "kind reason at", by=By.ROW)],
        plain="id round_id solution_id",
    ),
    Kept(
        "dismissed_hint",
        JURY,
        ties=[
            Tie("person_id", "reason", stays=OF_JURY, blank="reason"),
            Tie("dismissed_by", "reason", stays=IN_OFFICE),
        ],
        plain="id solution_id dismissed_at",
        ends="*",
    ),
    Kept("round_seat", JURY, ties=[Tie("juror_id", stays=OF_JURY, by=By.ROW)], plain="round_id"),
    of_nobody("panel", "id round_id position name"),
    Kept("panel_seat", JURY, ties=[Tie("juror_id", stays=OF_JURY, by=By.ROW)], plain="panel_id"),
    of_nobody("panel_theme", "panel_id theme_id"),
    of_nobody("panel_solution", "round_id solution_id panel_id"),
    Kept(
        "paper_entry",
        JURY,
        ties=[Tie("review_id", stays=OF_JURY, by=By.ROW), Tie("entered_by", stays=IN_OFFICE)],
        plain="revision entered_at",
    ),
    Kept(
        "tie_decision",
        JURY,
        ties=[Tie("decided_by", "reason", stays=IN_OFFICE)],
        plain="id round_id number ranking_number theme_id after solutions probability way chosen reviews final_round "
        "decided_at",
    ),
    Kept(
        "tandem_choice",
        JURY,
        ties=[
            Tie("prepared_by", "solutions reason how", stays=IN_OFFICE),
            Tie("released_by", stays=IN_OFFICE),
        ],
        plain="round_id prepared_at released_at",
    ),
    Kept(
        "stored_ranking",
        JURY,
        plain="id round_id audience hidden number is_interim computed_at reason inputs settings settings_hash sweeps"
        " program_version review_count fault draws parts event",
        loose="jurors",
    ),
    Kept(
        "stored_place",
        JURY,
        plain="id ranking_id solution_id place shared decided_by place_low place_high reviews total mean mean_place low"
        " high criterion_means",
        loose="sheets",
    ),
)
