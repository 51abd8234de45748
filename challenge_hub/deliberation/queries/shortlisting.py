"""What sittings resolved about a shortlist, for whoever fills it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, exists, select

from challenge_hub.deliberation.models import Resolution, ResolutionSolution, Sitting
from challenge_hub.deliberation.rules.resolutions import ResolutionKind
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class ResolvedList:
    """A carried resolution about the shortlist: which sitting, which number, and its motion."""

    sitting: int
    number: int
    motion: str


def shortlists_resolved(before: JuryRoom) -> Sequence[ResolvedList]:
    """The carried ones about this round, in order, without those naming a solution hidden from the reader."""
    hidden = exists().where(
        and_(
            ResolutionSolution.resolution_id == Resolution.id,
            Solution.id == ResolutionSolution.solution_id,
            ~before.free,
        )
    )
    statement = (
        select(Sitting.number, Resolution.number, Resolution.motion)
        .join(Sitting, Resolution.sitting_id == Sitting.id)
        .where(Sitting.round_id == before.judged.id, Resolution.kind == ResolutionKind.SHORTLIST)
        .where(Resolution.is_carried, ~hidden)
        .order_by(Sitting.number, Resolution.number)
    )
    return [ResolvedList(*found) for found in db.session.execute(statement)]
