"""Seats that are kept for those whose guardians are asked: parts of other statements."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_

from challenge_hub.teams.guardian_rules import CONSENT_LASTS
from challenge_hub.teams.models import GuardianConsent


def is_pending() -> ColumnElement[bool]:
    """Neither answered nor over, however old."""
    return and_(GuardianConsent.decided_at.is_(None), GuardianConsent.ended_at.is_(None))


def keeps_seat(now: datetime) -> ColumnElement[bool]:
    """A guardian was written to and has time still."""
    return and_(is_pending(), GuardianConsent.sent_at > now - CONSENT_LASTS)
