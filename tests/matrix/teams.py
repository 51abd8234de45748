"""Teams: their list for everybody, their rooms for those who are in them, all of them for organisers."""

from typing import Any

from challenge_hub.infrastructure.db import db
from challenge_hub.teams.letters import word_for, word_for_guardian
from challenge_hub.teams.models import Consent, GuardianConsent, JoinRequest, TeamInvitation, TeamMember
from tests import factories as make
from tests.cast import SPRING, World
from tests.teams.making import conduct_of, terms_of

ROWS = """
# method endpoint own/foreign            visitor stranger member lead officer juror chair organiser operator
GET  teams.index                own      200 *
GET  teams.index                foreign  200 *
GET  teams.found                own      200 *
GET  teams.found                foreign  200 *
POST teams.found                own      422 *
POST teams.found                foreign  422 *
GET  teams.join                 own      200 200 302 302 200 200 200 200 200
GET  teams.join                 foreign  200 *
POST teams.join                 own      422 302 302 302 302 302 302 302 302
POST teams.join                 foreign  422 302 302 302 302 302 302 302 302
GET  teams.invitation           own      200 *
GET  teams.invitation           foreign  200 *
POST teams.invitation           own      422 403 403 403 403 403 403 403 403
POST teams.invitation           foreign  422 403 403 403 403 403 403 403 403
GET  teams.show                 own      302 404 200 200 404 404 404 404 404
GET  teams.show                 foreign  302 404 404 404 404 404 404 404 404
GET  teams.settings             own      302 404 404 200 404 404 404 404 404
GET  teams.settings             foreign  302 404 404 404 404 404 404 404 404
POST teams.settings             own      403 404 404 422 404 404 404 404 404
POST teams.settings             foreign  403 404 404 404 404 404 404 404 404
GET  teams.conduct              own      302 404 200 200 404 404 404 404 404
GET  teams.conduct              foreign  302 404 404 404 404 404 404 404 404
POST teams.conduct              own      403 404 422 422 404 404 404 404 404
POST teams.conduct              foreign  403 404 404 404 404 404 404 404 404
GET  teams.terms                own      302 404 200 200 404 404 404 404 404
GET  teams.terms                foreign  302 404 404 404 404 404 404 404 404
POST teams.terms                own      403 404 422 422 404 404 404 404 404
POST teams.terms                foreign  403 404 404 404 404 404 404 404 404
GET  teams.leave                own      302 404 200 200 404 404 404 404 404
GET  teams.leave                foreign  302 404 404 404 404 404 404 404 404
POST teams.leave                own      403 404 302 403 404 404 404 404 404
POST teams.leave                foreign  403 404 404 404 404 404 404 404 404
GET  teams.remove               own      302 404 404 200 404 404 404 404 404
GET  teams.remove               foreign  302 404 404 404 404 404 404 404 404
POST teams.remove               own      403 404 404 302 404 404 404 404 404
POST teams.remove               foreign  403 404 404 404 404 404 404 404 404
GET  teams.dissolve             own      302 404 404 200 404 404 404 404 404
GET  teams.dissolve             foreign  302 404 404 404 404 404 404 404 404
POST teams.dissolve             own      403 404 404 403 404 404 404 404 404
POST teams.dissolve             foreign  403 404 404 404 404 404 404 404 404
GET  teams.link                 own      302 404 200 200 404 404 404 404 404
GET  teams.link                 foreign  302 404 404 404 404 404 404 404 404
POST teams.link                 own      403 404 403 302 404 404 404 404 404
POST teams.link                 foreign  403 404 404 404 404 404 404 404 404
GET  teams.invite               own      302 404 200 200 404 404 404 404 404
GET  teams.invite               foreign  302 404 404 404 404 404 404 404 404
POST teams.invite               own      403 404 422 422 404 404 404 404 404
POST teams.invite               foreign  403 404 404 404 404 404 404 404 404
POST teams.withdraw_invitation  own      403 404 302 302 404 404 404 404 404
POST teams.withdraw_invitation  foreign  403 404 404 404 404 404 404 404 404
GET  teams.ask                  own      302 200 200 200 200 200 200 200 200
GET  teams.ask                  foreign  302 200 200 200 200 200 200 200 200
POST teams.ask                  own      403 422 422 422 422 422 422 422 422
POST teams.ask                  foreign  403 422 422 422 422 422 422 422 422
POST teams.withdraw_request     own      403 302 302 302 302 302 302 302 302
POST teams.withdraw_request     foreign  403 302 302 302 302 302 302 302 302
GET  teams.requests             own      302 404 200 200 404 404 404 404 404
GET  teams.requests             foreign  302 404 404 404 404 404 404 404 404
GET  teams.guardian             own      200 *
GET  teams.guardian             foreign  200 *
POST teams.guardian             own      422 *
POST teams.guardian             foreign  422 *
GET  teams.await_guardian       own      302 200 404 404 404 404 404 404 404
GET  teams.await_guardian       foreign  302 404 404 404 404 404 404 404 404
POST teams.await_guardian       own      403 422 404 404 404 404 404 404 404
POST teams.await_guardian       foreign  403 404 404 404 404 404 404 404 404
POST teams.end_guardian_request own      403 302 403 302 404 404 404 404 404
POST teams.end_guardian_request foreign  403 404 404 404 404 404 404 404 404
GET  teams.naming               own      302 404 200 200 404 404 404 404 404
GET  teams.naming               foreign  302 404 404 404 404 404 404 404 404
POST teams.naming               own      403 404 422 422 404 404 404 404 404
POST teams.naming               foreign  403 404 404 404 404 404 404 404 404
POST teams.withdraw_consent     own      403 404 302 404 404 404 404 404 404
POST teams.withdraw_consent     foreign  403 404 404 404 404 404 404 404 404
POST teams.come_of_age          own      403 302 302 302 302 302 302 302 302
POST teams.decide               own      403 404 403 302 404 404 404 404 404
POST teams.decide               foreign  403 404 404 404 404 404 404 404 404
GET  teams.pass_lead            own      302 404 404 200 404 404 404 404 404
GET  teams.pass_lead            foreign  302 404 404 404 404 404 404 404 404
POST teams.pass_lead            own      403 404 404 422 404 404 404 404 404
POST teams.pass_lead            foreign  403 404 404 404 404 404 404 404 404
GET  teams.ask_for_lead         own      302 404 200 200 404 404 404 404 404
GET  teams.ask_for_lead         foreign  302 404 404 404 404 404 404 404 404
POST teams.ask_for_lead         own      403 404 422 422 404 404 404 404 404
POST teams.ask_for_lead         foreign  403 404 404 404 404 404 404 404 404
POST teams.withdraw_lead_request own     403 404 302 302 404 404 404 404 404
POST teams.withdraw_lead_request foreign 403 404 404 404 404 404 404 404 404
GET  teams.every                own      302 404 404 404 404 404 404 200 404
GET  teams.every                foreign  302 404 404 404 404 404 404 404 404
GET  teams.lead_requests        own      302 404 404 404 404 404 404 200 404
GET  teams.lead_requests        foreign  302 404 404 404 404 404 404 404 404
POST teams.lead_requests        own      403 404 404 404 404 404 404 404 404
POST teams.lead_requests        foreign  403 404 404 404 404 404 404 404 404
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    """The team takes requests, has a link, a letter on its way, a person who asks, and terms in force."""
    call, team = {"slug": world.call.slug}, {"slug": world.call.slug, "key": world.team.key}
    if endpoint in ("teams.index", "teams.found", "teams.every", "teams.lead_requests"):
        return call
    if endpoint == "teams.join":
        return {"token": _link(world)}
    if endpoint == "teams.invitation":
        return {"word": word_for(_invitation(world).id)}
    if endpoint == "teams.remove":
        return {**team, "number": _seat(world)}
    if endpoint == "teams.withdraw_invitation":
        return {**team, "number": _invitation(world).id}
    if endpoint == "teams.decide":
        return {**team, "number": _request(world).id}
    if endpoint == "teams.guardian":
        return {"word": word_for_guardian(_consent(world).id)}
    if endpoint == "teams.await_guardian":
        _consent(world)
        return team
    if endpoint == "teams.end_guardian_request":
        return {**team, "number": _consent(world).id}
    if endpoint == "teams.withdraw_consent":
        return {"number": _given(world).id}
    if endpoint == "teams.come_of_age":
        return {}
    if endpoint == "teams.terms":
        terms_of(world.call)
    if endpoint == "teams.conduct":
        conduct_of(world.call)
    world.team.takes_requests = True
    return team


def _link(world: World) -> str:
    world.team.join_token = f"token-{world.team.id}"
    return world.team.join_token


def _seat(world: World) -> int:
    seat = db.session.query(TeamMember).filter_by(team_id=world.team.id, person_id=world["member"].id).one()
    return seat.id


def _invitation(world: World) -> TeamInvitation:
    by = {"invited_by": world["lead"].id, "invited_at": SPRING, "language": "en"}
    invitation = TeamInvitation(team_id=world.team.id, mail="nobody@example.org", **by)
    db.session.add(invitation)
    db.session.flush()
    return invitation


def _consent(world: World) -> GuardianConsent:
    """The stranger waits at the door."""
    facts = {"role": "member", "guardian_name": "Eve", "guardian_mail": "eve@example.org", "language": "en"}
    consent = GuardianConsent(team_id=world.team.id, person_id=world["stranger"].id, **facts)
    consent.asked_at = consent.sent_at = SPRING
    db.session.add(consent)
    db.session.flush()
    return consent


def _given(world: World) -> Consent:
    """The member wants to be named."""
    given = Consent(team_id=world.team.id, person_id=world["member"].id, purpose="named-in-public", version=1)
    given.language, given.given_at = "en", SPRING
    db.session.add(given)
    db.session.flush()
    return given


def _request(world: World) -> JoinRequest:
    asker = make.a_person()
    request = JoinRequest(team_id=world.team.id, person_id=asker.id, asked_at=SPRING)
    db.session.add(request)
    db.session.flush()
    return request
