"""Links for mails: full addresses, and signed words that open one door for one purpose and a limited time."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import current_app, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from challenge_hub.infrastructure.i18n import page_language


def address_of(endpoint: str, **values: Any) -> str:
    """The full address of a page in the language at work, also where no request is."""
    base: str = current_app.extensions["settings"].base_url
    values.setdefault("language", page_language())
    with current_app.test_request_context(base_url=base):
        return base + url_for(endpoint, **values)


def sign(purpose: str, **facts: int | str | None) -> str:
    """Facts as a word nobody can forge, good for this purpose alone. Made when a mail is sent, never stored."""
    return _serializer(purpose).dumps(facts)


def read_signed(purpose: str, word: str, *, max_age: timedelta) -> Mapping[str, Any] | None:
    """The facts of a signed word; None where it is forged, of another purpose, or too old."""
    try:
        facts: Mapping[str, Any] = _serializer(purpose).loads(word, max_age=int(max_age.total_seconds()))
    except BadData:
        return None
    return facts


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    how = {"digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"link:{purpose}", signer_kwargs=how)
