"""Asking a guardian, for whoever is under 18 and would like a seat; and ending what waits."""

from dataclasses import dataclass
from datetime import datetime

from challenge_hub.access import PLATFORM, Actor
from challenge_hub.accounts.letters import TO_TEAMS, count_letter
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.rules import mail_key
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import send_to_address, send_to_person
from challenge_hub.organisations.models import Organisation
from challenge_hub.teams import agreed, guardian_rules, guardians, queries, rules
from challenge_hub.teams.actions import Agreement, alone_with, close, new_team
from challenge_hub.teams.guardian_rules import ConsentState
from challenge_hub.teams.models import GuardianConsent, Team
from challenge_hub.teams.rules import TeamRole

CHANGING = ["sent_at", "decided_at", "consents", "ended_at"]
"""What is read anew once the team is locked."""


@dataclass(frozen=True)
class Guardian:
    """Whom a person under 18 names; the letter is in the language of the page on which it was asked for."""

    name: str
    mail: str
    language: str


def found_waiting(
    call: Call, name: str, *, organisation: Organisation | None, guardian: Guardian | None,
    agreement: Agreement | None, conduct: Agreement | None, by: Actor, now: datetime, entry_key: str | None = None,
) -> Team:  # fmt: skip
    """A team that somebody under 18 founds: nobody sits in it until the guardian consents."""
    team = new_team(call, name, organisation=organisation, by=by, now=now)
    consent = _wish(team, guardian, by, now)
    consent.role, consent.entry_key = TeamRole.LEAD, entry_key
    consent.terms_id = _read(team, agreement, DocumentKind.TERMS, now)
    consent.conduct_id = _read(team, conduct, DocumentKind.CONDUCT, now)
    _send(team, consent, by, now)
    return team


def ask_guardian(
    team: Team, guardian: Guardian | None, *, by: Actor, now: datetime, conduct: Agreement | None = None,
    entry_key: str | None = None,
) -> None:  # fmt: skip
    """The team is locked already, and a seat in it is kept from now on. Whoever waits already waits on."""
    waiting = guardians.pending_of(by.person_id, team.id)
    if waiting is not None and guardians.state_of(waiting, now) is ConsentState.WAITING:
        return
    consent = _wish(team, guardian, by, now)
    consent.entry_key, consent.conduct_id = entry_key, _read(team, conduct, DocumentKind.CONDUCT, now)
    _send(team, consent, by, now)


def ask_again(consent: GuardianConsent, guardian: Guardian, *, by: Actor, now: datetime) -> None:
    """Once more after a refusal or in vain; perhaps somebody else, or at another address."""
    team = consent.team
    queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    db.session.refresh(consent, CHANGING)
    if guardians.waits_at_door(by.person_id, team.id) and guardians.state_of(consent, now) is ConsentState.WAITING:
        return
    guardian_rules.may_ask_again(guardians.state_of(consent, now), role=TeamRole(consent.role)).require()
    ask_guardian(team, guardian, by=by, now=now)


def prepare(team: Team, guardian: Guardian | None, *, by: Actor, now: datetime) -> None:
    """With a request to join: nobody is written to before the lead has accepted it."""
    _wish(team, guardian, by, now)


def send_prepared(team: Team, *, by: Actor, now: datetime) -> None:
    """The lead has accepted `by`, who has named a guardian with the request."""
    consent = guardians.pending_of(by.person_id, team.id)
    if consent is None:
        guardian_rules.may_take_seat(guardians.age_of(by)).require()
    elif consent.sent_at is None:
        _send(team, consent, by, now)


def drop_prepared(team: Team, person_id: int) -> None:
    """The request to join is over, and nobody was written to: nothing of it is kept."""
    consent = guardians.pending_of(person_id, team.id)
    if consent is not None and consent.sent_at is None:
        db.session.delete(consent)
        db.session.flush()


def take_back(consent: GuardianConsent, *, by: Actor, now: datetime) -> None:
    """The person, or the lead, ends what waits: the link opens nothing any more, and the seat is free."""
    team = consent.team
    alone_with(team)
    db.session.refresh(consent, CHANGING)
    if consent.ended_at is not None:
        return
    is_own, role = by.person_id == consent.person_id, queries.role_of(by.person_id, team.id)
    guardian_rules.may_take_back(guardians.state_of(consent, now), is_own=is_own, role=role).require()
    _end(consent, by=by, now=now, verb="end-guardian-request", is_told=not is_own)


def end_all_of(person_id: int, *, by: Actor, now: datetime) -> None:
    """Whoever deletes their account waits no longer; a team that they alone founded is over."""
    for consent in guardians.all_pending_of(person_id):
        consent.ended_at = now
        db.session.flush()
        if consent.role == TeamRole.LEAD:
            close(consent.team, by=by, now=now)


def end_unanswered(now: datetime) -> None:
    """What nobody answered in time is over, and whoever waited is told. The worker does it once a day."""
    found = guardians.all_over(now)
    for consent in found:
        alone_with(consent.team)
    for consent in found:
        db.session.refresh(consent, CHANGING)
        if guardians.state_of(consent, now) is ConsentState.EXPIRED and consent.ended_at is None:
            _end(consent, by=PLATFORM, now=now, verb="guardian-answered-nothing", is_told=True)


def _wish(team: Team, guardian: Guardian | None, by: Actor, now: datetime) -> GuardianConsent:
    """What was asked for before and nobody answered is written anew, or over."""
    person = db.session.get_one(Person, by.person_id)
    mail = mail_key(guardian.mail) if guardian else ""
    guardian_rules.may_ask_guardian(
        is_named=guardian is not None,
        is_own_address=mail in (person.mail, person.claimed_mail),
        letters=guardians.letters_waiting(person.id, now),
    ).require()
    consent = guardians.pending_of(person.id, team.id)
    if consent is not None and consent.sent_at is not None:
        consent.ended_at = now
        db.session.flush()
        consent = None
    consent = consent or GuardianConsent(team_id=team.id, person_id=person.id, role=TeamRole.MEMBER)
    if guardian is not None:
        consent.guardian_name, consent.guardian_mail, consent.language = guardian.name, mail, guardian.language
    consent.asked_at = now
    db.session.add(consent)
    db.session.flush()
    return consent


def _read(team: Team, agreement: Agreement | None, kind: DocumentKind, now: datetime) -> int | None:
    """The version that was ticked, if it is in force still."""
    document = agreed.in_force(team.call_id, now, kind)
    is_read = document is not None and agreement is not None and agreement.version == document.version
    return document.id if document is not None and is_read else None


def _send(team: Team, consent: GuardianConsent, by: Actor, now: datetime) -> None:
    rules.may_join(is_member=False, standing=queries.standing_of(team.id, now)).require()
    consent.sent_at = now
    db.session.flush()
    count_letter(TO_TEAMS, by=by, now=now)
    send_to_address("teams.guardian_asked", consent.guardian_mail, consent.language, now=now, consent_id=consent.id)
    record("ask-guardian", team, by=by, now=now, call_id=team.call_id, consent=consent.id)


def _end(consent: GuardianConsent, *, by: Actor, now: datetime, verb: str, is_told: bool) -> None:
    consent.ended_at = now
    db.session.flush()
    if is_told:
        send_to_person("teams.guardian_decided", consent.person_id, now=now, consent_id=consent.id)
    record(verb, consent.team, by=by, now=now, call_id=consent.team.call_id, consent=consent.id)
    if consent.role == TeamRole.LEAD:
        close(consent.team, by=by, now=now)
