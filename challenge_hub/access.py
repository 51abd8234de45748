"""Who asks, and the answer: the words every rule about rights is written in. Pure; imports nothing of ours."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who may knock at a door. What lies behind it, the query decides for the object in question."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Actor:
    """The frozen answer to "who asks?": a name for the trail, the roles held, and the person behind it, if any.

    `is_confirmed` says whether the person's mail address was confirmed.
    """

    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    person_id: int | None = None
    display_name: str = ""
    is_confirmed: bool = False

    def has(self, role: Role) -> bool:
        return role is Role.ANYONE or role in self.roles


VISITOR = Actor("visitor", frozenset({Role.ANYONE}))
OPERATOR = Actor("operator", frozenset({Role.ANYONE, Role.OPERATOR}))
"""Whoever runs the commands on the server."""

PLATFORM = Actor("platform", frozenset({Role.ANYONE}))
"""The platform itself, where nobody in particular acts: what the worker does when its time has come."""


def signed_in(person_id: int, display_name: str, *, is_confirmed: bool, is_operator: bool) -> Actor:
    """The actor that a signed-in person is."""
    roles = {Role.ANYONE, Role.SIGNED_IN} | ({Role.OPERATOR} if is_operator else set())
    return Actor(f"person:{person_id}", frozenset(roles), person_id, display_name, is_confirmed)


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
