"""What the pages of this package share: their blueprint, and a look that locks nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from challenge_hub.access import Actor, Lack
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.db import db, only_reading

bp = Blueprint("accounts", __name__)

Answer = str | Response | tuple[str, int]


def way_in(actor: Actor, wanted: str | None = None) -> str:
    """Where somebody goes who has just come in: to what they lack, or to the page they wanted."""
    if actor.lack is Lack.PROOF:
        return url_for("accounts.second_step", next=own_address(wanted))
    if actor.lack is Lack.FACTOR:
        return url_for("accounts.factors", next=own_address(wanted))
    return own_address(wanted) or url_for("pages.me")


@contextmanager
def looking() -> Iterator[None]:
    """Look something up before slow work: the transaction ends with the block, so nothing is held meanwhile."""
    with only_reading():
        yield
        db.session.rollback()
