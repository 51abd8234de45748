"""Retention: what is over goes, kind by kind, by the worker each day or by the command; each with a line of report."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from flask import current_app
from sqlalchemy import CursorResult, delete, or_, select, update

from challenge_hub.access import PLATFORM, Refused
from challenge_hub.accounts.actions import NOBODY
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.audit.actions import record, remove_lines_before
from challenge_hub.infrastructure.db import db
from challenge_hub.moderation.models import TextReport
from challenge_hub.moderation.rules import Handling
from challenge_hub.organisations.models import OrganisationInvitation, OrganisationRequest
from challenge_hub.pages.models import BarrierReport
from challenge_hub.privacy import queries
from challenge_hub.privacy.actions import forget
from challenge_hub.privacy.keeping import step_files
from challenge_hub.privacy.rules.leaving import may_delete_account
from challenge_hub.settings import Settings
from challenge_hub.teams.models import GuardianConsent, JoinRequest, TeamInvitation, TeamMember

log = logging.getLogger("challenge_hub.retention")

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Done:
    """How many of a kind went, or would go."""

    kind: str
    many: int


def run(now: datetime) -> list[Done]:
    """Everything whose time is over; whoever called it commits, or does not."""
    settings: Settings = current_app.extensions["settings"]
    return [Done(kind, step(settings, now)) for kind, step in STEPS.items()] + list(_files(now))


def daily(now: datetime) -> None:
    """What the worker does."""
    run(now)


def _sessions(settings: Settings, now: datetime) -> int:
    return _gone(delete(LoginSession).where(LoginSession.ends_at <= now))


def _unconfirmed(settings: Settings, now: datetime) -> int:
    """Accounts whose address was never confirmed, unless they are in a team."""
    old = now - timedelta(days=settings.keep_unconfirmed_days)
    seated = select(TeamMember.person_id).where(TeamMember.left_at.is_(None))
    found = select(Person).where(Person.mail.is_(None), Person.created_at < old, Person.display_name != NOBODY)
    people = db.session.scalars(found.where(Person.id.not_in(seated)).order_by(Person.id)).all()
    free = [person for person in people if may_delete_account(is_own=True, bonds=queries.bonds_of(person.id, now))]
    for person in free:
        record("delete-account", person, by=PLATFORM, now=now)
        forget(person)
    return len(free)


def _invitations(settings: Settings, now: datetime) -> int:
    """Invitations, requests, and consents of guardians that were not given: their links are dead long since."""
    old = now - timedelta(days=settings.keep_invitations_days)
    asked = [
        delete(table).where(or_(table.decided_at < old, table.asked_at < old - YEAR))
        for table in (JoinRequest, OrganisationRequest)
    ]
    invited = [delete(table).where(table.invited_at < old) for table in (TeamInvitation, OrganisationInvitation)]
    in_vain = or_(GuardianConsent.consents.is_(None), GuardianConsent.consents.is_(False))
    is_old = or_(
        GuardianConsent.ended_at < old, GuardianConsent.decided_at < old, GuardianConsent.asked_at < old - YEAR
    )
    return sum(_gone(one) for one in (*asked, *invited, delete(GuardianConsent).where(in_vain, is_old)))


def _barriers(settings: Settings, now: datetime) -> int:
    old = now - timedelta(days=settings.keep_barriers_days)
    return _gone(delete(BarrierReport).where(BarrierReport.answered_at < old))


def _reports(settings: Settings, now: datetime) -> int:
    """Decided reports of texts; of those by which a text is hidden, who sent them."""
    old = (TextReport.waits_since.is_(None), TextReport.decided_at < now - timedelta(days=settings.keep_reports_days))
    is_named = or_(*(column.is_not(None) for column in (TextReport.name, TextReport.mail, TextReport.reported_by)))
    nobody = update(TextReport).where(TextReport.handling == Handling.HIDDEN, *old, is_named)
    gone = _gone(delete(TextReport).where(TextReport.handling == Handling.SHOWN, *old))
    return gone + _gone(nobody.values(name=None, mail=None, reported_by=None))


def _trail(settings: Settings, now: datetime) -> int:
    try:
        cut = remove_lines_before(now - settings.keep_trail_years * YEAR, by=PLATFORM, now=now)
    except Refused:
        log.error("The history is not as it was written, so nothing of it is removed; see challenge-hub audit verify.")
        return 0
    return cut.lines if cut else 0


STEPS: dict[str, Callable[[Settings, datetime], int]] = {
    "ended sessions": _sessions,
    "accounts that were never confirmed": _unconfirmed,
    "invitations and requests": _invitations,
    "answered reports of barriers": _barriers,
    "decided reports of texts": _reports,
    "lines of the history": _trail,
}


def _files(now: datetime) -> Iterator[Done]:
    """Files of calls: offered to the archive, then made anonymous."""
    for slug, step in step_files(now):
        yield Done(f"call {slug}: {step}", 1)


def _gone(statement: Any) -> int:
    found = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(cast("CursorResult[Any]", found).rowcount)
