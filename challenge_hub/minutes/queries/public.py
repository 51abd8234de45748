"""Editions whose public version anybody may read. Nothing here reaches the jury's room."""

import json
from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import undefer

from challenge_hub.access import Actor
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.minutes.models import MinutesEdition
from challenge_hub.minutes.rules.editions import canonical
from challenge_hub.minutes.rules.versions import without_titles
from challenge_hub.solutions.models import Solution
from challenge_hub.teams.models import Team

_IS_PUBLIC = (MinutesEdition.published_at.is_not(None), MinutesEdition.unpublished_at.is_(None))


def published_editions(viewer: Actor, call_id: int) -> Sequence[MinutesEdition]:
    """Every edition of a call that is public, the newest first."""
    return db.session.scalars(*_published(call_id=call_id)).all()


@once
def _published(*, call_id: int) -> Select[MinutesEdition]:
    statement = select(MinutesEdition).where(MinutesEdition.call_id == call_id, *_IS_PUBLIC)
    return statement.order_by(MinutesEdition.number.desc())


def published_edition(viewer: Actor, call_id: int, number: int) -> MinutesEdition:
    """One of them with its public content."""
    statement = select(MinutesEdition).where(MinutesEdition.call_id == call_id, MinutesEdition.number == number)
    whole = (undefer(MinutesEdition.public_content), undefer(MinutesEdition.solution_ids))
    return one_or_404(statement.where(*_IS_PUBLIC).options(*whole))


def public_content(edition: MinutesEdition) -> str:
    """What everybody reads of a published edition: as it was frozen, but for what is hidden after a report. As JSON."""
    named = select(Solution.id).join(Team, Solution.team_id == Team.id).where(Solution.id.in_(edition.solution_ids))
    hidden = set(db.session.scalars(named.where(or_(Solution.hidden_at.is_not(None), Team.hidden_at.is_not(None)))))
    if not hidden:
        return edition.public_content
    refs = [ref for ref, id_ in enumerate(edition.solution_ids, start=1) if id_ in hidden]
    return canonical(without_titles(json.loads(edition.public_content), refs))
