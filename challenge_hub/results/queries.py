"""Questions about what was made known. They read the frozen copy alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import is_newest

PLACES_ON_A_PAGE = 15


@dataclass(frozen=True)
class RankedSolution:
    """A line of the ranking: the frozen place and the solution it belongs to."""

    frozen: PublishedPlace
    key: str
    title: Mapping[str, str]


@dataclass(frozen=True)
class Reached:
    """Place, points and number of reviews of one solution; no place and no points where nobody reviewed it."""

    place: int | None
    total: Decimal | None
    reviews: int


def publications_of(viewer: Actor, call_id: int, now: datetime) -> Sequence[Publication]:
    """Every publication of a call, the one that counts first: last round, highest number."""
    statement = select(Publication).where(Publication.call_id == call_id, Publication.published_at <= now)
    return db.session.scalars(statement.order_by(Publication.round_number.desc(), Publication.number.desc())).all()


def ranking_of(viewer: Actor, publication_id: int, *, number: int = 1) -> Page[RankedSolution]:
    """The places of a publication in order, those not reviewed behind and without a place; a page at a time."""
    return page_of(
        _ranked(),
        number,
        among=select(PublishedPlace.id).where(PublishedPlace.publication_id == publication_id),
        order=(PublishedPlace.place.is_(None), PublishedPlace.place, PublishedPlace.solution_id),
        row=_line,
        size=PLACES_ON_A_PAGE,
    )


def published_sheets(viewer: Actor, publication_id: int, key: str) -> RankedSolution:
    """One solution of a publication with its sheets; where no sheets are published there is no such page."""
    statement = _ranked().where(PublishedPlace.publication_id == publication_id, Solution.key == key)
    found = db.session.execute(statement).one_or_none()
    if found is None or not found[0].sheets:
        raise NotFound
    return _line(found)


def first_by_mean(viewer: Actor, publication_id: int) -> RankedSolution | None:
    """The solution that the plain mean would put first; the better placed one where several are level."""
    statement = _ranked().where(PublishedPlace.publication_id == publication_id, PublishedPlace.mean_place == 1)
    level = [_line(found) for found in db.session.execute(statement)]
    return min(level, key=lambda line: (line.frozen.place or 0, line.key), default=None)


@cache
def _ranked() -> Select[*tuple[Any, ...]]:
    return (
        select(PublishedPlace, Solution.key, SolutionVersion.title)
        .join(Solution, PublishedPlace.solution_id == Solution.id)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .where(is_newest())
    )


def _line(found: Any) -> RankedSolution:
    return RankedSolution(*found)


def place_of(viewer: Actor, solution_id: int, now: datetime) -> Reached | None:
    """What one solution reached in the publication that counts."""
    statement = (
        select(PublishedPlace.place, PublishedPlace.total, PublishedPlace.reviews)
        .join(PublishedPlace.publication)
        .where(PublishedPlace.solution_id == solution_id, Publication.published_at <= now)
        .order_by(Publication.round_number.desc(), Publication.number.desc())
        .limit(1)
    )
    found = db.session.execute(statement).one_or_none()
    return None if found is None else Reached(*found)


def has_results(viewer: Actor, call_id: int, now: datetime) -> bool:
    """Whether anything of a call has been published."""
    published = select(Publication.id).where(Publication.call_id == call_id, Publication.published_at <= now)
    return db.session.scalar(published.limit(1)) is not None
