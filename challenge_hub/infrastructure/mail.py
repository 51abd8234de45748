"""A mail before it is sent: who gets it, and what the package that sends it says.

Each package names its mails in `emails.py`: MAILS = {"teams.invitation": invitation, …}. The worker calls the function
with the ids of the outbox row, in the recipient's language; None means that the mail no longer concerns anybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Recipient:
    """Where a mail goes, in which language, and which person that is (None: somebody without an account)."""

    mail: str
    language: str
    name: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Mail:
    """Subject, the template of the text (emails/<package>/<name>.txt), and what it shows."""

    subject: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


MailWriter = Callable[[Mapping[str, Any], Recipient], Mail | None]
