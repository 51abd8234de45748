"""The shortlist of a round, and the ranking of the round before it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import or_, select

from challenge_hub.calls.queries import any_round, scoring_of
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Review
from challenge_hub.judging.queries.naming import NamedSolution, solutions_for
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.sheets import all_sheets_of, all_solution_keys
from challenge_hub.judging.rules.computing import ranking_alone
from challenge_hub.judging.rules.shortlist import Standing, among_these
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import takes_part
from challenge_hub.solutions.rounds import RoundSolution


@dataclass(frozen=True)
class ListLine:
    """A solution of the round before: where it stood there, and why it is on the list where somebody decided so."""

    solution: NamedSolution
    place: int | None
    total: Decimal | None
    reason: str


def room_before(room: JuryRoom) -> JuryRoom:
    """The same reader at the round before, with its criteria; there is none before the first."""
    return replace(room, round=any_round(room.call.id, room.judged.number - 1))


def standings_of(judged: Round) -> Sequence[Standing]:
    """The whole ranking of a round, as it stands; its criteria are loaded. Only here the shortlist asks for it."""
    keys = dict(all_solution_keys(judged))
    ranked = ranking_alone(all_sheets_of(judged), keys, scoring_of(judged))
    found = [Standing(keys[one.solution], one.place, one.total) for one in ranked.standings]
    return [*found, *(Standing(keys[key], None, None) for key in ranked.not_reviewed)]


def chosen_in(judged: Round) -> Mapping[int, RoundSolution]:
    """What is on the shortlist, by solution (id)."""
    rows = db.session.scalars(select(RoundSolution).where(RoundSolution.round_id == judged.id))
    return {row.solution_id: row for row in rows}


def lines_for(
    before: JuryRoom, standings: Sequence[Standing], listed: Mapping[int, RoundSolution]
) -> Sequence[ListLine]:
    """What this reader may see, the best first. `before` is the room at the round before: it names the solutions.

    Places are counted among what the reader may see, so that no gap tells where a hidden one stands.
    """
    seen = solutions_for(before, among=before.free)
    stood = {one.solution_id: one for one in among_these(standings, {solution.id for solution in seen})}
    lines = []
    for solution in seen:
        one, row = stood.get(solution.id), listed.get(solution.id)
        place, total = (one.place, one.total) if one else (None, None)
        lines.append(ListLine(solution, place, total, row.reason if row else ""))
    return sorted(lines, key=lambda line: (line.place is None, line.place or 0))


def is_in_use(judged: Round) -> bool:
    """Whether anything of a round was given out or reviewed."""
    found = [select(model.round_id).where(model.round_id == judged.id).exists() for model in (Assignment, Review)]
    return bool(db.session.scalar(select(or_(*found))))


def has_hidden(room: JuryRoom) -> bool:
    """Whether some solution of the call is hidden from this person by a conflict of interest."""
    hidden = select(Solution.id).where(Solution.call_id == room.call.id, takes_part(), ~room.free)
    return db.session.scalar(hidden.limit(1)) is not None
