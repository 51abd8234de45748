"""Editions of the minutes for those in the jury's room."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased, undefer
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import ids_of_organised_calls
from challenge_hub.calls.rubric import Round
from challenge_hub.deliberation.models import Sitting
from challenge_hub.deliberation.queries.rooms import jury_for, leads
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.rooms import JuryRoom, is_chairing
from challenge_hub.minutes.models import MinutesEdition, SignedMinutes
from challenge_hub.minutes.rules.versions import without_solutions
from challenge_hub.results.models import Publication
from challenge_hub.solutions.models import Solution

MOST = 50


@dataclass(frozen=True)
class MinutesRoom:
    """Somebody before the minutes of a jury; `leads` says who writes them: chair and organisers."""

    jury: JuryRoom

    @property
    def leads(self) -> bool:
        return leads(self.jury)


@dataclass(frozen=True)
class EditionLine:
    """An edition as the list shows it, and who wrote it."""

    edition: MinutesEdition
    made_by: str | None


@dataclass(frozen=True)
class FullEdition:
    """A full edition as far as this reader may know it; `is_whole` says that nothing is left out."""

    edition: MinutesEdition
    content: dict[str, Any]

    @property
    def is_whole(self) -> bool:
        return "left_out" not in self.content


def minutes_room(viewer: Actor, slug: str, now: datetime) -> MinutesRoom:
    """The minutes of a call's jury: for chair and organisers, and for jurors while nobody gives points, since earlier
    rankings would sway them.
    """
    room = MinutesRoom(jury_for(viewer, slug, now))
    if not room.leads and room.jury.round is not None and room.jury.is_scoring:
        raise NotFound
    return room


def leading(viewer: Actor, slug: str, now: datetime) -> MinutesRoom:
    """The same for chair and organisers alone."""
    room = minutes_room(viewer, slug, now)
    if not room.leads:
        raise NotFound
    return room


def editions_of(room: MinutesRoom) -> Sequence[EditionLine]:
    """Every edition, the newest first."""
    statement = (
        select(MinutesEdition, Person.display_name)
        .outerjoin(Person, MinutesEdition.made_by == Person.id)
        .where(MinutesEdition.call_id == room.jury.call.id)
        .order_by(MinutesEdition.number.desc())
    )
    return [EditionLine(edition, name) for edition, name in db.session.execute(statement)]


def newest_edition(call_id: int) -> MinutesEdition | None:
    """The last edition, with its content."""
    statement = select(MinutesEdition).where(MinutesEdition.call_id == call_id)
    statement = statement.options(undefer(MinutesEdition.content)).order_by(MinutesEdition.number.desc()).limit(1)
    return db.session.scalar(statement)


def full_edition(room: MinutesRoom, number: int) -> FullEdition:
    """One edition without what a conflict of interest hides from this reader. Two statements."""
    edition = edition_of(room, number, undefer(MinutesEdition.content), undefer(MinutesEdition.solution_ids))
    hidden = set(db.session.scalars(select(Solution.id).where(Solution.call_id == room.jury.call.id, ~room.jury.free)))
    refs = {ref for ref, id_ in enumerate(edition.solution_ids, start=1) if id_ in hidden}
    return FullEdition(edition, without_solutions(json.loads(edition.content), refs))


def edition_of(room: MinutesRoom, number: int, *options: Any) -> MinutesEdition:
    """One edition of this jury."""
    statement = select(MinutesEdition).where(MinutesEdition.call_id == room.jury.call.id)
    return one_or_404(statement.where(MinutesEdition.number == number).options(*options))


def with_public_content(room: MinutesRoom, number: int) -> MinutesEdition:
    """One edition with its public version, whether it is published or not."""
    return edition_of(room, number, undefer(MinutesEdition.public_content))


def is_recorded(call_id: int) -> bool:
    """Whether there is something to write down: a sitting or a round that is closed."""
    closed = [select(rows.id).where(rows.call_id == call_id, rows.closed_at.is_not(None)) for rows in (Round, Sitting)]
    return bool(db.session.scalar(select(or_(*(one.exists() for one in closed)))))


def unpublished_for(viewer: Actor) -> Select[*tuple[Any, ...]]:
    """The calls (slug, title, number of the edition) whose newest edition waits for somebody else than its writer; to
    be asked together with other questions.
    """
    later = aliased(MinutesEdition)
    newer = exists().where(later.call_id == MinutesEdition.call_id, later.number > MinutesEdition.number)
    published = exists().where(
        Publication.call_id == MinutesEdition.call_id, Publication.published_at <= MinutesEdition.made_at
    )
    chaired = select(Juror.call_id).where(is_chairing(viewer))
    return (
        select(Call.slug, Call.title, MinutesEdition.number)
        .join(Call, MinutesEdition.call_id == Call.id)
        .where(MinutesEdition.published_at.is_(None), ~newer.correlate(MinutesEdition), published)
        .where(or_(Call.id.in_(ids_of_organised_calls(viewer)), Call.id.in_(chaired)))
        .where(func.coalesce(MinutesEdition.made_by, 0) != viewer.person_id)
        .order_by(MinutesEdition.id.desc())
        .limit(MOST)
    )


def is_newest(edition: MinutesEdition) -> bool:
    """Whether no later edition was written."""
    last = select(func.max(MinutesEdition.number)).where(MinutesEdition.call_id == edition.call_id)
    return db.session.scalar(last) == edition.number


def has_results_at(call_id: int, moment: datetime) -> bool:
    """Whether results of this call were published at a moment."""
    published = select(Publication.id).where(Publication.call_id == call_id, Publication.published_at <= moment)
    return db.session.scalar(published.limit(1)) is not None


def scans_of(edition: MinutesEdition) -> Sequence[SignedMinutes]:
    """The signed copies of an edition, the newest first."""
    statement = select(SignedMinutes).where(SignedMinutes.edition_id == edition.id)
    return db.session.scalars(statement.order_by(SignedMinutes.uploaded_at.desc(), SignedMinutes.id.desc())).all()


def scan_of(edition: MinutesEdition, sha256: str) -> SignedMinutes:
    """One signed copy."""
    return one_or_404(select(SignedMinutes).filter_by(edition_id=edition.id, sha256=sha256))
