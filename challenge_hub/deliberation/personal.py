"""What is known of people here: who was there when the jury met, and what jurors gave on trial."""

from challenge_hub.infrastructure.personal import IN_OFFICE, OF_JURY, By, Kept, Tie, of_nobody
from challenge_hub.judging.personal import JURY

KEPT = (
    Kept(
        "sitting",
        JURY,
        ties=[Tie("closed_by", stays=IN_OFFICE)],
        plain="id call_id round_id number takes_place_at place quorum chair_decides_ties closed_at",
        loose="minutes_by",
    ),
    Kept(
        "attendance",
        JURY,
        ties=[Tie("juror_id", "from_at until_at may_vote", stays=OF_JURY, by=By.ROW)],
        plain="id sitting_id",
    ),
    Kept("agenda_item", JURY, plain="id sitting_id solution_id position called_at", loose="left_room"),
    Kept(
        "resolution",
        JURY,
        plain="id sitting_id number kind yes no abstentions voters chair_in_tie is_carried deviates corrects_id"
        " decided_at",
        loose="motion reason",
    ),
    of_nobody("resolution_solution", "resolution_id solution_id"),
    of_nobody("calibration", "id round_id set_up_at opened_at closed_at"),
    of_nobody("anchor", "id calibration_id position title text link"),
    Kept("anchor_score", JURY, ties=[Tie("juror_id", "value", by=By.ROW)], plain="anchor_id criterion_id"),
    Kept(
        "rubric_version",
        JURY,
        ties=[Tie("made_by", "reason", stays=IN_OFFICE)],
        plain="id round_id number content made_at",
    ),
)
