"""What is known of people here: that they asked for what is known of them, and who said how long a file is kept."""

from challenge_hub.accounts.personal import ACCOUNTS
from challenge_hub.calls.personal import CALLS
from challenge_hub.infrastructure.personal import IN_OFFICE, Kept, Tie

KEPT = (
    Kept(
        "data_export",
        ACCOUNTS,
        ties=[Tie("person_id", "asked_at ready_at size")],
        plain="parts parts_done",
        sealed="key",
    ),
    Kept(
        "call_keeping",
        CALLS,
        ties=[Tie("held_by", "hold_reason", stays=IN_OFFICE), Tie("answered_by", stays=IN_OFFICE)],
        plain="call_id years held_at offered_at archive_answer answered_at anonymous_at",
    ),
)
