"""One's own account, and the links in its mails. The stranger of a world has just entered another address."""

from typing import Any

from challenge_hub.accounts.logins import begin_session
from challenge_hub.accounts.models import LoginSession
from challenge_hub.accounts.queries import hash_of
from challenge_hub.accounts.rules import claim_seal, password_seal
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import sign
from challenge_hub.organisations.models import Organisation
from tests import factories as make
from tests.cast import SPRING, World

ROWS = """
# method endpoint own/foreign           visitor stranger member lead officer juror chair organiser operator
GET  accounts.register          own     200 302 302 302 302 302 302 302 302
POST accounts.register          own     422 302 302 302 302 302 302 302 302
GET  accounts.confirm           own     200 *
GET  accounts.confirm           foreign 200 *
POST accounts.confirm           own     403 302 403 403 403 403 403 403 403
POST accounts.confirm           foreign 403 *
GET  accounts.reset             own     200 *
POST accounts.reset             own     422 *
GET  accounts.new_password      own     200 *
GET  accounts.new_password      foreign 200 *
POST accounts.new_password      own     422 *
POST accounts.new_password      foreign 422 *
GET  accounts.account           own     302 200 200 200 200 200 200 200 200
POST accounts.account           own     403 422 422 422 422 422 422 422 422
GET  accounts.password          own     302 200 200 200 200 200 200 200 200
POST accounts.password          own     403 422 422 422 422 422 422 422 422
GET  accounts.mail              own     302 200 200 200 200 200 200 200 200
POST accounts.mail              own     403 422 422 422 422 422 422 422 422
POST accounts.confirmation      own     403 *
GET  accounts.devices           own     302 200 200 200 200 200 200 200 200
POST accounts.end_device        own     403 404 302 404 404 404 404 404 404
POST accounts.end_device        foreign 403 404 404 404 404 404 404 404 404
POST accounts.end_other_devices own     403 302 302 302 302 302 302 302 302
GET  accounts.second_step       own     404 *
POST accounts.second_step       own     404 *
GET  accounts.prove_again       own     302 200 200 200 200 200 200 200 200
POST accounts.prove_again       own     403 422 422 422 422 422 422 422 422
POST accounts.prove_with_passkey own    403 302 302 302 302 302 302 302 302
POST accounts.sign_in_with_passkey own  302 *
GET  accounts.factors           own     302 200 200 200 200 200 200 200 200
GET  accounts.code_app          own     302 200 200 200 200 200 200 200 200
POST accounts.code_app          own     403 422 422 422 422 422 422 422 422
POST accounts.remove_code_app   own     403 302 302 302 302 302 302 302 302
GET  accounts.recovery_codes    own     302 *
POST accounts.recovery_codes    own     403 302 302 302 302 302 302 302 302
GET  accounts.new_passkey       own     302 200 200 200 200 200 200 200 200
POST accounts.new_passkey       own     403 422 422 422 422 422 422 422 422
POST accounts.remove_passkey    own     403 404 302 404 404 404 404 404 404
POST accounts.remove_passkey    foreign 403 404 404 404 404 404 404 404 404
GET  sign_in_return             own     302 *
GET  sign_in_return             foreign 302 *
GET  accounts.enter_with        own     302 *
GET  accounts.enter_with        foreign 404 *
GET  accounts.returned          own     200 *
GET  accounts.returned          foreign 404 *
POST accounts.returned          own     302 *
POST accounts.returned          foreign 404 *
GET  accounts.first_time        own     302 *
POST accounts.first_time        own     302 *
GET  accounts.identities        own     302 200 200 200 200 200 200 200 200
GET  accounts.link_with         own     302 *
GET  accounts.link_with         foreign 302 404 404 404 404 404 404 404 404
GET  accounts.prove_with        own     302 *
GET  accounts.prove_with        foreign 302 404 404 404 404 404 404 404 404
GET  accounts.new_identity      own     302 *
POST accounts.new_identity      own     403 302 302 302 302 302 302 302 302
POST accounts.unlink_identity   own     403 404 403 404 404 404 404 404 404
POST accounts.unlink_identity   foreign 403 404 404 404 404 404 404 404 404
"""

WITH_SERVICE = {f"accounts.{name}" for name in ("enter_with", "link_with", "prove_with", "returned")} | {
    "sign_in_return"
}


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    if endpoint == "accounts.confirm":
        stranger = world["stranger"]
        stranger.claimed_mail = f"new-{stranger.id}@example.org"
        return {"token": sign("confirm", person=stranger.id, seal=claim_seal(stranger.claimed_mail))}
    if endpoint == "accounts.new_password":
        lead = world["lead"]
        return {"token": sign("reset", person=lead.id, seal=password_seal(None, str(lead.mail)))}
    if endpoint == "accounts.end_device":
        token = begin_session(world["member"], device="Firefox/Linux", now=SPRING)
        return {"number": db.session.query(LoginSession).filter_by(token_hash=hash_of(token)).one().id}
    if endpoint == "accounts.unlink_identity":
        return {"number": make.an_identity(world["member"]).id}  # their only way in
    if endpoint in WITH_SERVICE:
        return {"number": _a_service(world)}
    if endpoint == "accounts.remove_passkey":
        return {"number": make.a_passkey(world["member"]).id}
    return {}


def _a_service(world: World) -> int:
    """That of the first world; in a second one there is none."""
    first = db.session.query(Organisation.id).order_by(Organisation.id).first()
    if first and first[0] == world.organisation.id:
        make.a_service(world.organisation)
    return world.organisation.id
