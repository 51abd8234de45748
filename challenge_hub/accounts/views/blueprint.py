"""What the pages of this package share: their blueprint, and a look that locks nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint
from werkzeug.wrappers import Response

from challenge_hub.infrastructure.db import db, only_reading

bp = Blueprint("accounts", __name__)

Answer = str | Response | tuple[str, int]


@contextmanager
def looking() -> Iterator[None]:
    """Look something up before slow work: the transaction ends with the block, so nothing is held meanwhile."""
    with only_reading():
        yield
        db.session.rollback()
