"""Organisations: in public, coming to the platform, inside (the organiser owns one), and for the operator."""

from typing import Any

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import sign
from challenge_hub.organisations.emails import INVITATION
from challenge_hub.organisations.models import (
    OrganisationInvitation,
    OrganisationMember,
    OrganisationRequest,
    OrganisationUnit,
)
from tests.cast import SPRING, World

ROWS = """
# method endpoint own/foreign            visitor stranger member lead officer juror chair organiser operator
GET  organisations.index         own     200 *
GET  organisations.show          own     200 *
GET  organisations.show          foreign 200 *
GET  organisations.privacy_notice own    404 *
GET  organisations.privacy_notice foreign 404 *
GET  organisations.services_of_all own   200 *
GET  organisations.invitation    own     200 *
GET  organisations.invitation    foreign 200 *
POST organisations.invitation    own     403 *
POST organisations.invitation    foreign 403 *

GET  organisations.choose        own     302 200 200 200 200 200 200 200 200
GET  organisations.entry         own     302 200 200 200 200 200 200 200 200
POST organisations.entry         own     403 422 422 422 422 422 422 422 422
GET  organisations.place         own     302 200 200 200 200 200 200 200 200
POST organisations.place         own     403 422 422 422 422 422 422 422 422
GET  organisations.found         own     302 200 200 200 200 200 200 200 200
GET  organisations.found         foreign 302 404 404 404 404 404 404 404 404
POST organisations.found         own     403 422 422 422 422 422 422 422 422
POST organisations.found         foreign 403 404 404 404 404 404 404 404 404
GET  organisations.ask           own     302 200 200 200 200 200 200 200 200
GET  organisations.ask           foreign 302 200 200 200 200 200 200 200 200
POST organisations.ask           own     403 422 422 422 422 422 422 422 422
POST organisations.ask           foreign 403 422 422 422 422 422 422 422 422
POST organisations.take_back     own     403 302 404 404 404 404 404 404 404
POST organisations.take_back     foreign 403 404 404 404 404 404 404 404 404

GET  organisations.profile       own     302 404 404 404 404 404 404 200 404
GET  organisations.profile       foreign 302 404 404 404 404 404 404 404 404
POST organisations.profile       own     403 404 404 404 404 404 404 302 404
POST organisations.profile       foreign 403 404 404 404 404 404 404 404 404
GET  organisations.edit_privacy_notice own     302 404 404 404 404 404 404 200 404
GET  organisations.edit_privacy_notice foreign 302 404 404 404 404 404 404 404 404
POST organisations.edit_privacy_notice own     403 404 404 404 404 404 404 422 404
POST organisations.edit_privacy_notice foreign 403 404 404 404 404 404 404 404 404
GET  organisations.units         own     302 404 404 404 404 404 404 200 404
GET  organisations.units         foreign 302 404 404 404 404 404 404 404 404
POST organisations.units         own     403 404 404 404 404 404 404 422 404
POST organisations.units         foreign 403 404 404 404 404 404 404 404 404
GET  organisations.unit          own     302 404 404 404 404 404 404 200 404
GET  organisations.unit          foreign 302 404 404 404 404 404 404 404 404
POST organisations.unit          own     403 404 404 404 404 404 404 302 404
POST organisations.unit          foreign 403 404 404 404 404 404 404 404 404
GET  organisations.remove_unit   own     302 404 404 404 404 404 404 200 404
GET  organisations.remove_unit   foreign 302 404 404 404 404 404 404 404 404
POST organisations.remove_unit   own     403 404 404 404 404 404 404 302 404
POST organisations.remove_unit   foreign 403 404 404 404 404 404 404 404 404
POST organisations.confirm_people own    403 404 404 404 404 404 404 302 404
POST organisations.confirm_people foreign 403 404 404 404 404 404 404 404 404
GET  organisations.people        own     302 404 404 404 404 404 404 200 404
GET  organisations.people        foreign 302 404 404 404 404 404 404 404 404
GET  organisations.invite        own     302 404 404 404 404 404 404 200 404
GET  organisations.invite        foreign 302 404 404 404 404 404 404 404 404
POST organisations.invite        own     403 404 404 404 404 404 404 422 404
POST organisations.invite        foreign 403 404 404 404 404 404 404 404 404
POST organisations.withdraw_invitation own     403 404 404 404 404 404 404 302 404
POST organisations.withdraw_invitation foreign 403 404 404 404 404 404 404 404 404
POST organisations.resend_invitation   own     403 404 404 404 404 404 404 403 404
POST organisations.resend_invitation   foreign 403 404 404 404 404 404 404 404 404
GET  organisations.decide        own     302 404 404 404 404 404 404 200 404
GET  organisations.decide        foreign 302 404 404 404 404 404 404 404 404
POST organisations.decide        own     403 404 404 404 404 404 404 422 404
POST organisations.decide        foreign 403 404 404 404 404 404 404 404 404
GET  organisations.member        own     302 404 404 404 404 404 404 200 404
GET  organisations.member        foreign 302 404 404 404 404 404 404 404 404
POST organisations.member        own     403 404 404 404 404 404 404 302 404
POST organisations.member        foreign 403 404 404 404 404 404 404 404 404
GET  organisations.remove_member own     302 404 404 404 404 404 404 200 404
GET  organisations.remove_member foreign 302 404 404 404 404 404 404 404 404
POST organisations.remove_member own     403 404 404 404 404 404 404 403 404
POST organisations.remove_member foreign 403 404 404 404 404 404 404 404 404
GET  organisations.leave         own     302 404 404 404 404 404 404 200 404
GET  organisations.leave         foreign 302 404 404 404 404 404 404 404 404
POST organisations.leave         own     403 404 404 404 404 404 404 403 404
POST organisations.leave         foreign 403 404 404 404 404 404 404 404 404
GET  organisations.history       own     302 404 404 404 404 404 404 200 404
GET  organisations.history       foreign 302 404 404 404 404 404 404 404 404
GET  organisations.service       own     302 404 404 404 404 404 404 200 200
GET  organisations.service       foreign 302 404 404 404 404 404 404 404 200
POST organisations.service       own     403 404 404 404 404 404 404 422 422
POST organisations.service       foreign 403 404 404 404 404 404 404 404 422
POST organisations.remove_service own     403 404 404 404 404 404 404 302 302
POST organisations.remove_service foreign 403 404 404 404 404 404 404 404 302

GET  organisations.waiting       own     302 404 404 404 404 404 404 404 200
GET  organisations.confirm       own     302 404 404 404 404 404 404 404 200
GET  organisations.confirm       foreign 302 404 404 404 404 404 404 404 404
POST organisations.confirm       own     403 404 404 404 404 404 404 404 422
POST organisations.confirm       foreign 403 404 404 404 404 404 404 404 404
"""
"""The last owner can neither be removed nor leave; the invitation is minutes old and for somebody else; the stranger
asks to act. `foreign` to everybody are a kind that is not there, and to the operator what owners answer.
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    organisation = world.organisation
    name = endpoint.removeprefix("organisations.")
    if name in ("index", "services_of_all", "choose", "place", "waiting"):
        return {}
    slug = {"slug": organisation.slug}
    if name == "entry":
        return {"kind": "municipality", "key": "09775152"}
    if name == "found":
        # the first world's kind is there, a second world names one that is not
        return {"kind": "company" if _is_first(world) else "no-kind"}
    if name in ("unit", "remove_unit"):
        return {**slug, "unit_id": _kept(OrganisationUnit(organisation_id=organisation.id, name="Roads"))}
    if name in ("member", "remove_member"):
        of_owner = {"organisation_id": organisation.id, "person_id": world["organiser"].id}
        return {**slug, "member_id": db.session.query(OrganisationMember).filter_by(**of_owner).one().id}
    if name in ("withdraw_invitation", "resend_invitation"):
        return {**slug, "invitation_id": _an_invitation(world)}
    if name == "invitation":
        return {"token": sign(INVITATION, invitation=_an_invitation(world))}
    if name in ("decide", "take_back"):
        request = {"request_id": _a_request(world)}
        return {**slug, **request} if name == "decide" else slug
    return {"request_id": _a_request(world, is_waiting=_is_first(world))} if name == "confirm" else slug


def _is_first(world: World) -> bool:
    later = db.session.query(type(world.organisation)).filter_by(kind="municipality").order_by("id").first()
    return later is world.organisation


def _kept(thing: Any) -> int:
    db.session.add(thing)
    db.session.flush()
    number: int = thing.id
    return number


def _an_invitation(world: World) -> int:
    by = {"invited_by": world["organiser"].id, "invited_at": SPRING}
    told = {"mail": "invited@example.org", "language": "de", "seat": "officer"}
    return _kept(OrganisationInvitation(organisation_id=world.organisation.id, **told, **by))


def _a_request(world: World, *, is_waiting: bool = False) -> int:
    """From somebody without a seat, for the owner; or from the owner, for the operator."""
    asker = world["organiser" if is_waiting else "stranger"]
    asked = {"person_id": asker.id, "asked_at": SPRING, "message": "I work there."}
    return _kept(OrganisationRequest(organisation_id=world.organisation.id, **asked))
