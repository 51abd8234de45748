"""The three ways into a team: a letter, the link, a request."""

from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Actor, Decision, signed_in
from challenge_hub.accounts.actions import begin_with_claim
from challenge_hub.accounts.letters import TO_TEAMS, count_letter
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.queries import person_with_mail
from challenge_hub.accounts.rules import mail_key
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_address, send_to_person
from challenge_hub.teams import asking, guardians, queries, rules, waiting
from challenge_hub.teams.actions import Agreement, accept_conduct, alone_with, new_token
from challenge_hub.teams.asking import Guardian
from challenge_hub.teams.guardian_rules import may_take_seat
from challenge_hub.teams.models import JoinRequest, Team, TeamInvitation, TeamMember
from challenge_hub.teams.rules import TeamRole


def join(
    team: Team, *, by: Actor, now: datetime, conduct: Agreement | None = None, entry_key: str | None = None,
    guardian: Guardian | None = None,
) -> None:  # fmt: skip
    """Take a seat by the link, and accept the code of conduct with it; whoever sits there already stays."""
    queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    _come_in(team, by, now, conduct=conduct, entry_key=entry_key, guardian=guardian)


def _come_in(team: Team, by: Actor, now: datetime, *, conduct: Agreement | None, entry_key: str | None,
             guardian: Guardian | None) -> None:  # fmt: skip
    """The team is locked already. For whoever is under 18 a guardian is asked first."""
    if queries.role_of(by.person_id, team.id) is not None:
        return
    if may_take_seat(guardians.age_of(by)):
        take_seat(team, by, now, entry_key=entry_key)
        accept_conduct(team, conduct, by=by, now=now)
    else:
        asking.ask_guardian(team, guardian, by=by, now=now, conduct=conduct, entry_key=entry_key)


def take_seat(
    team: Team, person: Actor, now: datetime, *, role: TeamRole = TeamRole.MEMBER, entry_key: str | None = None
) -> None:  # fmt: skip
    """The team is locked already. A seat that was left is taken again."""
    is_member = queries.role_of(person.person_id, team.id) is not None
    rules.may_join(is_member=is_member, standing=queries.standing_of(team.id, now)).require()
    statement = select(TeamMember).where(TeamMember.team_id == team.id, TeamMember.person_id == person.person_id)
    seat = db.session.scalar(statement) or TeamMember(team_id=team.id, person_id=person.person_id)
    seat.role, seat.joined_at, seat.left_at, seat.entry_key = role, now, None, entry_key
    db.session.add(seat)
    lead_id = waiting.lead_person_id(team.id)
    if lead_id is not None and lead_id != person.person_id:
        send_to_person("teams.joined", lead_id, now=now, team_id=team.id, joined_id=person.person_id)
    record("join-team", team, by=person, now=now, call_id=team.call_id)


def renew_link(team: Team, *, by: Actor, now: datetime) -> None:
    """A new link; the old one opens nothing any more."""
    alone_with(team)
    rules.may_lead(queries.role_of(by.person_id, team.id)).require()
    team.join_token = new_token()
    record("renew-team-link", team, by=by, now=now, call_id=team.call_id)


def invite(team: Team, mail: str, *, language: str, by: Actor, now: datetime) -> TeamInvitation:
    """Write to an address; whether somebody with an account has it, makes no difference."""
    mail = mail_key(mail)
    queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    rules.may_invite(is_confirmed=by.is_confirmed, waiting=waiting.waiting_addresses(team.id), mail=mail).require()
    count_letter(TO_TEAMS, by=by, now=now)
    invitation = TeamInvitation(team_id=team.id, mail=mail, language=language, invited_by=by.person_id, invited_at=now)
    db.session.add(invitation)
    db.session.flush()
    send_to_address("teams.invitation", mail, language, now=now, invitation_id=invitation.id)
    record("invite-to-team", team, by=by, now=now, call_id=team.call_id, invitation=invitation.id)
    return invitation


def withdraw_invitation(team: Team, invitation: TeamInvitation, *, by: Actor, now: datetime) -> None:
    """The letter opens nothing any more; one that was used or withdrawn stays as it is."""
    alone_with(team)
    db.session.refresh(invitation, ["used_at", "withdrawn_at"])
    if is_open(invitation):
        invitation.withdrawn_at = now
        record("withdraw-team-invitation", team, by=by, now=now, call_id=team.call_id, invitation=invitation.id)


def is_open(invitation: TeamInvitation) -> bool:
    return invitation.used_at is None and invitation.withdrawn_at is None


