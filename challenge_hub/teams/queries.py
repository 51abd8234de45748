"""Questions about teams."""

from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.infrastructure.db import db
from challenge_hub.teams.models import Team, TeamMember


def is_in_team(viewer: Actor, call_id: int) -> bool:
    """Whether this person is in a team of this call."""
    statement = (
        select(TeamMember.id)
        .join(Team, TeamMember.team_id == Team.id)
        .where(Team.call_id == call_id, Team.dissolved_at.is_(None))
        .where(TeamMember.person_id == viewer.person_id, TeamMember.left_at.is_(None))
    )
    return db.session.scalar(statement.limit(1)) is not None
