"""The operator's rooms: for nobody else. The account is the stranger's, the mail one that was given up."""

from typing import Any

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from tests.cast import SPRING, World

ROWS = """
# method endpoint own/foreign            visitor stranger member lead officer juror chair organiser operator
GET  operating.overview          own     302 404 404 404 404 404 404 404 200
POST operating.confirm_operators own     403 404 404 404 404 404 404 404 302
GET  operating.accounts          own     302 404 404 404 404 404 404 404 200
POST operating.accounts          own     403 404 404 404 404 404 404 404 422
GET  operating.account           own     302 404 404 404 404 404 404 404 200
GET  operating.account           foreign 302 404 404 404 404 404 404 404 200
POST operating.look              own     403 404 404 404 404 404 404 404 422
POST operating.look              foreign 403 404 404 404 404 404 404 404 422
POST operating.disable           own     403 404 404 404 404 404 404 404 422
POST operating.disable           foreign 403 404 404 404 404 404 404 404 422
POST operating.enable            own     403 404 404 404 404 404 404 404 403
POST operating.enable            foreign 403 404 404 404 404 404 404 404 403
POST operating.sign_out          own     403 404 404 404 404 404 404 404 302
POST operating.sign_out          foreign 403 404 404 404 404 404 404 404 302
POST operating.mail_reset        own     403 404 404 404 404 404 404 404 302
POST operating.mail_reset        foreign 403 404 404 404 404 404 404 404 302
GET  operating.queue             own     302 404 404 404 404 404 404 404 200
POST operating.retry_mail        own     403 404 404 404 404 404 404 404 302
POST operating.retry_mail        foreign 403 404 404 404 404 404 404 404 302
GET  operating.trail             own     302 404 404 404 404 404 404 404 200
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    if endpoint == "operating.retry_mail":
        return {"number": _mail(world)}
    if endpoint in ("operating.overview", "operating.confirm_operators", "operating.accounts", "operating.queue"):
        return {}
    return {} if endpoint == "operating.trail" else {"number": world["stranger"].id}


def _mail(world: World) -> int:
    row = OutboxRow(kind="x", facts={}, person_id=world["stranger"].id, created_at=SPRING, last_error="refused")
    db.session.add(row)
    db.session.flush()
    return row.id
