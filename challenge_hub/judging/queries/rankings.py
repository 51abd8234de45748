"""Rankings as the worker stored them, for those who may know of their solutions. No page computes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, and_, cast, func, not_, select
from werkzeug.exceptions import NotFound

from challenge_hub import __version__
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.scoring import Method
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_asked, paged
from challenge_hub.judging.models import Review
from challenge_hub.judging.ordered import OwnOrder
from challenge_hub.judging.queries.any_room import AnyRoom, Ids, Kind
from challenge_hub.judging.queries.naming import (
    NamedSolution,
    given_names,
    is_given_out,
    name_order,
    names,
    with_names,
)
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.themed import themed_stamp
from challenge_hub.judging.rules.versions import audience_of
from challenge_hub.judging.stored import StoredPlace, StoredRanking
from challenge_hub.solutions.models import Conflict, Solution
from challenge_hub.solutions.rounds import in_round

Places = Select[*tuple[Any, ...]]
EVERYTHING = audience_of(())
"""The audience from which nothing is hidden: what is published and released is computed for it."""


@dataclass(frozen=True)
class PlaceRow:
    """A place with the name of its solution, as this reader knows it."""

    stored: StoredPlace
    solution: NamedSolution


@dataclass(frozen=True)
class RankingSeen:
    """The newest version for a reader; `is_behind`: points, conflicts or participants changed since."""

    ranking: StoredRanking | None
    is_behind: bool

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest points possible."""
        settings = self.ranking.settings if self.ranking else {}
        return Decimal(settings.get("points_min", "0")), Decimal(settings.get("points_max", "1"))

    @property
    def is_by_one(self) -> bool:
        """Whether all reviews are by the same juror."""
        parts = self.ranking.parts if self.ranking else []
        return len(parts) == 1 and len(parts[0]["jurors"]) == 1


def hidden_from(room: JuryRoom) -> frozenset[int]:
    """The solutions of a round (ids) that this reader may know nothing of."""
    return frozenset(db.session.scalars(*_hidden(Kind.of(room), ids=Ids.of(room))))


@once
def _hidden(kind: Kind, *, ids: Ids) -> Select[int]:
    room = AnyRoom(kind, ids)
    known = and_(open_to_reader(room), is_given_out(room))
    return select(Solution.id).where(Solution.call_id == room.call.id, in_round(room.judged), not_(known))


def inputs_of(judged: Round) -> str:
    """From which points, own orders, conflicts of interest and solutions a ranking would be made now: equal as long as
    none of it changed, and the program is the same.
    """
    return _inputs(db.session.execute(select(*_counts(judged))).one())


def _inputs(counts: Sequence[Any]) -> str:
    return " ".join(map(str, [*counts, __version__]))


def _counts(judged: Round) -> Sequence[ScalarSelect[Any]]:
    done = (Review.round_id == judged.id, Review.is_done)
    standing = select(func.count(Conflict.id)).join(Solution, Conflict.solution_id == Solution.id)
    revisions = cast(func.coalesce(func.sum(Review.revision), 0), String)
    counts: list[Select[Any]] = [
        select(cast(func.count(Review.id), String) + " " + revisions).where(*done),
        select(func.count(Solution.id)).where(Solution.call_id == judged.call_id, in_round(judged)),
        standing.where(Solution.call_id == judged.call_id, Conflict.lifted_at.is_(None)),
        themed_stamp(judged.call_id),
    ]
    if judged.method == Method.LIVE:
        moves = select(func.coalesce(func.sum(OwnOrder.revision), 0))
        counts.append(moves.where(OwnOrder.round_id == judged.id))
    return [count.scalar_subquery() for count in counts]


def newest(judged: Round, audience: str = EVERYTHING) -> StoredRanking | None:
    """The newest version for an audience."""
    return db.session.scalars(_newest(judged.id, audience)).one_or_none()


def _newest(round_id: int, audience: str) -> Select[Any]:
    mine = (StoredRanking.round_id == round_id, StoredRanking.audience == audience)
    return select(StoredRanking).where(*mine).order_by(StoredRanking.number.desc()).limit(1)


