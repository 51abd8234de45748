"""The shortlist of a round, and the ranking of the round before it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import or_, select

from challenge_hub.calls.queries import any_round
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Review
from challenge_hub.judging.queries.naming import NamedSolution, solutions_for
from challenge_hub.judging.queries.rankings import inputs_of, newest, stored_places
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.sheets import all_solution_keys
from challenge_hub.judging.rules.shortlist import Standing, among_these
from challenge_hub.judging.stored import StoredPlace
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


def standings_of(judged: Round) -> Sequence[Standing] | None:
    """The whole ranking of a round as it was stored, for everything that takes part still; None where none is stored
    yet, or the method of the round cannot be applied.
    """
    ranking = newest(judged)
    if ranking is None or ranking.fault:
        return None
    places = stored_places(ranking)
    return [_standing(id_, places.get(id_)) for _, id_ in all_solution_keys(judged)]


def is_behind(judged: Round) -> bool:
    """Whether points, conflicts of interest or participants changed since the ranking was stored."""
    ranking = newest(judged)
    return ranking is None or ranking.inputs != inputs_of(judged)


def _standing(id_: int, stored: StoredPlace | None) -> Standing:
    return Standing(id_, stored.place, stored.total) if stored and stored.place else Standing(id_, None, None)


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
