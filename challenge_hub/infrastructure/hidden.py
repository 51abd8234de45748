"""A text that was hidden after somebody reported it: nobody reads it in public, and a plain line stands in its place.

Tables with such texts have `hidden_at`. Who decides about it, and why, is no matter of those who ask here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, TypeVar

IN_ITS_PLACE = {"de": "Nach einer Meldung verborgen", "en": "Hidden after a report"}
"""Where a title would stand, in the two languages in which titles are kept."""

NAMELESS = "–"
"""Where the name of a team would stand."""


class Hideable(Protocol):
    """Whatever has a text that can be hidden."""

    __tablename__: str
    id: int
    hidden_at: datetime | None


Thing = TypeVar("Thing", bound=Hideable)


class TextIsHidden(Exception):
    """Somebody asked for the page of a hidden text. One handler answers it with a page that says so."""

    def __init__(self, thing: Hideable, at: datetime) -> None:
        super().__init__(thing.__tablename__)
        self.kind, self.number, self.at = thing.__tablename__, thing.id, at


def in_public(thing: Thing) -> Thing:
    """The thing, for anybody; raises TextIsHidden where its text is hidden."""
    if thing.hidden_at is not None:
        raise TextIsHidden(thing, thing.hidden_at)
    return thing


def title_in_public(title: Mapping[str, str], hidden_at: datetime | None) -> Mapping[str, str]:
    """A title, or what stands in its place."""
    return title if hidden_at is None else IN_ITS_PLACE
