"""Who asks, and the answer: the words every rule about rights is written in. Pure; imports nothing of ours."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Role(StrEnum):
    """Who may knock at a door. What lies behind it, the query decides for the object in question.

    `HALF`: the password was right, the second factor is still to be shown. `ACCOUNT`: one's own account, which is open
    also before a second factor is set up that some role needs. `SIGNED_IN`: everything else.
    """

    ANYONE = "anyone"
    HALF = "half"
    ACCOUNT = "account"
    SIGNED_IN = "signed-in"
    OPERATOR = "operator"


class Lack(StrEnum):
    """What somebody who gave the right password has to do still: show the second factor, or set one up."""

    PROOF = "proof"
    FACTOR = "factor"


@dataclass(frozen=True)
class Actor:
    """The frozen answer to "who asks?": a name for the trail, the roles held, and the person behind it, if any.

    `is_confirmed` says whether the person's mail address was confirmed. Who lacks something is a visitor wherever they
    have no role.
    """

    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    person_id: int | None = None
    display_name: str = ""
    is_confirmed: bool = False
    lack: Lack | None = None

    def has(self, role: Role) -> bool:
        return role is Role.ANYONE or role in self.roles


VISITOR = Actor("visitor", frozenset({Role.ANYONE}))
OPERATOR = Actor("operator", frozenset({Role.ANYONE, Role.OPERATOR}))
"""Whoever runs the commands on the server."""

PLATFORM = Actor("platform", frozenset({Role.ANYONE}))
"""The platform itself, where nobody in particular acts: what the worker does when its time has come."""


def signed_in(
    person_id: int, display_name: str, *, is_confirmed: bool, is_operator: bool, lack: Lack | None = None
) -> Actor:
    """The actor that a signed-in person is."""
    roles = ROLES[lack] | ({Role.OPERATOR} if is_operator and lack is None else set())
    return Actor(f"person:{person_id}", roles, person_id, display_name, is_confirmed, lack)


ROLES: dict[Lack | None, frozenset[Role]] = {
    None: frozenset({Role.ANYONE, Role.ACCOUNT, Role.SIGNED_IN}),
    Lack.FACTOR: frozenset({Role.ANYONE, Role.ACCOUNT}),
    Lack.PROOF: frozenset({Role.ANYONE, Role.HALF}),
}


def as_visitor(actor: Actor) -> Actor:
    """Somebody who lacks something, on a page that is open to anyone: nobody in particular, but for the name shown."""
    return replace(VISITOR, display_name=actor.display_name, lack=actor.lack)


@dataclass(frozen=True)
class Decision:
    """Yes, or no with a reason key. Sentences for the keys live in the catalogues."""

    reason: str | None = None

    def __bool__(self) -> bool:
        return self.reason is None

    def require(self) -> None:
        """Raise Refused with the reason unless the answer is yes."""
        if self.reason is not None:
            raise Refused(self.reason)


YES = Decision()


class Refused(Exception):
    """A rule said no. `reason` is a key such as "call-has-closed"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