def ranking_seen(room: JuryRoom) -> RankingSeen:
    """The newest version for this reader. Two statements."""
    asked = _newest_with_counts(Kind.of(room), ids=Ids.of(room), audience=audience_of(hidden_from(room)))
    found = db.session.execute(*asked).one_or_none()
    if found is None:
        return RankingSeen(None, is_behind=False)
    ranking, *counts = found
    return RankingSeen(ranking, ranking.inputs != _inputs(counts))


@once
def _newest_with_counts(kind: Kind, *, ids: Ids, audience: str) -> Select[*tuple[Any, ...]]:
    judged = AnyRoom(kind, ids).judged
    return _newest(judged.id, audience).add_columns(*_counts(judged))


def places_page(room: JuryRoom, ranking: StoredRanking, number: int, *, size: int) -> Page[PlaceRow]:
    """A page of the places, the best first, level ones in the order of names. What was hidden since is not there."""
    asked = _placed_page(Kind.of(room), ids=Ids.of(room), ranking_id=ranking.id)
    return page_asked(*asked, number, row=lambda row: _row(room, row), size=size)


@once
def _placed_page(kind: Kind, *, ids: Ids, ranking_id: int) -> Places:
    room = AnyRoom(kind, ids)
    among = select(StoredPlace.id).join(Solution, StoredPlace.solution_id == Solution.id)
    among = given_names(room, among).where(_known(room, ranking_id), StoredPlace.place.is_not(None))
    return paged(_named(room), among=among, order=(StoredPlace.place, name_order(room)))


def not_reviewed_in(room: JuryRoom, ranking: StoredRanking) -> Sequence[NamedSolution]:
    """What nobody reviewed, by name."""
    asked = _places(Kind.of(room), False, ids=Ids.of(room), ranking_id=ranking.id)
    return [_row(room, row).solution for row in db.session.execute(*asked)]


def all_places_in(room: JuryRoom, ranking: StoredRanking) -> Sequence[PlaceRow]:
    """Every solution that has a place, the best first."""
    asked = _places(Kind.of(room), True, ids=Ids.of(room), ranking_id=ranking.id)
    return [_row(room, row) for row in db.session.execute(*asked)]


@once
def _places(kind: Kind, are_reviewed: bool, *, ids: Ids, ranking_id: int) -> Places:
    has_place = StoredPlace.place.is_not(None) if are_reviewed else StoredPlace.place.is_(None)
    return _named_places(AnyRoom(kind, ids), ranking_id).where(has_place)


def place_for(room: JuryRoom, ranking: StoredRanking, solution_id: int) -> PlaceRow:
    """One of them; without a place there is no such page."""
    wanted = (StoredPlace.solution_id == solution_id, StoredPlace.place.is_not(None))
    row = db.session.execute(_named_places(room, ranking.id).where(*wanted)).one_or_none()
    if row is None:
        raise NotFound
    return _row(room, row)


def stored_places(ranking: StoredRanking) -> Mapping[int, StoredPlace]:
    """Every place of a version by solution (id), for acts that publish."""
    found = db.session.scalars(select(StoredPlace).where(StoredPlace.ranking_id == ranking.id))
    return {place.solution_id: place for place in found}


def _named_places(room: JuryRoom | AnyRoom, ranking_id: int) -> Places:
    return _named(room).where(_known(room, ranking_id)).order_by(StoredPlace.place, name_order(room))


def _named(room: JuryRoom | AnyRoom) -> Places:
    statement = select(StoredPlace, *names(room)).select_from(StoredPlace)
    return with_names(room, statement.join(Solution, StoredPlace.solution_id == Solution.id))


def _known(room: JuryRoom | AnyRoom, ranking_id: int) -> ColumnElement[bool]:
    return and_(StoredPlace.ranking_id == ranking_id, room.free)


def _row(room: JuryRoom, row: Sequence[Any]) -> PlaceRow:
    return PlaceRow(row[0], NamedSolution.of(room, row[1:]))
