"""Which solutions contend for the places that count, by the scores so far, and who could review them once more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select, true

from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.plans import given_for, reviewed_by
from challenge_hub.judging.queries.returned import gap_wishes
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.sheets import all_sheets_of, all_solution_keys
from challenge_hub.judging.rules.adjusted import adjusted
from challenge_hub.judging.rules.assignment import Plan, one_more
from challenge_hub.judging.rules.capacity import Request
from challenge_hub.judging.rules.contenders import BATCHES, contenders
from challenge_hub.judging.rules.observations import Score

USUAL_REVIEWS = 3


@dataclass(frozen=True)
class Proposal:
    """What is proposed before anybody typed: places that count, and reviews of one batch."""

    places: int
    reviews: int
    reviewed: int


def proposal_for(room: JuryRoom) -> Proposal:
    """As many places as the call has prizes; a batch is one of six that together give each solution one review more."""
    prizes = db.session.scalar(select(func.count(Prize.id)).where(Prize.call_id == room.call.id)) or 1
    done = Counter(given.solution for given in given_for(room, room.free) if given.is_done)
    return Proposal(prizes, max(1, -(-len(done) // BATCHES)), len(done))


def contender_plan(room: JuryRoom, *, places: int, reviews: int, seed: int) -> tuple[Plan, Request]:
    """One review more for so many contenders, the likeliest to change who stands among the first `places`, each by the
    freest juror who may have it. Of the whole jury, whoever asks for it.
    """
    wishes = gap_wishes(room, seed)
    judged = calls.any_round(room.call.id, room.judged.number)
    scoring = calls.scoring_of(judged)
    scores: list[Score] = [
        (sheet.juror, sheet.solution, criterion, value)
        for sheet in all_sheets_of(judged)
        for criterion, value in sheet.points.items()
        if value is not None
    ]
    scale = (scoring.scale_min, scoring.scale_max)
    ids = {key: str(id_) for key, id_ in all_solution_keys(judged)}
    waiting = Counter(str(given.solution) for given in given_for(room, true()) if not given.is_done)
    found = contenders(
        adjusted(scores, scoring.weights, scale, seed=seed),
        k=places,
        per_solution=wishes.per_solution or USUAL_REVIEWS,
        batch=reviews,
        under_way={key: waiting[id_] for key, id_ in ids.items()},
    )
    return _each_once_more(wishes, [ids[one.solution] for one in found])


def group_plan(room: JuryRoom, solutions: Sequence[int], *, reviews: int, seed: int) -> tuple[Plan, Request]:
    """So many reviews more for each of these solutions (ids), by jurors who have not seen them."""
    wishes = gap_wishes(room, seed)
    wishes = replace(wishes, conflicts=wishes.conflicts | (reviewed_by(room) - wishes.standing))
    return _each_once_more(wishes, [str(id_) for id_ in solutions] * reviews)


def _each_once_more(wishes: Request, solutions: list[str]) -> tuple[Plan, Request]:
    """Loads reckon with what this plan gives already."""
    plans = []
    growing = wishes
    for solution in solutions:
        plans.append(one_more(growing, solution))
        growing = replace(growing, standing=growing.standing | set(plans[-1].new))
    new = tuple(sorted(pair for made in plans for pair in made.new))
    lacking = tuple(lack for made in plans for lack in made.shortfalls)
    loads = plans[-1].loads if plans else {}
    return Plan(new=new, loads=loads, shortfalls=lacking, components=0), wishes
