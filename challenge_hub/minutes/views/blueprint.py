"""The blueprint that all pages of this package hang on, and how both doors hand out an edition."""

from typing import Any

from flask import Blueprint, Response, request

from challenge_hub.infrastructure.downloads import download
from challenge_hub.infrastructure.files import AROUND_A_FILE, MOST_BYTES

bp = Blueprint("minutes", __name__)


@bp.url_value_preprocessor
def _room_for_a_file(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Only where a file is sent may a request be as large as one; this comes before anything reads its body."""
    if endpoint == "minutes.signed":
        request.max_content_length = MOST_BYTES + AROUND_A_FILE


def json_answer(written: str, name: str) -> Response:
    """Exactly the text that was frozen: its SHA-256 is the fingerprint."""
    return download(written, name, "application/json")
