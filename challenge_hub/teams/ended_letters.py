"""Letters of whoever writes for a team no more."""

from datetime import datetime

from sqlalchemy import update

from challenge_hub.infrastructure.db import db
from challenge_hub.teams.models import TeamInvitation


def end_letters_of(person_id: int | None, *, team_id: int | None = None, now: datetime) -> None:
    """What they sent and nobody used opens nothing any more. Without a team: in all of them."""
    sent = update(TeamInvitation).where(
        TeamInvitation.invited_by == person_id, TeamInvitation.used_at.is_(None), TeamInvitation.withdrawn_at.is_(None)
    )
    if team_id is not None:
        sent = sent.where(TeamInvitation.team_id == team_id)
    db.session.execute(sent.values(withdrawn_at=now))
