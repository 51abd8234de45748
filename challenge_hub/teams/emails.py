"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.teams import guardian_emails, guardians
from challenge_hub.teams.letters import word_for
from challenge_hub.teams.models import JoinRequest, LeadRequest, Team, TeamInvitation

FOLDER = "emails/teams"


def invitation(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Somebody invites you. Nothing is sent where the letter was used or withdrawn, or the team is gone."""
    invited = db.session.get(TeamInvitation, facts["invitation_id"])
    if invited is None or invited.used_at or invited.withdrawn_at:
        return None
    team, inviter = db.session.get(Team, invited.team_id), db.session.get(Person, invited.invited_by)
    if team is None or inviter is None or team.dissolved_at:
        return None
    link = address_of("teams.invitation", word=word_for(invited.id))
    subject = gettext("Invitation to the team %(team)s", team=team.name)
    return _mail(subject, "invitation", team, link=link, inviter=inviter.display_name)


def joined(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the lead: somebody took a seat."""
    team, person = _team(facts), db.session.get(Person, facts["joined_id"])
    if team is None or person is None:
        return None
    subject = gettext("New in your team: %(name)s", name=person.display_name)
    return _mail(subject, "joined", team, link=_page(team), name=person.display_name)


def request(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the lead: somebody asks to join. Nothing where it was decided or withdrawn."""
    asked = db.session.get(JoinRequest, facts["request_id"])
    if asked is None or asked.decided_at:
        return None
    team, asker = db.session.get_one(Team, asked.team_id), db.session.get_one(Person, asked.person_id)
    subject = gettext("%(name)s would like to join your team", name=asker.display_name)
    link = _page(team, "teams.requests")
    return _mail(subject, "request", team, link=link, name=asker.display_name, message=asked.message)


def decided(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To who asked: accepted or declined."""
    asked = db.session.get(JoinRequest, facts["request_id"])
    team = db.session.get(Team, asked.team_id) if asked else None
    if asked is None or team is None:
        return None
    if asked.accepted and guardians.waits_at_door(asked.person_id, team.id):
        subject = gettext("Your request to the team %(team)s", team=team.name)
        return _mail(subject, "accepted_waiting", team, link=_page(team, "teams.await_guardian"))
    if asked.accepted:
        return _mail(gettext("You are in the team %(team)s", team=team.name), "accepted", team, link=_page(team))
    subject = gettext("Your request to the team %(team)s", team=team.name)
    return _mail(subject, "declined", team, link=_page_of_call(team, "teams.index"))


def removed(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To who was taken out of a team."""
    team = db.session.get(Team, facts["team_id"])
    if team is None:
        return None
    subject = gettext("You are not in the team %(team)s any more", team=team.name)
    return _mail(subject, "removed", team, link=_page_of_call(team, "calls.show"))


def dissolved(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the members: the team is over."""
    team = db.session.get(Team, facts["team_id"])
    if team is None:
        return None
    subject = gettext("The team %(team)s is dissolved", team=team.name)
    return _mail(subject, "dissolved", team, link=_page_of_call(team, "calls.show"))


def lead_passed(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the new lead, and to the old one where the organiser handed over."""
    team, lead = _team(facts), db.session.get(Person, facts["lead_id"])
    if team is None or lead is None:
        return None
    is_you = to.person_id == lead.id
    subject = gettext("You lead the team %(team)s now", team=team.name)
    other = gettext("The team %(team)s has a new lead", team=team.name)
    return _mail(subject if is_you else other, "lead_passed", team, link=_page(team), is_you=is_you,
                 name=lead.display_name)  # fmt: skip


def lead_request(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the present lead: a member asks the organiser for another. Nothing where it was decided or withdrawn."""
    asked = db.session.get(LeadRequest, facts["request_id"])
    if asked is None or asked.decided_at:
        return None
    team = db.session.get_one(Team, asked.team_id)
    asker, wanted = db.session.get_one(Person, asked.asked_by), db.session.get_one(Person, asked.wanted_lead)
    subject = gettext("Another lead is wished for the team %(team)s", team=team.name)
    names = {"asker": asker.display_name, "wanted": wanted.display_name}
    return _mail(subject, "lead_request", team, link=_page(team), **names)


def _team(facts: Mapping[str, Any]) -> Team | None:
    """The team of a mail, unless it is over."""
    team = db.session.get(Team, facts["team_id"])
    return team if team and team.dissolved_at is None else None


def _page(team: Team, endpoint: str = "teams.show") -> str:
    return address_of(endpoint, slug=db.session.get_one(Call, team.call_id).slug, key=team.key)


def _page_of_call(team: Team, endpoint: str) -> str:
    return address_of(endpoint, slug=db.session.get_one(Call, team.call_id).slug)


def _mail(subject: str, text: str, team: Team, **more: Any) -> Mail:
    call = db.session.get_one(Call, team.call_id)
    return Mail(subject, f"{FOLDER}/{text}.txt", {"team": team, "call": call, **more})


MAILS: dict[str, MailWriter] = {
    "teams.invitation": invitation,
    "teams.joined": joined,
    "teams.request": request,
    "teams.decided": decided,
    "teams.removed": removed,
    "teams.dissolved": dissolved,
    "teams.lead_passed": lead_passed,
    "teams.lead_request": lead_request,
    **guardian_emails.MAILS,
}
