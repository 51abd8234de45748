"""What is known of people here: that they asked for what is known of them."""

from challenge_hub.accounts.personal import ACCOUNTS
from challenge_hub.infrastructure.personal import Kept, Tie

KEPT = (
    Kept(
        "data_export",
        ACCOUNTS,
        ties=[Tie("person_id", "asked_at ready_at size")],
        plain="parts parts_done",
        sealed="key",
    ),
)
