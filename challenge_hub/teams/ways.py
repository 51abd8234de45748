"""The ways to one's own teams in a call."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext
from sqlalchemy import Select, select

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.ways import Way
from challenge_hub.teams.models import Team, TeamMember
from challenge_hub.teams.queries import is_here


def ways_for(viewer: Actor, slug: str, now: datetime) -> Sequence[Way]:
    """The page of each team this person is in."""
    if viewer.person_id is None:
        return []
    found = db.session.execute(*_own_teams(viewer=viewer, slug=slug))
    return [
        Way(gettext("Your team %(name)s", name=name), url_for("teams.show", slug=slug, key=key), is_main=True)
        for key, name in found
    ]


@once
def _own_teams(*, viewer: Actor, slug: str) -> Select[str, str]:
    statement = select(Team.key, Team.name).join(TeamMember, TeamMember.team_id == Team.id)
    statement = statement.join(Call, Team.call_id == Call.id).where(Call.slug == slug, Team.dissolved_at.is_(None))
    return statement.where(TeamMember.person_id == viewer.person_id, is_here()).order_by(Team.name, Team.id)
