"""Who asks, and the answer: the words every rule about rights is written in. Pure; imports nothing of ours."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who may knock at a door. What lies behind it, the query decides for the object in question."""

    ANYONE = "anyone"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Actor:
    """The frozen answer to "who asks?": a name for the trail and the roles held."""

    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)

    def has(self, role: Role) -> bool:
        return role is Role.ANYONE or role in self.roles


VISITOR = Actor("visitor", frozenset({Role.ANYONE}))
OPERATOR = Actor("operator", frozenset({Role.ANYONE, Role.OPERATOR}))


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
