"""The blueprint all pages of this package belong to."""

from typing import Any

from flask import Blueprint, request

from challenge_hub.infrastructure.files import AROUND_A_FILE, MOST_BYTES

bp = Blueprint("solutions", __name__)


@bp.url_value_preprocessor
def _room_for_a_file(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Only where a file is sent may a request be as large as one; this comes before anything reads its body."""
    if endpoint == "solutions.files":
        request.max_content_length = MOST_BYTES + AROUND_A_FILE
