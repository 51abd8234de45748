"""Founding a team, changing it, leaving it, ending it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call, Terms
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.organisations.models import Organisation
from challenge_hub.teams import agreed, guardians, queries, rules
from challenge_hub.teams.ended_letters import end_letters_of
from challenge_hub.teams.guardian_rules import may_take_seat
from challenge_hub.teams.models import (
    GuardianConsent,
    JoinRequest,
    Team,
    TeamMember,
    TermsAcceptance,
)
from challenge_hub.teams.reserved import is_pending
from challenge_hub.teams.rules import TeamRole

CHANGING = ["name", "organisation_id", "looking_for", "takes_requests", "join_token", "dissolved_at"]


@dataclass(frozen=True)
class Agreement:
    """The box was ticked: under which version of the terms or of the code of conduct, shown in which language."""

    version: int
    language: str


def found(
    call: Call, name: str, *, organisation: Organisation | None, agreement: Agreement | None, by: Actor, now: datetime,
    conduct: Agreement | None = None, entry_key: str | None = None,
) -> Team:  # fmt: skip
    """A new team led by who founds it; the terms and the code of conduct in force are accepted with it."""
    may_take_seat(guardians.age_of(by)).require()
    team = new_team(call, name, organisation=organisation, by=by, now=now)
    seat = TeamMember(team_id=team.id, person_id=by.person_id, role=TeamRole.LEAD, joined_at=now, entry_key=entry_key)
    db.session.add(seat)
    db.session.flush()
    accept_terms(team, agreement, by=by, now=now)
    accept_conduct(team, conduct, by=by, now=now)
    return team


def new_team(call: Call, name: str, *, organisation: Organisation | None, by: Actor, now: datetime) -> Team:
    """A team in which nobody has a seat yet."""
    queries.gathering(call, now).require()
    kind = organisation.kind if organisation else None
    rules.may_act_for(kind, eligible=call.eligible_kinds).require()
    alone_among_teams(call)
    taken = db.session.scalars(select(Team.key).where(Team.call_id == call.id)).all()
    team = Team(call_id=call.id, key=rules.key_for(name, taken), name=name, join_token=new_token(), founded_at=now)
    team.organisation_id = organisation.id if organisation else None
    team.looking_for, team.takes_requests = "", False
    db.session.add(team)
    db.session.flush()
    record("found-team", team, by=by, now=now, call_id=call.id)
    return team


def alone_among_teams(call: Call) -> None:
    """Nobody else founds a team in this call until the transaction ends; asked for before any line of the trail."""
    one_at_a_time(f"teams-of-call:{call.id}")


def new_token() -> str:
    """The end of a link that nobody guesses."""
    return secrets.token_urlsafe(16)


def alone_with(team: Team) -> None:
    """Nobody else changes this team until the transaction ends; it is read anew.

    Asked for before any line of the trail, which is a queue of its own: two who wait in another order wait for ever.
    """
    one_at_a_time(f"team:{team.id}")
    db.session.refresh(team, CHANGING)


def accept_terms(team: Team, agreement: Agreement | None, *, by: Actor, now: datetime) -> None:
    """The lead accepts the terms in force for the team; what was shown must be what is in force."""
    terms = agreed.in_force(team.call_id, now)
    if terms is None:
        return
    role = queries.role_of(by.person_id, team.id)
    seen = agreement.version if agreement else 0
    rules.may_accept_terms(role=role, version_read=seen, version=terms.version).require()
    if agreement is not None:
        note_acceptance(team, terms, agreement, by, now)


def accept_conduct(team: Team, agreement: Agreement | None, *, by: Actor, now: datetime) -> None:
    """A member accepts the code of conduct in force for themselves; what was shown must be what is in force."""
    conduct = agreed.in_force(team.call_id, now, DocumentKind.CONDUCT)
    if conduct is None:
        return
    role, seen = queries.role_of(by.person_id, team.id), agreement.version if agreement else 0
    rules.may_accept_conduct(is_member=role is not None, version_read=seen, version=conduct.version).require()
    if agreement is not None:
        note_acceptance(team, conduct, agreement, by, now)


def note_acceptance(team: Team, document: Terms, agreement: Agreement, by: Actor, now: datetime) -> None:
    """Once for each person, team and version."""
    if agreed.acceptance_of(by, team.id, document) is not None:
        return
    accepted = TermsAcceptance(team_id=team.id, terms_id=document.id, person_id=by.person_id, accepted_at=now)
    accepted.sha256, accepted.language = document.sha256, agreement.language
    db.session.add(accepted)
    db.session.flush()
    record(f"accept-{document.kind}", team, by=by, now=now, call_id=team.call_id, version=document.version)


def change(
    team: Team, *, name: str, looking_for: str, takes_requests: bool, organisation: Organisation | None, by: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """The lead changes what the team says about itself. Its address stays."""
    call = queries.call_of(team)
    queries.gathering(call, now).require()
    alone_with(team)
    rules.may_lead(queries.role_of(by.person_id, team.id)).require()
    wanted = organisation.id if organisation else None
    if wanted != team.organisation_id:
        rules.may_act_for(organisation.kind if organisation else None, eligible=call.eligible_kinds).require()
    team.name, team.looking_for, team.takes_requests, team.organisation_id = name, looking_for, takes_requests, wanted
    record("change-team", team, by=by, now=now, call_id=team.call_id)


def leave(team: Team, *, by: Actor, now: datetime) -> None:
    """A member goes; the seat is free, and remembered."""
    queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    rules.may_leave(queries.role_of(by.person_id, team.id)).require()
    seat = db.session.scalars(
        select(TeamMember).where(TeamMember.team_id == team.id, TeamMember.person_id == by.person_id)
    ).one()
    seat.left_at = now
    end_letters_of(by.person_id, team_id=team.id, now=now)
    record("leave-team", team, by=by, now=now, call_id=team.call_id)


def remove(team: Team, member: TeamMember, *, by: Actor, now: datetime) -> None:
    """The lead takes a member out, who is told."""
    queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    role = queries.role_of(by.person_id, team.id)
    rules.may_remove(role=role, is_self=member.person_id == by.person_id).require()
    db.session.refresh(member, ["left_at"])
    if member.left_at is not None:
        return
    member.left_at = now
    end_letters_of(member.person_id, team_id=team.id, now=now)
    team.join_token = new_token()  # they know the old link
    send_to_person("teams.removed", member.person_id, now=now, team_id=team.id)
    record("remove-team-member", team, by=by, now=now, call_id=team.call_id, person_id=member.person_id)


def dissolve(team: Team, *, has_solution: bool, by: Actor, now: datetime) -> None:
    """The team is over. `has_solution`: one is handed in and not withdrawn. The members are told, the link is dead."""
    alone_with(team)
    if team.dissolved_at is not None:
        return
    rules.may_dissolve(role=queries.role_of(by.person_id, team.id), has_solution=has_solution).require()
    for line in queries.members_of(by, team.id):
        if line.person_id != by.person_id:
            send_to_person("teams.dissolved", line.person_id, now=now, team_id=team.id)
    close(team, by=by, now=now)


def close(team: Team, *, by: Actor, now: datetime) -> None:
    """Nobody comes in any more, and nobody waits at the door."""
    team.dissolved_at, team.join_token, team.takes_requests = now, None, False
    undecided = update(JoinRequest).where(JoinRequest.team_id == team.id, JoinRequest.decided_at.is_(None))
    db.session.execute(undecided.values(decided_at=now, accepted=False))
    asked = update(GuardianConsent).where(GuardianConsent.team_id == team.id, is_pending())
    db.session.execute(asked.values(ended_at=now))
    record("dissolve-team", team, by=by, now=now, call_id=team.call_id)
