"""What has to be read again is encrypted with a key made from SECRET_KEY; what has only to be known again is hashed."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def seal(purpose: str, facts: Any) -> str:
    """Facts as a word nobody else can read or make."""
    return _box(purpose).encrypt(json.dumps(facts).encode()).decode()


def unseal(purpose: str, word: str, *, max_age: timedelta | None = None) -> Any:
    """The facts of such a word; None where it is forged, of another purpose or key, or too old."""
    try:
        return json.loads(_box(purpose).decrypt(word.encode(), ttl=int(max_age.total_seconds()) if max_age else None))
    except (InvalidToken, UnicodeError):
        return None


def keyed_hash(purpose: str, text: str) -> str:
    """What is stored of a word; without the key nobody can find the word by trying."""
    return hmac.new(_key(f"hash:{purpose}"), text.encode(), hashlib.sha256).hexdigest()


def _box(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(f"seal:{purpose}")))


def _key(info: str) -> bytes:
    secret: str = current_app.config["SECRET_KEY"]
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info.encode()).derive(secret.encode())
