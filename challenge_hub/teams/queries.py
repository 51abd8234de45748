"""Questions about teams."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call, Terms
from challenge_hub.infrastructure.db import db
from challenge_hub.teams.models import Team, TeamMember, TermsAcceptance
from challenge_hub.teams.rules import TeamRole, TeamStanding


def is_here() -> ColumnElement[bool]:
    """This seat is taken: who left is not here any more."""
    return and_(TeamMember.left_at.is_(None))


def standing_of(team_id: int, now: datetime) -> TeamStanding:
    """How a team stands at this moment: one statement."""
    newest = _in_force(now).where(Terms.call_id == Call.id).with_only_columns(Terms.id)
    in_force = newest.correlate(Call).scalar_subquery()
    accepted = select(TermsAcceptance.id).where(
        TermsAcceptance.team_id == Team.id, TermsAcceptance.terms_id == in_force
    )
    seats = select(func.count(TeamMember.id)).join(Person).where(TeamMember.team_id == Team.id, is_here())
    confirmed = seats.where(Person.mail.is_not(None))
    leads = confirmed.where(TeamMember.role == TeamRole.LEAD)
    counts = [counted.correlate(Team).scalar_subquery() for counted in (seats, confirmed, leads)]
    statement: Select[*tuple[Any, ...]] = (
        select(*counts, Call.team_min, Call.team_max, or_(in_force.is_(None), accepted.exists()), Team.dissolved_at)
        .join(Call, Team.call_id == Call.id)
        .where(Team.id == team_id)
    )
    size, sure, led, least, most, agreed, dissolved_at = db.session.execute(statement).one()
    return TeamStanding(size, sure, least, most, bool(led), bool(agreed), dissolved_at is not None)


def _in_force(now: datetime) -> Select[Terms]:
    statement = select(Terms).where(Terms.published_at <= now)
    return statement.order_by(Terms.version.desc()).limit(1)
