"""Where solutions stand while the jury discusses them: the one place that asks the ranking."""

from collections.abc import Mapping
from dataclasses import dataclass

from challenge_hub.deliberation.queries.rooms import leads
from challenge_hub.deliberation.rules.trial import is_contested
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.naming import named_solutions
from challenge_hub.judging.queries.rankings import all_places_in, ranking_seen
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.spread import Figures, figures_of


@dataclass(frozen=True)
class Stands:
    """Place and figures of a solution as this reader may know them."""

    solution_id: int
    figures: Figures
    is_contested: bool


def standings_for(jury: JuryRoom) -> Mapping[int, Stands]:
    """By solution (id), among those this reader may know of. Jurors see places once nobody gives points any more.

    From the stored ranking; empty, too, where none is stored yet or the method cannot be applied.
    """
    if jury.is_scoring and not leads(jury):
        return {}
    seen = ranking_seen(jury)
    if seen.ranking is None:
        return {}
    found = {}
    for row in all_places_in(jury, seen.ranking):
        figures = figures_of(row.stored, jury.judged.method)
        contested = figures.reviews > 1 and is_contested(figures.low, figures.high, seen.bounds)
        found[row.solution.id] = Stands(row.solution.id, figures, contested)
    return found


def knows_everything(jury: JuryRoom) -> bool:
    """Whether no solution of this call is hidden from this reader."""
    hidden = named_solutions(jury).where(~jury.free).limit(1)
    return db.session.execute(hidden).first() is None
