"""Linking a sign-in service to an account, and unlinking it. Every change is mailed to the person."""

from datetime import datetime

from sqlalchemy import func, select

from challenge_hub.access import Actor
from challenge_hub.accounts import queries, rules
from challenge_hub.accounts.actions import begin_with_claim
from challenge_hub.accounts.identities import Identity, LinkedIdentity
from challenge_hub.accounts.identity_rules import may_link, may_register_with, may_unlink
from challenge_hub.accounts.logins import end_sessions
from challenge_hub.accounts.models import Person
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person


def come_in(identity: Identity, *, now: datetime) -> Person | None:
    """Whose account this identity opens; None where it is linked to none."""
    linked = queries.any_linked(identity.issuer, identity.subject)
    if linked is None:
        return None
    linked.used_at = now
    return db.session.get_one(Person, linked.person_id)


def link(person: Person, identity: Identity, *, for_person: int | None, by: Actor, now: datetime) -> None:
    """From now on this identity opens this account. `for_person`: whose account it was fetched for, if anybody's."""
    _alone(identity)
    linked = queries.any_linked(identity.issuer, identity.subject)
    many = select(func.count()).where(LinkedIdentity.person_id == person.id)
    may_link(
        is_own=by.person_id == person.id and for_person in (None, person.id),
        is_linked_here=linked is not None and linked.person_id == person.id,
        is_linked_elsewhere=linked is not None,
        many=db.session.scalar(many) or 0,
    ).require()
    _linked(person, identity, by=by, now=now)


def unlink(linked: LinkedIdentity, person: Person, *, token: str, by: Actor, now: datetime) -> None:
    """This identity opens the account no more; the sessions on other devices end, for it may have opened them."""
    one_at_a_time(f"identities:{person.id}")
    held = queries.own_factors(by)
    may_unlink(
        is_own=by.person_id == person.id == linked.person_id,
        has_password=person.password_hash is not None,
        passkeys=len(held.passkeys),
        identities=len(queries.own_identities(by)),
    ).require()
    record("unlink-identity", linked, by=by, now=now)
    db.session.delete(linked)
    end_sessions(person.id, but=token, now=now)
    _tell(person, "unlink-identity", now)


def register_with(identity: Identity, display_name: str, mail: str, language: str, *, now: datetime) -> Person:
    """Somebody new, who signs in by this identity. The address is confirmed only where the service may say whose it is;
    else a link is sent there as to everybody.
    """
    address = rules.mail_key(mail)
    is_theirs = identity.is_verified and address == identity.mail
    one_at_a_time(f"claim:{rules.claim_seal(address)}")
    _alone(identity)
    may_register_with(
        is_linked=queries.any_linked(identity.issuer, identity.subject) is not None,
        is_mail_known=is_theirs and queries.person_with_mail(address) is not None,
    ).require()
    if is_theirs:
        person = _confirmed(display_name, address, language, now=now)
    else:
        person = begin_with_claim(display_name, address, language, now=now)
    _linked(person, identity, by=queries.actor_for(person), now=now)
    return person


def _confirmed(display_name: str, address: str, language: str, *, now: datetime) -> Person:
    known = {"mail": address, "claimed_mail": address, "confirmed_at": now, "created_at": now}
    person = Person(display_name=display_name, language=language, skills="", **known)
    db.session.add(person)
    db.session.flush()
    record("register", person, by=queries.actor_for(person), now=now)
    return person


def _linked(person: Person, identity: Identity, *, by: Actor, now: datetime) -> None:
    linked = LinkedIdentity(person_id=person.id, issuer=identity.issuer, subject=identity.subject, since=now)
    linked.used_at = now
    db.session.add(linked)
    db.session.flush()
    record("link-identity", linked, by=by, now=now)
    _tell(person, "link-identity", now)


def _alone(identity: Identity) -> None:
    one_at_a_time(f"identity:{identity.issuer} {identity.subject}")


def _tell(person: Person, verb: str, now: datetime) -> None:
    if person.mail:
        send_to_person("accounts.identity_changed", person.id, now=now, what=verb)
