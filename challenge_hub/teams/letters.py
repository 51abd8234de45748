"""The signed word at the end of a link in an invitation."""

from challenge_hub.infrastructure.links import read_signed, sign
from challenge_hub.teams.rules import INVITATION_LASTS

INVITATION = "teams.invitation"


def word_for(invitation_id: int) -> str:
    """Made when the mail is sent, or shown to who has the address confirmed."""
    return sign(INVITATION, id=invitation_id)


def read_letter(word: str) -> int | None:
    """The invitation a word opens; None where it is forged or too old."""
    facts = read_signed(INVITATION, word, max_age=INVITATION_LASTS)
    return int(facts["id"]) if facts else None
