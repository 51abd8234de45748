"""Questions about people and their sessions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, exists, func, null, or_, select
from sqlalchemy.orm import aliased

from challenge_hub.access import Actor, Lack, signed_in
from challenge_hub.accounts.factors import CodeApp, Need, Passkey, RecoveryCode, holds_factor
from challenge_hub.accounts.identities import LinkedIdentity
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.accounts.rules import claim_seal, is_mail, mail_key, password_seal
from challenge_hub.infrastructure.db import Moment, db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.pagination import Page, page_of


@dataclass(frozen=True)
class Claim:
    """An address that waits to be confirmed: whose it is said to be, and who else has confirmed it."""

    person_id: int
    mail: str
    display_name: str
    has_mail: bool
    has_way_in: bool
    owner_id: int | None


@dataclass(frozen=True)
class Session:
    """Who is behind a session, when it was used last as far as its row knows, and whether they proved it lately."""

    actor: Actor
    used_at: datetime
    is_trusted: bool


@dataclass(frozen=True)
class Device:
    """One device on which somebody is signed in."""

    id: int
    browser: str
    system: str
    began_at: datetime
    used_at: datetime | None
    is_this: bool


def hash_of(token: str) -> str:
    """What is stored of a token; from it nobody can make the token again."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_with(token: str, now: datetime, needs: Sequence[Need] = ()) -> Session | None:
    """Who is signed in with this token; None where the session ended. One statement.

    `needs` say for which roles a second factor is needed; the operator needs one anyway.
    """
    found = db.session.execute(*_of_session(*needs, token=hash_of(token), now=now)).one_or_none()
    if found is None:
        return None
    id_, name, mail, is_operator, lacks, used, trusted_until = found
    lacking = Lack(lacks) if lacks else None
    actor = signed_in(id_, name, is_confirmed=mail is not None, is_operator=is_operator, lack=lacking)
    return Session(actor, used, trusted_until is not None and trusted_until > now)


@once
def _of_session(*needs: Need, token: str, now: datetime) -> Select[*tuple[Any, ...]]:
    lack = case(
        (LoginSession.proven_at.is_not(None), null()),
        (holds_factor(Person.id), Lack.PROOF),
        (or_(Person.is_operator, *(need(Person.id) for need in needs)), Lack.FACTOR),
        else_=null(),
    )
    used_at = func.coalesce(LoginSession.used_at, LoginSession.began_at, type_=Moment)
    return (
        select(Person.id, Person.display_name, Person.mail, Person.is_operator, lack)
        .add_columns(used_at, LoginSession.trusted_until)
        .join(LoginSession, LoginSession.person_id == Person.id)
        .where(LoginSession.token_hash == token, LoginSession.ends_at > now)
        .where(Person.disabled_at.is_(None))
    )


def actor_for(person: Person) -> Actor:
    """The person as the one who acts, where nobody is signed in yet: their link, password or code says who it is."""
    confirmed = person.mail is not None
    return signed_in(person.id, person.display_name, is_confirmed=confirmed, is_operator=person.is_operator)


@dataclass(frozen=True)
class Factors:
    """What somebody has set up."""

    app_since: datetime | None
    passkeys: Sequence[Passkey]
    codes: int

    @property
    def is_any(self) -> bool:
        return self.app_since is not None or bool(self.passkeys)


def own_factors(viewer: Actor) -> Factors:
    """The second factors of the viewer, and how many recovery codes are left."""
    app = db.session.scalar(select(CodeApp.since).where(CodeApp.person_id == viewer.person_id))
    keys = select(Passkey).where(Passkey.person_id == viewer.person_id).order_by(Passkey.id)
    codes = select(func.count()).where(RecoveryCode.person_id == viewer.person_id)
    return Factors(app, db.session.scalars(keys).all(), db.session.scalar(codes) or 0)


def own_passkey(viewer: Actor, number: int) -> Passkey:
    return one_or_404(select(Passkey).where(Passkey.id == number, Passkey.person_id == viewer.person_id))


def own_identities(viewer: Actor) -> Sequence[LinkedIdentity]:
    """The sign-in services that are linked to the viewer's account."""
    mine = select(LinkedIdentity).where(LinkedIdentity.person_id == viewer.person_id)
    return db.session.scalars(mine.order_by(LinkedIdentity.id)).all()


