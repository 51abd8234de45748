"""The one blueprint of votes. No page of it is kept."""

from flask import Blueprint

from challenge_hub.voting.words import STATES

bp = Blueprint("voting", __name__)

Answer = str | tuple[str, int]


@bp.context_processor
def _words() -> dict[str, object]:
    return {"states": STATES}
