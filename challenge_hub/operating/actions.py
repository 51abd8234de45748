"""Looking into accounts, disabling and enabling them, and keeping the lists of those with rights up to date."""

from datetime import datetime

from challenge_hub.access import Actor, Role
from challenge_hub.accounts.actions import ask_reset, has_enough_resets
from challenge_hub.accounts.logins import end_sessions
from challenge_hub.accounts.models import Person
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure import outbox_queue
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import OutboxRow, send_to_person
from challenge_hub.operating.models import AccountLook
from challenge_hub.operating.queries import LOOKED_THROUGH, all_operators, operators_confirmed_at, was_mailed_since
from challenge_hub.operating.rules import (
    LOOK_LASTS,
    REMINDED_AFTER,
    is_confirmation_due,
    may_disable,
    may_enable,
    may_look,
    may_mail_reset,
    may_operate,
)
from challenge_hub.organisations.actions.invitations import withdraw_all_of
from challenge_hub.teams.ended_letters import end_letters_of

CHANGED, LOOK_DUE = "operating.account_changed", "operating.look_due"


def look(person: Person, *, reason: str, by: Actor, now: datetime) -> AccountLook:
    """Open the private data of an account for a quarter of an hour."""
    _require_operator(by)
    may_look(reason=reason).require()
    row = AccountLook(
        person_id=person.id, operator_id=by.person_id, reason=reason, began_at=now, ends_at=now + LOOK_LASTS
    )
    db.session.add(row)
    db.session.flush()
    record("look-into-account", person, by=by, now=now, look=row.id, person=person.id)
    return row


def disable(person: Person, *, reason: str, by: Actor, now: datetime) -> None:
    """Close an account for its owner, who is told why; every session ends, and every invitation they sent."""
    _require_operator(by)
    one_at_a_time(f"account:{person.id}")
    db.session.refresh(person)
    is_self = person.id == by.person_id
    may_disable(is_self=is_self, is_disabled=person.disabled_at is not None, reason=reason).require()
    person.disabled_at, person.disabled_reason = now, reason
    end_sessions(person.id, but=None, now=now)
    withdraw_all_of(person.id, now=now)
    end_letters_of(person.id, now=now)
    record("disable-account", person, by=by, now=now, person=person.id)
    _tell(person, "disabled", now)


def enable(person: Person, *, by: Actor, now: datetime) -> None:
    """Open it again; the owner signs in as before."""
    _require_operator(by)
    one_at_a_time(f"account:{person.id}")
    db.session.refresh(person)
    may_enable(is_disabled=person.disabled_at is not None).require()
    person.disabled_at = person.disabled_reason = None
    record("enable-account", person, by=by, now=now, person=person.id)
    _tell(person, "enabled", now)


def sign_out_everywhere(person: Person, *, by: Actor, now: datetime) -> None:
    """End every session of an account."""
    _require_operator(by)
    end_sessions(person.id, but=None, now=now)
    record("end-sessions", person, by=by, now=now, person=person.id)
    _tell(person, "signed-out", now)


def mail_reset(person: Person, *, by: Actor, now: datetime) -> None:
    """Have the owner sent a link to choose a new password; nobody else ever sees it."""
    _require_operator(by)
    mail, is_disabled = person.mail or "", person.disabled_at is not None
    may_mail_reset(has_mail=bool(mail), is_disabled=is_disabled, has_enough=has_enough_resets(mail, now)).require()
    ask_reset(mail, person.language, now=now)
    record("mail-reset", person, by=by, now=now, person=person.id)


def confirm_operators(person: Person, *, by: Actor, now: datetime) -> None:
    """The list of operators was looked through and is right; `person` is who says so."""
    _require_operator(by)
    record(LOOKED_THROUGH, person, by=by, now=now)


def remind_operators(now: datetime) -> None:
    """Mail each operator where the list of operators is to be looked through, and again after a month."""
    if not is_confirmation_due(operators_confirmed_at(), now) or was_mailed_since(LOOK_DUE, now - REMINDED_AFTER):
        return
    for person in all_operators():
        send_to_person(LOOK_DUE, person.id, now=now)
    db.session.flush()


def retry_mail(row: OutboxRow, *, by: Actor, now: datetime) -> None:
    """Have a mail tried again from the beginning."""
    _require_operator(by)
    outbox_queue.retry(row.id, now=now)
    record("retry-mail", row, by=by, now=now)


def _require_operator(by: Actor) -> None:
    may_operate(is_operator=by.has(Role.OPERATOR)).require()


def _tell(person: Person, what: str, now: datetime) -> None:
    if person.mail:
        send_to_person(CHANGED, person.id, now=now, what=what)
