"""What a guardian decides, and what follows; and coming of age."""

from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Actor, signed_in
from challenge_hub.accounts import actions as accounts
from challenge_hub.accounts.models import Person
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Terms
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import send_to_address, send_to_person
from challenge_hub.teams import agreed, guardian_rules, guardians, queries
from challenge_hub.teams.actions import Agreement, alone_with, close, note_acceptance
from challenge_hub.teams.asking import CHANGING
from challenge_hub.teams.guardian_rules import ConsentState
from challenge_hub.teams.joining import take_seat
from challenge_hub.teams.leading import seat_lead
from challenge_hub.teams.models import GuardianConsent, Team, TeamMember
from challenge_hub.teams.rules import TeamRole, may_join

Documents = tuple[Terms | None, Terms | None]
"""The terms and the code of conduct."""


def documents_of(team: Team, now: datetime) -> Documents:
    """What a guardian reads: the versions in force."""
    terms, conduct = (agreed.in_force(team.call_id, now, kind) for kind in (DocumentKind.TERMS, DocumentKind.CONDUCT))
    return terms, conduct


def answer(
    consent: GuardianConsent, *, consents: bool, read: tuple[int | None, int | None], by: Actor, now: datetime
) -> None:  # fmt: skip
    """The guardian consents, and the seat is taken; or does not. Said twice it is one answer.

    `read`: the versions of the terms and the code of conduct that were shown.
    """
    team = consent.team
    if consents:
        queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    db.session.refresh(consent, CHANGING)
    if consent.consents is consents and consent.ended_at is None:
        return
    documents = documents_of(team, now)
    has_read = read == tuple(document.version if document else None for document in documents)
    guardian_rules.may_answer(guardians.state_of(consent, now), consents=consents, has_read=has_read).require()
    consent.decided_at, consent.consents = now, consents
    db.session.flush()
    verb = "guardian-consents" if consents else "guardian-refuses"
    record(verb, team, by=by, now=now, call_id=team.call_id, consent=consent.id)
    if consents:
        _seat(consent, documents, now)
        send_to_address("teams.guardian_receipt", consent.guardian_mail, consent.language, now=now,
                        consent_id=consent.id)  # fmt: skip
    elif consent.role == TeamRole.LEAD:
        close(team, by=by, now=now)
    send_to_person("teams.guardian_decided", consent.person_id, now=now, consent_id=consent.id)


def _seat(consent: GuardianConsent, documents: Documents, now: datetime) -> None:
    """What the person had ticked counts from now on, where it is what the guardian has read."""
    person, team = _actor(consent.person), consent.team
    take_seat(team, person, now, role=TeamRole(consent.role))
    for document, ticked in zip(documents, (consent.terms_id, consent.conduct_id), strict=True):
        if document is not None and document.id == ticked:
            note_acceptance(team, document, Agreement(document.version, consent.language), person, now)
    consent.terms_id, consent.conduct_id = (document.id if document else None for document in documents)


def withdraw(consent: GuardianConsent, *, has_solution: bool, by: Actor, now: datetime) -> None:
    """The guardian takes the consent back, also after the deadline: the seat ends. Said twice it is one withdrawal.

    A lead is followed by whoever is in the team longest, those with a confirmed address first. Where nobody is left,
    the team is over; if it has handed in a solution, it stays without members, and the organisers are told.
    """
    team = consent.team
    alone_with(team)
    db.session.refresh(consent, CHANGING)
    if consent.ended_at is not None:
        return
    state = guardians.state_of(consent, now)
    guardian_rules.may_withdraw_consent(state, of_age=consent.person.of_age).require()
    consent.ended_at = now
    db.session.flush()
    record("guardian-withdraws", team, by=by, now=now, call_id=team.call_id, consent=consent.id)
    send_to_person("teams.guardian_decided", consent.person_id, now=now, consent_id=consent.id)
    seats = _seats(team)
    own = next((seat for seat in seats if seat.person_id == consent.person_id), None)
    if own is not None:
        _leave(team, own, [seat for seat in seats if seat is not own], has_solution=has_solution, by=by, now=now)


def _leave(team: Team, own: TeamMember, others: list[TeamMember], *, has_solution: bool, by: Actor,
           now: datetime) -> None:  # fmt: skip
    was_lead = own.role == TeamRole.LEAD
    if was_lead and others:
        seat_lead(team, others[0].person_id, by, now, verb="hand-over-lead")
    own.left_at = now
    db.session.flush()
    if others and not was_lead:
        lead = next((seat for seat in others if seat.role == TeamRole.LEAD), others[0])
        send_to_person("teams.seat_ended", lead.person_id, now=now, team_id=team.id, left_id=own.person_id)
    if not others and has_solution:
        team.join_token, team.takes_requests = None, False
        record("leave-team-empty", team, by=by, now=now, call_id=team.call_id)
    elif not others:
        close(team, by=by, now=now)


def _seats(team: Team) -> list[TeamMember]:
    """Who is in a team, those with a confirmed address first, then by time."""
    found = select(TeamMember).join(TeamMember.person).where(TeamMember.team_id == team.id, queries.is_here())
    return list(db.session.scalars(found.order_by(Person.mail.is_(None), TeamMember.joined_at, TeamMember.id)))


def come_of_age(person: Person, *, by: Actor, now: datetime) -> None:
    """A person says that they are 18 or older: they take the seats that are kept for them."""
    pending = guardians.all_pending_of(person.id)
    for consent in pending:
        alone_with(consent.team)
    accounts.say_age(person, True, by=by, now=now)
    for consent in pending:
        db.session.refresh(consent, CHANGING)
        is_kept = guardians.state_of(consent, now) is ConsentState.WAITING
        if consent.ended_at is None and consent.decided_at is None:
            consent.ended_at = now
            db.session.flush()
            if is_kept and _has_room(consent.team, now):
                _seat(consent, documents_of(consent.team, now), now)


def _has_room(team: Team, now: datetime) -> bool:
    gathering = queries.gathering(queries.call_of(team), now)
    return bool(gathering and may_join(is_member=False, standing=queries.standing_of(team.id, now)))


def _actor(person: Person) -> Actor:
    is_confirmed = person.mail is not None
    return signed_in(person.id, person.display_name, is_confirmed=is_confirmed, is_operator=False)
