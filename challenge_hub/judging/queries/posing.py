"""What an officer of a municipality that posed a challenge sees of the solutions to it, to say what they may not judge.

Officers do not enter the jury's room. They read names as `naming` gives them: in an anonymised round by number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries.posing import acts_for
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.naming import NamedSolution, solutions_for
from challenge_hub.judging.queries.rooms import Reader, reader_of
from challenge_hub.judging.queries.seated import current_round
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class PosingOfficer:
    """Somebody who acts for a municipality that posed a challenge, before the solutions of the round judged now."""

    reader: Reader
    is_over: bool

    @property
    def call(self) -> Call:
        return self.reader.call


def posing_officer(viewer: Actor, slug: str, now: datetime) -> PosingOfficer:
    """For officers of an organisation with a published challenge in this call; for everybody else it does not exist.

    `is_over`: the deadline has passed, so that there are solutions to speak of.
    """
    posed = select(Challenge.call_id).where(
        Challenge.organisation_id.in_(acts_for(viewer)), Challenge.published_at.is_not(None)
    )
    statement = select(Call, Round).join(Round, current_round()).where(Call.slug == slug, Call.id.in_(posed))
    found = db.session.execute(statement.where(Call.published_at.is_not(None))).one_or_none()
    if found is None:
        raise NotFound
    return PosingOfficer(reader_of(viewer, found.Round), is_over=found.Call.closes_at <= now)


def solutions_posed_for(officer: PosingOfficer) -> Sequence[NamedSolution]:
    """The solutions to the own challenges, without those this person has a conflict of interest with already."""
    if not officer.is_over:
        return []
    own = select(Challenge.id).where(Challenge.organisation_id.in_(acts_for(officer.reader.viewer)))
    mine = Solution.challenge_id.in_(own)
    return solutions_for(officer.reader, among=officer.reader.free & mine)
