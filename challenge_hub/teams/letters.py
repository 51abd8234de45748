"""The signed words at the ends of links: in an invitation, and in a letter to a guardian."""

from datetime import timedelta

from challenge_hub.infrastructure.links import read_signed, sign
from challenge_hub.teams.rules import INVITATION_LASTS

INVITATION, GUARDIAN = "teams.invitation", "teams.guardian"
GUARDIAN_LINK_LASTS = timedelta(days=10 * 365)
"""Consenting has its own, short time; what was given can be withdrawn by the same link as long as it holds."""


def word_for(invitation_id: int) -> str:
    """Made when the mail is sent, or shown to who has the address confirmed."""
    return sign(INVITATION, id=invitation_id)


def read_letter(word: str) -> int | None:
    """The invitation a word opens; None where it is forged or too old."""
    facts = read_signed(INVITATION, word, max_age=INVITATION_LASTS)
    return int(facts["id"]) if facts else None


def word_for_guardian(consent_id: int) -> str:
    """Made when the mail is sent."""
    return sign(GUARDIAN, id=consent_id)


def read_guardian_letter(word: str) -> int | None:
    """The consent a word opens; None where it is forged or of another purpose."""
    facts = read_signed(GUARDIAN, word, max_age=GUARDIAN_LINK_LASTS)
    return int(facts["id"]) if facts else None
