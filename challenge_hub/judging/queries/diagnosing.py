"""What a stored ranking says of each juror and of the event, for chair and organisers; from rows alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.pagination import Page
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.queries.naming import NamedSolution, by_own_key
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.flags import Flag, flags, reliabilities
from challenge_hub.judging.rules.jury import REVIEWING
from challenge_hub.judging.stored import StoredPlace, StoredRanking
from challenge_hub.solutions.models import Conflict, Solution
from challenge_hub.solutions.rounds import in_round

MOST_BELOW = 30


@dataclass(frozen=True)
class JurorSeen:
    """A seat with its work and what the estimate says of it; `figures` are empty where nothing of theirs counts."""

    key: str
    name: str
    done: int
    left: int
    conflicts: int
    figures: Mapping[str, Any]
    reliability: float
    flags: Sequence[Flag]
    farthest: NamedSolution | None
    first_instead: Sequence[NamedSolution]

    @property
    def is_worth_a_question(self) -> bool:
        return bool(self.flags or self.first_instead)


@dataclass(frozen=True)
class PairSeen:
    """A review to look at, or one that is proposed; `points` and `deviations` from what was to be expected."""

    juror: str
    solution: NamedSolution
    points: float = 0.0
    deviations: float = 0.0


@dataclass(frozen=True)
class EventSeen:
    """Of the event: shares of the variance and expected agreement by reviews, as stored; pairs as this reader knows
    them; the solutions with fewer reviews than wanted.
    """

    variance: Mapping[str, float]
    tau: Mapping[str, float]
    surprises: Sequence[PairSeen]
    bridges: Sequence[PairSeen]
    below: Sequence[tuple[NamedSolution, int]]


def jurors_page(room: JuryRoom, ranking: StoredRanking, number: int, *, size: int) -> Page[JurorSeen]:
    """A page of the jurors by name. Three statements, and one for the solutions named."""
    name = func.coalesce(Person.display_name, Juror.label, Juror.key)
    columns = (Juror.key, name, *_counts(room))
    has_reviews = select(Review.id).where(Review.juror_id == Juror.id, Review.round_id == room.judged.id).exists()
    holds = and_(Juror.role.in_(REVIEWING), Juror.left_at.is_(None), Juror.accepted_at.is_not(None))
    of_call = and_(Juror.call_id == room.call.id, or_(holds, has_reviews))
    statement = select(*columns).select_from(Juror).outerjoin(Person, Juror.person_id == Person.id).where(of_call)
    rows = db.session.execute(statement.order_by(name, Juror.id).limit(size).offset((number - 1) * size)).all()
    total = db.session.scalar(select(func.count(Juror.id)).where(of_call)) or 0
    said = db.session.scalars(select(StoredRanking.jurors).where(StoredRanking.id == ranking.id)).one()
    stored, relative = {one["juror"]: one for one in said}, reliabilities(said)
    wanted = {key for row in rows for key in _solutions_of(stored.get(row.key, {}))}
    named = _named(room, wanted)
    found = [_juror(row, stored.get(row.key, {}), relative.get(row.key, 1.0), named) for row in rows]
    return Page(found, number, size, total)


def event_seen(room: JuryRoom, ranking: StoredRanking) -> EventSeen:
    """Three statements."""
    event = ranking.event
    pairs = [(one["juror"], one["solution"]) for one in event.get("surprises", [])]
    bridges = [(juror, solution) for juror, solution in event.get("bridges", [])]
    names = _names(room, {juror for juror, _ in [*pairs, *bridges]})
    below = _below(room, ranking)
    named = _named(room, {solution for _, solution in [*pairs, *bridges]} | set(below))
    surprising = [
        PairSeen(names[one["juror"]], named[one["solution"]], one["points"], one["deviations"])
        for one in event.get("surprises", [])
        if one["solution"] in named and one["juror"] in names
    ]
    return EventSeen(
        variance=event.get("variance", {}),
        tau=event.get("tau", {}),
        surprises=surprising,
        bridges=[PairSeen(names[juror], named[solution]) for juror, solution in bridges if solution in named],
        below=[(named[key], reviews) for key, reviews in below.items() if key in named],
    )


def _counts(room: JuryRoom) -> Sequence[Any]:
    """Done, given out, and conflicts of interest, among the solutions this reader may know of."""

    def among(column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        known = select(Solution.id).where(Solution.call_id == room.call.id, in_round(room.judged), room.free)
        return column.in_(known)

    done = select(func.count(Review.id)).where(
        Review.juror_id == Juror.id, Review.round_id == room.judged.id, Review.is_done, among(Review.solution_id)
    )
    given = select(func.count(Assignment.id)).where(
        Assignment.juror_id == Juror.id, Assignment.round_id == room.judged.id,
        Assignment.handed_back_at.is_(None), among(Assignment.solution_id),
    )  # fmt: skip
    conflicts = select(func.count(Conflict.id)).where(
        Conflict.person_id == Juror.person_id, Conflict.lifted_at.is_(None), among(Conflict.solution_id)
    )
    labels = {"done": done, "given": given, "conflicts": conflicts}
    return [part.correlate(Juror).scalar_subquery().label(label) for label, part in labels.items()]


def _juror(row: Any, figures: Mapping[str, Any], reliability: float, named: Mapping[str, NamedSolution]) -> JurorSeen:
    return JurorSeen(
        key=row.key,
        name=row[1],
        done=row.done,
        left=max(0, row.given - row.done),
        conflicts=row.conflicts,
        figures=figures,
        reliability=reliability,
        flags=flags(figures, reliability=reliability) if figures else (),
        farthest=named.get(figures.get("farthest") or ""),
        first_instead=[named[key] for key in figures.get("entering", []) if key in named],
    )


def _solutions_of(figures: Mapping[str, Any]) -> Sequence[str]:
    return [key for key in [figures.get("farthest"), *figures.get("entering", [])] if key]


def _named(room: JuryRoom, keys: set[str]) -> Mapping[str, NamedSolution]:
    return by_own_key(room, among=and_(open_to_reader(room), Solution.key.in_(keys)))


def _names(room: JuryRoom, keys: set[str]) -> Mapping[str, str]:
    name = func.coalesce(Person.display_name, Juror.label, Juror.key)
    statement = select(Juror.key, name).outerjoin(Person, Juror.person_id == Person.id)
    rows = db.session.execute(statement.where(Juror.call_id == room.call.id, Juror.key.in_(keys)))
    return {row[0]: row[1] for row in rows}


def _below(room: JuryRoom, ranking: StoredRanking) -> Mapping[str, int]:
    """Solutions (keys) with fewer reviews than the round wants, the fewest first."""
    wanted = room.judged.reviews_per_solution or 0
    statement = select(Solution.key, StoredPlace.reviews).join(Solution, StoredPlace.solution_id == Solution.id)
    few = (StoredPlace.ranking_id == ranking.id, StoredPlace.reviews < wanted)
    rows = db.session.execute(statement.where(*few).order_by(StoredPlace.reviews, Solution.key).limit(MOST_BELOW))
    return {row[0]: row[1] for row in rows}
