"""Mails about guardians: to them, to whoever waits, to the lead and to the organisers.

What somebody typed whose own address is not confirmed stands in no mail to others: the guardian reads it on the page.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import format_moment, plain
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.teams.guardian_rules import ConsentState, answer_until, consent_state
from challenge_hub.teams.letters import word_for_guardian
from challenge_hub.teams.models import GuardianConsent, Team

FOLDER = "emails/teams"


def guardian_asked(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the guardian. Nothing is sent where it was taken back, answered or over before."""
    consent = db.session.get(GuardianConsent, facts["consent_id"])
    if consent is None or consent.sent_at is None or consent.ended_at or consent.decided_at:
        return None
    person = db.session.get_one(Person, consent.person_id)
    call = _call(consent)
    until = format_moment(answer_until(consent.sent_at, call.closes_at), call.time_zone)
    name = person.display_name if person.mail else ""
    subject = gettext("Your consent is asked for: %(call)s", call=plain(call.title))
    return _mail(subject, "guardian_asked", consent, link=_link(consent), name=name, until=until)


def guardian_receipt(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the guardian who has consented: the way to withdraw it."""
    consent = db.session.get(GuardianConsent, facts["consent_id"])
    if consent is None or not consent.consents or consent.ended_at:
        return None
    subject = gettext("Your consent is noted: %(call)s", call=plain(_call(consent).title))
    return _mail(subject, "guardian_receipt", consent, link=_link(consent))


def guardian_decided(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To whoever waits or waited: what became of it."""
    consent = db.session.get(GuardianConsent, facts["consent_id"])
    if consent is None:
        return None
    team, now = db.session.get_one(Team, consent.team_id), consent.ended_at or consent.decided_at
    if now is None:
        return None
    state = consent_state(sent_at=consent.sent_at, consents=consent.consents, ended_at=consent.ended_at, now=now)
    subject = gettext("You are in the team %(team)s", team=team.name)
    if state is not ConsentState.GIVEN:
        subject = gettext("You have no seat in the team %(team)s", team=team.name)
    slug = _call(consent).slug
    in_team = address_of("teams.show", slug=slug, key=team.key)
    link = in_team if state is ConsentState.GIVEN else address_of("calls.show", slug=slug)
    again = consent.role == "member" and state in (ConsentState.EXPIRED, ConsentState.REFUSED)
    if again:
        link = address_of("teams.await_guardian", slug=slug, key=team.key)
    return _mail(subject, "guardian_decided", consent, link=link, state=str(state), again=again)


def seat_ended(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the lead: the guardian of a member has withdrawn the consent."""
    team, person = db.session.get(Team, facts["team_id"]), db.session.get(Person, facts["left_id"])
    if team is None or team.dissolved_at or person is None:
        return None
    call = db.session.get_one(Call, team.call_id)
    subject = gettext("%(name)s is not in your team any more", name=person.display_name)
    link = address_of("teams.show", slug=call.slug, key=team.key)
    context = {"team": team, "call": call, "name": person.display_name, "link": link}
    return Mail(subject, f"{FOLDER}/seat_ended.txt", context)


def left_empty(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the organisers: a team that has handed in a solution has no members any more."""
    team = db.session.get(Team, facts["team_id"])
    if team is None:
        return None
    call = db.session.get_one(Call, team.call_id)
    subject = gettext("A team without members: %(call)s", call=plain(call.title))
    link = address_of("teams.every", slug=call.slug)
    return Mail(subject, f"{FOLDER}/left_empty.txt", {"team": team, "call": call, "link": link})


def _call(consent: GuardianConsent) -> Call:
    return db.session.get_one(Call, db.session.get_one(Team, consent.team_id).call_id)


def _link(consent: GuardianConsent) -> str:
    return address_of("teams.guardian", word=word_for_guardian(consent.id))


def _mail(subject: str, text: str, consent: GuardianConsent, **more: Any) -> Mail:
    team = db.session.get_one(Team, consent.team_id)
    context = {"team": team, "call": _call(consent), **more}
    return Mail(subject, f"{FOLDER}/{text}.txt", context, _why() if text != "guardian_decided" else None)


def _why() -> str:
    return str(gettext("You get this mail because somebody named this address as that of a guardian."))


MAILS: dict[str, MailWriter] = {
    "teams.guardian_asked": guardian_asked,
    "teams.guardian_receipt": guardian_receipt,
    "teams.guardian_decided": guardian_decided,
    "teams.seat_ended": seat_ended,
    "teams.left_empty": left_empty,
}
