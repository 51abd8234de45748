"""The pages of an account: coming in, the links in mails, and what is one's own."""

from challenge_hub.accounts.views import (
    confirming,
    devices,
    entering,
    factors,
    forgotten,
    linked,
    own,
    passkeys,
    proving,
    services,
)
from challenge_hub.accounts.views.blueprint import bp

__all__ = [
    "bp", "confirming", "devices", "entering", "factors", "forgotten", "linked", "own", "passkeys", "proving",
    "services",
]  # fmt: skip
