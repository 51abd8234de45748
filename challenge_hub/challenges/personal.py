"""What is known of people here: who answers for a challenge, and who asked."""

from challenge_hub.calls.personal import CALLS
from challenge_hub.infrastructure.personal import IN_OFFICE, OF_TOWN, PUBLISHED, Kept, Tie, of_nobody

KEPT = (
    Kept(
        "challenge",
        CALLS,
        ties=[
            Tie("submitted_by", "submitted_at return_reason", stays=IN_OFFICE),
            Tie("caretaker_id", "shows_caretaker", stays=OF_TOWN, blank="caretaker_id shows_caretaker"),
            Tie("stand_in_id", stays=OF_TOWN, blank="stand_in_id"),
            Tie("cosigner_id", "cosigned_at", stays=IN_OFFICE),
        ],
        plain="id call_id organisation_id key position title question search_text description source_url sections draft"
        " revision saved_at returned_at published_at closed_at closing closing_reason hidden_at",
    ),
    of_nobody("challenge_version", "id challenge_id number published_at texts"),
    of_nobody("challenge_theme", "challenge_id theme_id"),
    Kept(
        "question",
        CALLS,
        ties=[Tie("asked_by", "text asked_at decline_reason", stays=PUBLISHED, blank="asked_by")],
        plain="id challenge_id number language answer answered_at changed_at declined_at hidden_at",
    ),
)
