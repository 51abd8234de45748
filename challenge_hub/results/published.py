"""What a publication says of each solution, and what differs from the one before it. The frozen copies alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from challenge_hub.access import Actor
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.hidden import IN_ITS_PLACE, title_in_public
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.results.rules.correcting import Corrected, Reached, corrected
from challenge_hub.solutions.models import Solution

MOST_SHOWN = 200


@dataclass(frozen=True)
class Difference:
    """A solution whose place or points a correction changed."""

    title: Mapping[str, str]
    change: Corrected[int]


def is_current() -> ColumnElement[bool]:
    """No later publication of the round stands beside the one of this row."""
    later = aliased(Publication)
    same = (later.call_id == Publication.call_id, later.round_number == Publication.round_number)
    return ~exists().where(*same, later.number > Publication.number).correlate(Publication)


def newest_publication(call_id: int, round_number: int) -> Publication | None:
    """The publication of a round that counts."""
    of_round = (Publication.call_id == call_id, Publication.round_number == round_number)
    return db.session.scalars(select(Publication).where(*of_round).order_by(Publication.number.desc()).limit(1)).first()


def reached_in(publication_id: int) -> Mapping[int, Reached]:
    """Place and points of every solution (id)."""
    columns = (PublishedPlace.solution_id, PublishedPlace.place, PublishedPlace.total)
    rows = db.session.execute(select(*columns).where(PublishedPlace.publication_id == publication_id))
    return {row.solution_id: (row.place, points_in_words(row.total)) for row in rows}


def points_in_words(points: Decimal | None) -> str | None:
    """The same points are the same words."""
    return None if points is None else format(points.normalize(), "f")


def titles_in(publication_id: int) -> Mapping[int, Mapping[str, str]]:
    """The title of every solution (id) as it was published."""
    columns = (PublishedPlace.solution_id, PublishedPlace.title)
    rows = db.session.execute(select(*columns).where(PublishedPlace.publication_id == publication_id))
    return {row.solution_id: row.title for row in rows}


def differences(viewer: Actor, publication: Publication, before: Publication) -> Sequence[Difference]:
    """What a correction changed, the best place first."""
    columns = (PublishedPlace.solution_id, PublishedPlace.place, PublishedPlace.total, PublishedPlace.title)
    both = select(PublishedPlace.publication_id, *columns, Solution.hidden_at).join(PublishedPlace.solution)
    both = both.where(PublishedPlace.publication_id.in_((before.id, publication.id)))
    reached: dict[int, dict[int, Reached]] = {before.id: {}, publication.id: {}}
    titles = {}
    for row in db.session.execute(both.order_by(PublishedPlace.publication_id)):
        reached[row.publication_id][row.solution_id] = (row.place, points_in_words(row.total))
        titles[row.solution_id] = title_in_public(row.title, row.hidden_at)
    changes = corrected(reached[before.id], reached[publication.id])
    return [Difference(titles[one.solution], one) for one in changes[:MOST_SHOWN]]


def ties_in(publication: Publication) -> Sequence[Mapping[str, Any]]:
    """How boundaries that were too close to call were settled, without the titles of what is hidden after a report."""
    if not publication.ties:
        return []
    hidden = select(PublishedPlace.title).join(PublishedPlace.solution).where(Solution.hidden_at.is_not(None))
    titles = db.session.scalars(hidden.where(PublishedPlace.publication_id == publication.id)).all()
    return [
        {**tie, **{part: _without(titles, tie[part]) for part in ("solutions", "chosen")}} for tie in publication.ties
    ]


def _without(hidden: Sequence[Mapping[str, str]], titles: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [IN_ITS_PLACE if title in hidden else title for title in titles]
