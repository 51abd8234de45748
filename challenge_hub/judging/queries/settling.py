"""Prize boundaries of a ranking that are too close to call, their tie groups, and how each was settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select

from challenge_hub.calls.models import Prize
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.naming import NamedSolution, by_own_key
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
    """Every prize boundary of the reader's own ranking, the first first. Three statements."""
    bounds = {bound["k"]: bound for bound in ranking.event.get("boundaries", [])}
    wanted = [bounds[after] for after in range(1, (len(prizes_by(room.judged)) or 1) + 1) if after in bounds]
    choices = newest_choices(room.judged)
    keys = {key for bound in wanted for key in bound["open"]}
    ids = {id_ for row in choices.values() for id_ in row.solutions}
    concerned = or_(Solution.key.in_(keys), Solution.id.in_(ids))
    named = by_own_key(room, among=and_(open_to_reader(room), concerned))
    return [_tie(bound, choices.get(bound["k"]), named) for bound in wanted]


def prizes_by(judged: Round) -> Sequence[Prize]:
    """The prizes that the jury gives by the ranking of this round, over all themes, in order."""
    last = select(func.max(Round.number)).where(Round.call_id == judged.call_id).scalar_subquery()
    follows = or_(Prize.round_number == judged.number, Prize.round_number.is_(None) & (last == judged.number))
    by_jury = or_(Prize.decider.is_(None), Prize.decider == Decider.JURY)
    statement = select(Prize).where(Prize.call_id == judged.call_id, Prize.theme_id.is_(None), follows, by_jury)
    return db.session.scalars(statement.order_by(Prize.position)).all()


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
