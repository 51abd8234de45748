"""Consenting to what is of one's own free will, and withdrawing it: each is one act, at any time."""

from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db
from challenge_hub.teams import consents, guardians, queries
from challenge_hub.teams.actions import alone_with
from challenge_hub.teams.consent_rules import TEXT_VERSIONS, ConsentPurpose, may_consent, may_take_consent_back
from challenge_hub.teams.models import Consent, Team


def consent(team: Team, purpose: ConsentPurpose, *, version_read: int, language: str, by: Actor, now: datetime) -> None:
    """Dated, with the version of the text and the language in which it was read. Said twice it is one consent."""
    alone_with(team)
    is_member, version = queries.role_of(by.person_id, team.id) is not None, TEXT_VERSIONS[purpose]
    may_consent(is_member=is_member, of_age=guardians.age_of(by), version_read=version_read, version=version).require()
    if consents.standing_consent(by, team.id, purpose) is not None:
        return
    before = consents.open_consent(by.person_id, team.id, purpose)
    if before is not None:
        before.withdrawn_at = now
        db.session.flush()
    given = Consent(person_id=by.person_id, team_id=team.id, purpose=purpose, version=version, language=language)
    given.given_at = now
    db.session.add(given)
    db.session.flush()
    record("consent", team, by=by, now=now, call_id=team.call_id, consent=given.id)


def withdraw_consent(given: Consent, *, by: Actor, now: datetime) -> None:
    """It counts at once. Withdrawn twice it is one withdrawal."""
    alone_with(given.team)
    db.session.refresh(given, ["withdrawn_at"])
    may_take_consent_back(is_own=given.person_id == by.person_id).require()
    if given.withdrawn_at is None:
        given.withdrawn_at = now
        record("withdraw-consent", given.team, by=by, now=now, call_id=given.team.call_id, consent=given.id)
