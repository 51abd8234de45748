"""A mail before it is sent: who gets it, and what the package that sends it says.

Each package names its mails in `emails.py`: MAILS = {"teams.invitation": invitation, …}. The worker calls the function
with the ids of the outbox row, in the recipient's language; None means that the mail no longer concerns anybody.

A person gets mail at the confirmed address alone. Kinds that a package lists as TO_CLAIMED are about confirming: they
go to the address that was claimed, without the name somebody typed beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask_babel import LazyString


@dataclass(frozen=True)
class Recipient:
    """Where a mail goes, in which language, and which person that is (None: somebody without an account)."""

    mail: str
    language: str
    name: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Mail:
    """Subject, the template of the text (emails/<package>/<name>.txt), what it shows, and why it is sent.

    The template holds the body alone: the greeting above and the sender below are those of emails/layout.txt, which
    says `why` in one sentence.
    """

    subject: LazyString | str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    why: LazyString | str | None = None


MailWriter = Callable[[Mapping[str, Any], Recipient], Mail | None]


class RecipientFinder(Protocol):
    """Finds the address of a person: the confirmed one, or the `claimed` one; None where there is none."""

    def __call__(self, person_id: int, *, claimed: bool) -> Recipient | None: ...
