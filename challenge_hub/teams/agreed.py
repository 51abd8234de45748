"""What is agreed to in a call: the terms, by the lead for the whole team, and the code of conduct, by each member."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call, Terms
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure.db import db
from challenge_hub.teams.models import Team, TermsAcceptance


def in_force(call_id: int, now: datetime, kind: DocumentKind = DocumentKind.TERMS) -> Terms | None:
    """The newest published version of a call's terms, or of its code of conduct."""
    return db.session.scalar(_newest(now, kind).where(Terms.call_id == call_id))


def has_terms(now: datetime) -> ColumnElement[bool]:
    """The team accepted the terms in force, or there are none. Needs the call joined."""
    return _agreed(now, DocumentKind.TERMS)


def has_conduct(now: datetime, person_id: int | None) -> ColumnElement[bool]:
    """This person accepted the code of conduct in force in this team, or there is none. Needs the call joined."""
    return _agreed(now, DocumentKind.CONDUCT, TermsAcceptance.person_id == person_id)


def acceptance_of(viewer: Actor, team_id: int, document: Terms) -> TermsAcceptance | None:
    """When and how this person accepted a version."""
    mine = select(TermsAcceptance).where(TermsAcceptance.team_id == team_id, TermsAcceptance.terms_id == document.id)
    return db.session.scalar(mine.where(TermsAcceptance.person_id == viewer.person_id))


def _agreed(now: datetime, kind: DocumentKind, *whose: ColumnElement[bool]) -> ColumnElement[bool]:
    newest: Any = _newest(now, kind).where(Terms.call_id == Call.id).with_only_columns(Terms.id)
    counts = newest.correlate(Call).scalar_subquery()
    accepted = select(TermsAcceptance.id).where(
        TermsAcceptance.team_id == Team.id, TermsAcceptance.terms_id == counts, *whose
    )
    return or_(counts.is_(None), accepted.correlate(Team, Call).exists())


def _newest(now: datetime, kind: DocumentKind) -> Select[Terms]:
    published = select(Terms).where(Terms.kind == kind, Terms.published_at <= now)
    return published.order_by(Terms.version.desc()).limit(1)
