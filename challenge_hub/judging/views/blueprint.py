"""The one blueprint of the jury's pages. None of them is public; none is kept."""

from typing import Any

from flask import Blueprint, request

from challenge_hub.infrastructure.asked import asked_number
from challenge_hub.infrastructure.carried import carried, carry_on
from challenge_hub.infrastructure.files import AROUND_A_FILE, MOST_BYTES

bp = Blueprint("judging", __name__)

ROUND = "round"
"""The word of the query by which every page of the jury's room is at a round other than the one judged now."""


def asked_round() -> int | None:
    """The round an address asks for; 0, which no call has, where that is no number."""
    return asked_number(ROUND)


carry_on(bp.name, ROUND)


@bp.url_defaults
def _same_round(endpoint: str, values: dict[str, Any]) -> None:
    """Links between the jury's pages stay at the round that was asked for."""
    for word, value in carried(endpoint).items():
        values.setdefault(word, value)


@bp.url_value_preprocessor
def _room_for_a_file(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Only where a file is sent may a request be as large as one; this comes before anything reads its body."""
    if endpoint == "judging.add_redacted_file":
        request.max_content_length = MOST_BYTES + AROUND_A_FILE
