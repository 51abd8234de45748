"""The history of an organisation, as its owners read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from challenge_hub.accounts.models import Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.pagination import Page, page_of


@dataclass(frozen=True)
class HistoryLine:
    """A line of the trail with the names of the people in it; None where there is none, or no account any more."""

    line: TrailLine
    actor: str | None
    person: str | None


def history_of(organisation_id: int, *, number: int = 1) -> Page[HistoryLine]:
    """What happened in an organisation, the newest first, a page at a time."""
    page = page_of(
        select(TrailLine),
        number,
        among=select(TrailLine.id).where(TrailLine.organisation_id == organisation_id),
        order=(TrailLine.id.desc(),),
        row=lambda columns: columns[0],
    )
    names = _names_in(page.items)
    lines = [HistoryLine(line, names.get(line.actor), names.get(_concerned(line))) for line in page.items]
    return Page(lines, page.number, page.size, page.total)


def _concerned(line: TrailLine) -> str:
    facts: Mapping[str, Any] = line.facts
    return f"person:{facts.get('person')}"


def _names_in(lines: Sequence[TrailLine]) -> Mapping[str, str]:
    named = {word for line in lines for word in (line.actor, _concerned(line))}
    ids = [int(word[7:]) for word in named if word.startswith("person:") and word[7:].isdigit()]
    statement = select(Person.id, Person.display_name).where(Person.id.in_(ids))
    return {f"person:{id_}": name for id_, name in db.session.execute(statement)}
