"""What an operator sees: figures, accounts by their numbers, what is opened by a look, and the trail."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from challenge_hub.access import Actor
from challenge_hub.accounts.factors import holds_factor
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.audit import queries as trail
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.jobs import Job
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.outbox_queue import is_given_up
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.operating.models import AccountLook
from challenge_hub.organisations.models import Organisation, OrganisationMember, OrganisationRequest
from challenge_hub.pages.models import BarrierReport
from challenge_hub.settings import Settings

LOOKED_THROUGH = "confirm-operators"


@dataclass(frozen=True)
class AccountLine:
    """An account in the list: nothing that says whose it is."""

    id: int
    created_at: datetime
    confirmed_at: datetime | None
    disabled_at: datetime | None
    is_operator: bool
    devices: int
    is_erased: bool


@dataclass(frozen=True)
class Opened:
    """What a look shows: devices and organisations beside the person, and until when."""

    ends_at: datetime
    devices: Sequence[LoginSession]
    organisations: Sequence[Organisation]


@dataclass(frozen=True)
class Disk:
    """Space where the files lie, in bytes."""

    free: int
    total: int


def is_erased() -> ColumnElement[bool]:
    """What an account leaves when it is deleted or joined with another: a row without an address."""
    return and_(Person.mail.is_(None), Person.claimed_mail.not_like("%@%"))


def is_unconfirmed() -> ColumnElement[bool]:
    return and_(Person.confirmed_at.is_(None), Person.claimed_mail.like("%@%"))


def figures(now: datetime) -> Mapping[str, int]:
    """How much there is, and how much waits. One statement."""
    counts = {
        "accounts": _count(Person),
        "unconfirmed": _count(Person, is_unconfirmed()),
        "disabled": _count(Person, Person.disabled_at.is_not(None)),
        "signed_in": _count(LoginSession, LoginSession.ends_at > now),
        "organisations": _count(Organisation, Organisation.confirmed_at.is_not(None)),
        "requests": _count(OrganisationRequest, OrganisationRequest.decided_at.is_(None)),
        "mails_waiting": _count(OutboxRow, OutboxRow.due_at.is_not(None)),
        "mails_given_up": _count(OutboxRow, is_given_up()),
        "jobs_waiting": select(func.count()).select_from(Job).where(Job.due_at.is_not(None)),
        "jobs_failing": select(func.count()).select_from(Job).where(Job.last_error.is_not(None)),
        "barriers": _count(BarrierReport, BarrierReport.answered_at.is_(None)),
    }
    row = db.session.execute(select(*(count.scalar_subquery() for count in counts.values()))).one()
    return dict(zip(counts, row, strict=True))


def unsealed() -> int:
    """How many of the last numbers of the trail have no seal yet."""
    return max(0, trail.last_line() - trail.head().number)


def disk_of(settings: Settings) -> Disk:
    """The disk on which DATA_DIR lies."""
    usage = shutil.disk_usage(settings.data_dir)
    return Disk(usage.free, usage.total)


def all_operators() -> Sequence[Person]:
    """Who operates the platform, by name: they know of each other."""
    return db.session.scalars(select(Person).where(Person.is_operator).order_by(Person.display_name, Person.id)).all()


def operators_confirmed_at() -> datetime | None:
    """When an operator last said that the list of operators is right."""
    return db.session.scalar(select(func.max(TrailLine.at)).where(TrailLine.verb == LOOKED_THROUGH))


def was_mailed_since(kind: str, moment: datetime) -> bool:
    """Whether a mail of this kind was asked for since then."""
    wanted = select(OutboxRow.id).where(OutboxRow.kind == kind, OutboxRow.created_at > moment)
    return db.session.scalar(wanted.limit(1)) is not None


def all_accounts(number: int, now: datetime, *, only: str = "") -> Page[AccountLine]:
    """Accounts, the newest first; `only` those that are disabled, unconfirmed, or operators."""
    kinds: dict[str, ColumnElement[bool]] = {
        "disabled": Person.disabled_at.is_not(None),
        "unconfirmed": is_unconfirmed(),
        "operators": Person.is_operator.is_(True),
    }
    among = select(Person.id).where(kinds[only]) if only in kinds else select(Person.id)
    devices = select(func.count(LoginSession.id)).where(LoginSession.person_id == Person.id, LoginSession.ends_at > now)
    shown = select(Person.id, Person.created_at, Person.confirmed_at, Person.disabled_at, Person.is_operator)
    return page_of(
        shown.add_columns(devices.correlate(Person).scalar_subquery(), is_erased()),
        number,
        among=among,
        order=(Person.id.desc(),),
        row=lambda columns: AccountLine(*columns[:7]),
    )


def any_account(person_id: int) -> Person:
    """An account by its number, for whoever operates the platform."""
    return one_or_404(select(Person).where(Person.id == person_id))


def any_state(person: Person, now: datetime) -> tuple[int, bool, bool]:
    """On how many devices somebody is signed in, whether they have a second factor, and whether the account is erased.
    One statement.
    """
    devices = select(func.count(LoginSession.id)).where(LoginSession.person_id == person.id, LoginSession.ends_at > now)
    found = select(devices.scalar_subquery(), holds_factor(Person.id), is_erased()).where(Person.id == person.id)
    many, has_factor, is_gone = db.session.execute(found).one()
    return many, has_factor, is_gone


def opened_for(viewer: Actor, person: Person, now: datetime) -> Opened | None:
    """What this operator's look shows; None where none is open."""
    whose = (AccountLook.operator_id == viewer.person_id, AccountLook.person_id == person.id)
    ends_at = db.session.scalar(select(func.max(AccountLook.ends_at)).where(*whose, AccountLook.ends_at > now))
    if ends_at is None:
        return None
    mine = select(LoginSession).where(LoginSession.person_id == person.id, LoginSession.ends_at > now)
    seats = (
        select(Organisation)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(OrganisationMember.person_id == person.id)
        .order_by(Organisation.name)
    )
    devices = db.session.scalars(mine.order_by(LoginSession.began_at.desc())).all()
    return Opened(ends_at, devices, db.session.scalars(seats).all())


def all_unsent(number: int) -> Page[OutboxRow]:
    """Mails that wait or were given up, the oldest first."""
    still = or_(OutboxRow.due_at.is_not(None), is_given_up())
    return page_of(
        select(OutboxRow),
        number,
        among=select(OutboxRow.id).where(still),
        order=(OutboxRow.id,),
        row=lambda columns: columns[0],
    )


def any_mail(number: int) -> OutboxRow:
    """A mail by its number."""
    return one_or_404(select(OutboxRow).where(OutboxRow.id == number))


def all_waiting_jobs() -> Sequence[Job]:
    """What the worker is to do, and what failed, the oldest first; at most a hundred."""
    waiting = select(Job).where(or_(Job.due_at.is_not(None), Job.last_error.is_not(None)))
    return db.session.scalars(waiting.order_by(Job.due_at, Job.kind, Job.subject).limit(100)).all()


def whole_trail(number: int, *, verb: str = "", actor: str = "") -> Page[TrailLine]:
    """The trail, the newest line first; of one kind of act, or of one actor such as "person:7"."""
    among: Select[int] = select(TrailLine.id)
    if verb:
        among = among.where(TrailLine.verb == verb)
    if actor:
        among = among.where(TrailLine.actor == actor)
    return page_of(select(TrailLine), number, among=among, order=(TrailLine.id.desc(),), row=lambda columns: columns[0])


def _count(model: type[Any], *where: ColumnElement[bool]) -> Select[int]:
    return select(func.count(model.id)).where(*where)