def is_for(invitation: TeamInvitation, person: Person) -> bool:
    """Whether the letter went to this person's address, confirmed or claimed."""
    return invitation.mail in {person.mail, None if person.mail else person.claimed_mail}


def newcomer_by_letter(invitation: TeamInvitation, display_name: str, language: str, *, now: datetime) -> Person:
    """An account for who came by a letter, with the address it went to."""
    alone_with(invitation.team)
    one_at_a_time(f"mail:{invitation.mail}")
    return begin_with_claim(display_name, invitation.mail, language, now=now)


def use_invitation(
    invitation: TeamInvitation, person: Person, *, now: datetime, conduct: Agreement | None = None,
    entry_key: str | None = None, guardian: Guardian | None = None,
) -> Actor:  # fmt: skip
    """Take the seat a letter offers. It came by mail, so the address counts as confirmed from now on.

    Who holds the address in another account is asked to sign in there: address-has-account.
    """
    team = invitation.team
    queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    db.session.refresh(invitation, ["used_at", "withdrawn_at"])
    rules.may_use_invitation(is_open=is_open(invitation), is_own_address=is_for(invitation, person)).require()
    _confirm_by_letter(person, invitation.mail, now)
    by = signed_in(person.id, person.display_name, is_confirmed=True, is_operator=person.is_operator)
    _come_in(team, by, now, conduct=conduct, entry_key=entry_key, guardian=guardian)
    invitation.used_at = now
    db.session.flush()
    return by


def _confirm_by_letter(person: Person, mail: str, now: datetime) -> None:
    if person.mail is None:
        one_at_a_time(f"mail:{mail}")
        may_confirm_by_letter(mail).require()
        person.mail, person.confirmed_at = mail, now
        db.session.flush()


def may_confirm_by_letter(mail: str) -> Decision:
    """Whether nobody has this address in an account yet. Refuses with address-has-account."""
    return Decision(None if person_with_mail(mail) is None else "address-has-account")


def ask(team: Team, message: str, *, by: Actor, now: datetime, guardian: Guardian | None = None) -> None:
    """Ask to join; the lead is told. Whoever is under 18 names a guardian, who gets a letter once the lead accepts."""
    queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    rules.may_ask(
        takes_requests=team.takes_requests,
        has_asked=waiting.own_request(by, team.id) is not None,
        is_member=queries.role_of(by.person_id, team.id) is not None,
        standing=queries.standing_of(team.id, now),
    ).require()
    count_letter(TO_TEAMS, by=by, now=now)
    if not may_take_seat(guardians.age_of(by)):
        asking.prepare(team, guardian, by=by, now=now)
    request = JoinRequest(team_id=team.id, person_id=by.person_id, message=message, asked_at=now)
    db.session.add(request)
    db.session.flush()
    lead_id = waiting.lead_person_id(team.id)
    if lead_id is not None:
        send_to_person("teams.request", lead_id, now=now, request_id=request.id)
    record("ask-to-join", team, by=by, now=now, call_id=team.call_id, request=request.id)


def withdraw_request(team: Team, *, by: Actor, now: datetime) -> None:
    """Take one's own request back; without one nothing happens."""
    alone_with(team)
    request = waiting.own_request(by, team.id)
    if request is not None:
        record("withdraw-join-request", team, by=by, now=now, call_id=team.call_id, request=request.id)
        db.session.delete(request)
        asking.drop_prepared(team, request.person_id)
        db.session.flush()


def decide(team: Team, request: JoinRequest, *, accept: bool, by: Actor, now: datetime) -> None:
    """The lead accepts or declines; who asked is told."""
    if accept:
        queries.gathering(queries.call_of(team), now).require()
    alone_with(team)
    db.session.refresh(request, ["decided_at"])
    rules.may_decide(role=queries.role_of(by.person_id, team.id), is_open=request.decided_at is None).require()
    if accept:
        _seat_asker(team, request, now)
    else:
        asking.drop_prepared(team, request.person_id)
    request.decided_at, request.accepted = now, accept
    send_to_person("teams.decided", request.person_id, now=now, request_id=request.id)
    verb = "accept-join-request" if accept else "decline-join-request"
    record(verb, team, by=by, now=now, call_id=team.call_id, request=request.id)


def _seat_asker(team: Team, request: JoinRequest, now: datetime) -> None:
    if queries.role_of(request.person_id, team.id) is not None:
        return
    asker = db.session.get_one(Person, request.person_id)
    by = signed_in(asker.id, asker.display_name, is_confirmed=asker.mail is not None, is_operator=False)
    if may_take_seat(asker.of_age):
        take_seat(team, by, now)
    else:
        asking.send_prepared(team, by=by, now=now)
