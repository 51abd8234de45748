"""Passwords: argon2id, and the same work whether somebody is known or not."""

from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = _hasher.hash("nobody has this password")
"""Checked where nobody is found, so that the time taken tells nothing."""


def hashed(password: str) -> str:
    """An argon2id hash with a salt of its own. Slow by intent: make it before the transaction begins."""
    return _hasher.hash(_same_letters(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Whether a password belongs to a hash; without a hash the same work is done, and the answer is no."""
    try:
        return _hasher.verify(password_hash or NOBODYS, _same_letters(password)) and password_hash is not None
    except (Argon2Error, InvalidHashError):
        return False


def _same_letters(password: str) -> str:
    """Some keyboards send ü as two signs."""
    return normalize("NFC", password)
