"""Registering, confirming, and changing one's own account."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from challenge_hub.access import Actor, Role
from challenge_hub.accounts import queries, rules
from challenge_hub.accounts.identities import LinkedIdentity
from challenge_hub.accounts.logins import end_sessions
from challenge_hub.accounts.models import Person
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_address, send_to_person
from challenge_hub.infrastructure.people import TakeOver

CONFIRM, RESET = "accounts.confirm", "accounts.reset"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NOBODY = "–"
"""The name of an account whose things moved to another, or were erased."""


def begin_with_claim(
    display_name: str, mail: str, language: str, *, now: datetime, password_hash: str | None = None
) -> Person:
    """Somebody new, with an address that is not confirmed yet; the link to confirm it is sent there.

    The same whether the address is known or not. Who came without a password chooses one when confirming.
    It writes to the trail: what must be done `one_at_a_time` is locked before.
    """
    person = Person(
        display_name=display_name,
        claimed_mail=rules.mail_key(mail),
        language=language,
        skills="",
        password_hash=password_hash,
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()
    record("register", person, by=queries.actor_for(person), now=now)
    _send_link(person, now=now)
    return person


def mail_again(person: Person, *, by: Actor, now: datetime) -> None:
    """Send the link to confirm the claimed address once more."""
    rules.may_change(is_own=by.person_id == person.id).require()
    claimed = person.claimed_mail or ""
    rules.may_mail_again(
        is_confirmed=claimed in ("", person.mail),
        in_last_minute=queries.mails_since(CONFIRM, claimed, now - MINUTE),
        in_last_hour=queries.mails_since(CONFIRM, claimed, now - HOUR),
    ).require()
    record("mail-link", person, by=by, now=now)
    _send_link(person, now=now)


def confirm(person_id: int, seal: str, *, password_hash: str | None, by: Actor, now: datetime) -> Person:
    """Use up a link: the address is confirmed. A newly chosen password ends every session there was.

    Outside of the session that registered a new password is a must: whoever registered may not own the address.
    """
    one_at_a_time(f"claim:{seal}")
    claim = queries.claim(person_id, seal)
    is_own = by.person_id == person_id
    rules.may_confirm(
        is_open=claim is not None,
        is_taken=claim is not None and claim.owner_id is not None,
        is_own_session=is_own,
        has_mail=claim is not None and claim.has_mail,
        has_password=password_hash is not None or (is_own and claim is not None and claim.has_way_in),
    ).require()
    person = db.session.get_one(Person, person_id)
    person.mail, person.confirmed_at = person.claimed_mail, now
    if password_hash is not None:
        person.password_hash = password_hash
        end_sessions(person.id, but=None, now=now)
    if not is_own:
        _unlink_all(person.id)  # whoever registered may not own the address
    record("confirm", person, by=queries.actor_for(person), now=now)
    return person


def take_over(person_id: int, seal: str, *, movers: Sequence[TakeOver], by: Actor, now: datetime) -> None:
    """Move what somebody without a confirmed address has into the account that owns the address.

    The old row stays, for versions and trail may name it, but nothing in it tells who it was.
    """
    one_at_a_time(f"claim:{seal}")
    claim = queries.claim(person_id, seal)
    is_owner = claim is not None and claim.owner_id is not None and claim.owner_id == by.person_id
    has_mail = claim is not None and claim.has_mail
    rules.may_take_over(is_open=claim is not None, is_owner=is_owner, has_mail=has_mail).require()
    old, new = db.session.get_one(Person, person_id), db.session.get_one(Person, by.person_id)
    for move in movers:
        move(old.id, new.id)
    end_sessions(old.id, but=None, now=now)
    _unlink_all(old.id)
    if new.of_age is None:
        new.of_age, new.of_age_said_at = old.of_age, old.of_age_said_at
    empty_account(old)
    old.claimed_mail = f"moved-to-{new.id}"
    record("take-over", new, by=by, now=now, left=old.id)


def empty_account(person: Person) -> None:
    """Nothing in the row tells any more who it was; nobody can sign in to it, and no mail reaches it."""
    person.mail, person.confirmed_at, person.claimed_mail = None, None, f"erased-{person.id}"
    person.display_name, person.skills, person.password_hash, person.is_operator = NOBODY, "", None, False
    person.of_age, person.of_age_said_at = None, None


def ask_reset(mail: str, language: str, *, now: datetime) -> None:
    """Have a link to choose a new password sent, if there is such an account; only the mail's writer looks."""
    address = rules.mail_key(mail)
    if not has_enough_resets(address, now):
        send_to_address(RESET, address, language, now=now)


