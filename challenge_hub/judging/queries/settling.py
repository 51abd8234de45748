"""Prize boundaries of a ranking that are too close to call, their tie groups, and how each was settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, outerjoin, select

from challenge_hub.calls.models import Prize
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.judging.queries.any_room import AnyRoom, Ids, Kind
from challenge_hub.judging.queries.naming import NamedSolution, named_solutions
from challenge_hub.judging.queries.rankings import EVERYTHING
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.closeness import Verdict
from challenge_hub.judging.rules.settling import prizes_in_question
from challenge_hub.judging.settled import TieDecision
from challenge_hub.judging.stored import StoredRanking
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class Settled:
    """A choice with its solutions as this reader knows them."""

    row: TieDecision
    solutions: Sequence[NamedSolution]
    chosen: Sequence[NamedSolution]


@dataclass(frozen=True)
class Tie:
    """A boundary after so many places; `group` cannot be told apart, `settled` counts the solutions safely above."""

    after: int
    verdict: Verdict
    probability: float
    group: Sequence[NamedSolution]
    settled: int
    choice: Settled | None

    @property
    def is_too_close(self) -> bool:
        return self.verdict is Verdict.TOO_CLOSE


def ties_seen(room: JuryRoom, ranking: StoredRanking) -> Sequence[Tie]:
    """Every prize boundary of the reader's own ranking, the first first. Two statements."""
    bounds = {bound["k"]: bound for bound in ranking.event.get("boundaries", [])}
    many, choices = _prizes_and_choices(room.judged)
    wanted = [bounds[after] for after in range(1, (many or 1) + 1) if after in bounds]
    keys = sorted({key for bound in wanted for key in bound["open"]})
    chosen = sorted({id_ for row in choices.values() for id_ in row.solutions})
    rows = db.session.execute(*_concerned(Kind.of(room), ids=Ids.of(room), keys=keys, chosen=chosen))
    named = {row[1]: NamedSolution.of(room, row) for row in rows}
    return [_tie(bound, choices.get(bound["k"]), named) for bound in wanted]


@once
def _concerned(kind: Kind, *, ids: Ids, keys: Sequence[str], chosen: Sequence[int]) -> Select[*tuple[Any, ...]]:
    room = AnyRoom(kind, ids)
    return named_solutions(room).where(open_to_reader(room), or_(Solution.key.in_(keys), Solution.id.in_(chosen)))


def prizes_by(judged: Round) -> Sequence[Prize]:
    """The prizes that the jury gives by the ranking of this round, over all themes, in order."""
    return db.session.scalars(
        select(Prize).where(_is_given_by(judged.call_id, judged.number)).order_by(Prize.position)
    ).all()


def _is_given_by(call_id: int, number: int) -> ColumnElement[bool]:
    last = select(func.max(Round.number)).where(Round.call_id == call_id).correlate(None).scalar_subquery()
    follows = or_(Prize.round_number == number, Prize.round_number.is_(None) & (last == number))
    by_jury = or_(Prize.decider.is_(None), Prize.decider == Decider.JURY)
    return and_(Prize.call_id == call_id, Prize.theme_id.is_(None), follows, by_jury)


def _prizes_and_choices(judged: Round) -> tuple[int, Mapping[int, TieDecision]]:
    """How many prizes there are, and the choices that count, by the boundary. One statement."""
    asked = _many_and_choices(round_id=judged.id, call_id=judged.call_id, number=judged.number)
    found = db.session.execute(*asked).all()
    return found[0][0], {row.after: row for _, row in found if row is not None}


@once
def _many_and_choices(*, round_id: int, call_id: int, number: int) -> Select[int, TieDecision]:
    many = select(func.count(Prize.id)).where(_is_given_by(call_id, number)).scalar_subquery()
    of_round = outerjoin(Round, TieDecision, TieDecision.round_id == Round.id)
    return select(many, TieDecision).select_from(of_round).where(Round.id == round_id).order_by(TieDecision.number)


def newest_choices(judged: Round) -> Mapping[int, TieDecision]:
    """The choice that counts, by the boundary."""
    rows = db.session.scalars(select(TieDecision).where(TieDecision.round_id == judged.id).order_by(TieDecision.number))
    return {row.after: row for row in rows}


def knows_all(ranking: StoredRanking) -> bool:
    """Whether the reader of this version knows of every solution."""
    return ranking.audience == EVERYTHING


def contested(prizes: Sequence[Prize], tie: Tie) -> set[int]:
    """The prizes (ids) a final round decides."""
    return {prizes[at].id for at in prizes_in_question(len(prizes), settled=tie.settled, after=tie.after)}


def _tie(bound: Mapping[str, Any], row: TieDecision | None, named: Mapping[str, NamedSolution]) -> Tie:
    """What was chosen is there for those alone who may know of everything it is about."""
    by_id = {one.id: one for one in named.values()}
    knows = row is not None and all(id_ in by_id for id_ in row.solutions)
    return Tie(
        after=bound["k"],
        verdict=Verdict(bound["verdict"]),
        probability=bound["probability"],
        group=[named[key] for key in bound["open"] if key in named],
        settled=len(bound.get("settled", [])),
        choice=_settled(row, by_id) if row and knows else None,
    )


def _settled(row: TieDecision, named: Mapping[int, NamedSolution]) -> Settled:
    return Settled(row, [named[id_] for id_ in row.solutions], [named[id_] for id_ in row.chosen])