def own_identity(viewer: Actor, number: int) -> LinkedIdentity:
    mine = (LinkedIdentity.id == number, LinkedIdentity.person_id == viewer.person_id)
    return one_or_404(select(LinkedIdentity).where(*mine))


def any_linked(issuer: str, subject: str) -> LinkedIdentity | None:
    """The link of an identity, whosever it is."""
    this = select(LinkedIdentity).where(LinkedIdentity.issuer == issuer, LinkedIdentity.subject == subject)
    return db.session.scalar(this)


def has_factor(person_id: int) -> bool:
    """Whether a person has set up a second factor."""
    return db.session.scalar(select(Person.id).where(Person.id == person_id, holds_factor(Person.id))) is not None


def person_with_mail(mail: str) -> Person | None:
    """Whose confirmed address this is; what cannot be an address is nobody's."""
    if not is_mail(mail):
        return None
    return db.session.scalar(select(Person).where(Person.mail == mail_key(mail)))


def any_person_with_mail(mail: str) -> Person:
    """For the operator: the person with this confirmed address."""
    return one_or_404(select(Person).where(Person.mail == mail_key(mail)))


def newest_claimant(mail: str) -> Person | None:
    """Who last said that this is their address, and has not confirmed any."""
    claimed = select(Person).where(Person.claimed_mail == mail_key(mail), Person.mail.is_(None))
    return db.session.scalars(claimed.order_by(Person.id.desc()).limit(1)).first()


def own_person(viewer: Actor) -> Person:
    """The viewer's own account."""
    return one_or_404(select(Person).where(Person.id == viewer.person_id))


def claim(person_id: int, seal: str) -> Claim | None:
    """What a link to confirm an address is about; None when it was used, or another address is claimed by now."""
    owner = aliased(Person)
    has_password = Person.password_hash.is_not(None)
    is_linked = exists().where(LinkedIdentity.person_id == Person.id)
    statement = (
        select(Person.claimed_mail, Person.display_name, Person.mail, or_(has_password, is_linked), owner.id)
        .outerjoin(owner, (owner.mail == Person.claimed_mail) & (owner.id != Person.id))
        .where(Person.id == person_id)
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        return None
    claimed, name, mail, has_way_in, owner_id = found
    if claimed is None or claimed == mail or claim_seal(claimed) != seal:
        return None
    return Claim(person_id, claimed, name, mail is not None, has_way_in, owner_id)


def person_for_reset(person_id: int, seal: str) -> Person | None:
    """Who may choose a new password by a link; None when it was used, or the address is another by now."""
    as_it_is_now = select(Person).where(Person.id == person_id).execution_options(populate_existing=True)
    person = db.session.scalar(as_it_is_now)
    if person is None or person.mail is None or password_seal(person.password_hash, person.mail) != seal:
        return None
    return person


def mails_since(kind: str, mail: str, since: datetime) -> int:
    """How many mails of a kind an address was to get since a moment."""
    rows = select(func.count()).select_from(OutboxRow)
    found = rows.where(OutboxRow.kind == kind, OutboxRow.mail == mail, OutboxRow.created_at > since)
    return db.session.scalar(found) or 0


def own_devices(viewer: Actor, token: str, number: int, now: datetime) -> Page[Device]:
    """Where the viewer is signed in, the newest first; `token` is that of the device that asks."""
    sessions = select(LoginSession.id).where(LoginSession.person_id == viewer.person_id, LoginSession.ends_at > now)
    shown = select(LoginSession.id, LoginSession.device, LoginSession.began_at, LoginSession.used_at)
    this = hash_of(token)

    def device(columns: Any) -> Device:
        id_, name, began_at, used_at, token_hash = columns
        browser, _, system = name.partition("/")
        return Device(id_, browser, system, began_at, used_at, token_hash == this)

    order = (LoginSession.began_at.desc(), LoginSession.id.desc())
    return page_of(shown.add_columns(LoginSession.token_hash), number, among=sessions, order=order, row=device)


def own_session(viewer: Actor, number: int, now: datetime) -> LoginSession:
    """One device of the viewer on which they are signed in still."""
    mine = (LoginSession.person_id == viewer.person_id, LoginSession.ends_at > now)
    return one_or_404(select(LoginSession).where(LoginSession.id == number, *mine))
