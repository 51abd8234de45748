"""Who leads a team: the lead passes on, or two members ask the organiser."""

from datetime import datetime

from sqlalchemy import select, update

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.teams import queries, rules, waiting
from challenge_hub.teams.actions import alone_with
from challenge_hub.teams.models import LeadRequest, Team, TeamMember
from challenge_hub.teams.rules import TeamRole


def pass_lead(team: Team, new_lead_id: int, *, by: Actor, now: datetime) -> None:
    """The lead hands on to another member and stays as a member."""
    alone_with(team)
    role = queries.role_of(by.person_id, team.id)
    rules.may_pass_lead(role=role, **_about(team, new_lead_id)).require()
    if new_lead_id != by.person_id:
        seat_lead(team, new_lead_id, by, now, verb="pass-lead")


def ask_for_lead(team: Team, wanted_id: int, *, by: Actor, now: datetime) -> None:
    """Name another lead to the organiser; a second name replaces the first. The present lead is told."""
    alone_with(team)
    role = queries.role_of(by.person_id, team.id)
    rules.may_ask_for_lead(role=role, by_confirmed=by.is_confirmed, **_about(team, wanted_id)).require()
    request = waiting.own_lead_wish(by, team.id)
    if request is not None and request.wanted_lead == wanted_id:
        return
    request = request or LeadRequest(team_id=team.id, asked_by=by.person_id)
    request.wanted_lead, request.asked_at = wanted_id, now
    db.session.add(request)
    db.session.flush()
    lead_id = waiting.lead_person_id(team.id)
    if lead_id is not None:
        send_to_person("teams.lead_request", lead_id, now=now, request_id=request.id)
    record("ask-for-lead", team, by=by, now=now, call_id=team.call_id, wanted=wanted_id)


def withdraw_lead_request(team: Team, *, by: Actor, now: datetime) -> None:
    """Take one's own voice back; without one nothing happens."""
    alone_with(team)
    request = waiting.own_lead_wish(by, team.id)
    if request is not None:
        record("withdraw-lead-request", team, by=by, now=now, call_id=team.call_id)
        db.session.delete(request)
        db.session.flush()


def hand_over(team: Team, wanted_id: int, *, by: Actor, now: datetime) -> None:
    """The organiser makes the member lead whom two members named. Whose call it is, the view has asked."""
    alone_with(team)
    wish = waiting.lead_wish(team.id, wanted_id)
    rules.may_hand_over(voices=wish.voices if wish else 0, **_about(team, wanted_id)).require()
    seat_lead(team, wanted_id, by, now, verb="hand-over-lead")


def _about(team: Team, person_id: int) -> dict[str, bool]:
    """What the rules ask about somebody who shall lead."""
    mail = db.session.scalar(select(Person.mail).where(Person.id == person_id))
    return {"is_member": queries.role_of(person_id, team.id) is not None, "is_confirmed": mail is not None}


def seat_lead(team: Team, new_lead_id: int, by: Actor, now: datetime, *, verb: str) -> None:
    """The old lead becomes a member first: there is never more than one. Voices for a new lead are answered by it."""
    old_lead_id = waiting.lead_person_id(team.id)
    seats = update(TeamMember).where(TeamMember.team_id == team.id)
    db.session.execute(seats.where(TeamMember.role == TeamRole.LEAD).values(role=TeamRole.MEMBER))
    db.session.execute(seats.where(TeamMember.person_id == new_lead_id).values(role=TeamRole.LEAD))
    open_wishes = update(LeadRequest).where(LeadRequest.team_id == team.id, LeadRequest.decided_at.is_(None))
    db.session.execute(open_wishes.values(decided_at=now))
    for person_id in {new_lead_id, old_lead_id} - {by.person_id, None}:
        send_to_person("teams.lead_passed", int(person_id or 0), now=now, team_id=team.id, lead_id=new_lead_id)
    record(verb, team, by=by, now=now, call_id=team.call_id, new_lead=new_lead_id)