def has_enough_resets(address: str, now: datetime) -> bool:
    """One a minute, and so many an hour."""
    in_last_minute = queries.mails_since(RESET, address, now - MINUTE)
    return bool(in_last_minute) or queries.mails_since(RESET, address, now - HOUR) >= rules.MAILS_AN_HOUR


def reset_password(person_id: int, seal: str, password_hash: str, *, now: datetime) -> None:
    """Use up a link: the new password is set, and every session ends."""
    one_at_a_time(f"password:{person_id}")
    person = queries.person_for_reset(person_id, seal)
    rules.may_reset(is_open=person is not None).require()
    if person is not None:
        _set_password(person, password_hash, but=None, by=queries.actor_for(person), now=now)


def choose_password(person: Person, password_hash: str, *, token: str, by: Actor, now: datetime) -> None:
    """Change one's own password; the sessions on other devices end."""
    rules.may_change(is_own=by.person_id == person.id).require()
    _set_password(person, password_hash, but=token, by=by, now=now)


def claim_mail(person: Person, mail: str, *, by: Actor, now: datetime) -> None:
    """Wish for another address: it counts once the link sent there was used. The present one takes a wish back."""
    rules.may_change(is_own=by.person_id == person.id).require()
    wanted = rules.mail_key(mail)
    if wanted == person.claimed_mail:
        return
    person.claimed_mail = wanted
    record("claim-mail", person, by=by, now=now)
    if wanted == person.mail:
        return
    _send_link(person, now=now)
    if person.mail:
        send_to_address("accounts.mail_changing", person.mail, person.language, now=now, person=person.id)


def change_profile(person: Person, *, display_name: str, language: str, skills: str, by: Actor, now: datetime) -> None:
    """What a person says about themselves, and the language of their mails."""
    rules.may_change(is_own=by.person_id == person.id).require()
    person.display_name, person.language, person.skills = display_name, language, skills
    record("change-profile", person, by=by, now=now)


def say_age(person: Person, of_age: bool, *, by: Actor, now: datetime) -> None:
    """Whether a person is 18 or older, in their own words; said once more it changes nothing."""
    rules.may_say_age(is_own=by.person_id == person.id, said=person.of_age, of_age=of_age).require()
    if person.of_age is not of_age:
        person.of_age, person.of_age_said_at = of_age, now
        record("say-age", person, by=by, now=now)


def make_operator(person: Person, *, by: Actor, now: datetime) -> None:
    """Let a person run the platform."""
    _appoint(person, True, by=by, now=now)


def dismiss_operator(person: Person, *, by: Actor, now: datetime) -> None:
    """Take that back; whoever is none stays as they are."""
    _appoint(person, False, by=by, now=now)


def _appoint(person: Person, is_operator: bool, *, by: Actor, now: datetime) -> None:
    rules.may_appoint(is_operator=by.has(Role.OPERATOR), is_confirmed=person.mail is not None).require()
    if person.is_operator != is_operator:
        person.is_operator = is_operator
        record("make-operator" if is_operator else "dismiss-operator", person, by=by, now=now)


def _set_password(person: Person, password_hash: str, *, but: str | None, by: Actor, now: datetime) -> None:
    person.password_hash = password_hash
    end_sessions(person.id, but=but, now=now)
    record("choose-password", person, by=by, now=now)
    if person.mail:
        send_to_person("accounts.password_changed", person.id, now=now)


def _unlink_all(person_id: int) -> None:
    db.session.execute(delete(LinkedIdentity).where(LinkedIdentity.person_id == person_id))


def _send_link(person: Person, *, now: datetime) -> None:
    """To the claimed address, unless somebody had it flooded with such mails."""
    claimed = person.claimed_mail or ""
    if queries.mails_since(CONFIRM, claimed, now - HOUR) < rules.MAILS_AN_HOUR:
        send_to_address(CONFIRM, claimed, person.language, now=now, person=person.id)
