"""Codes of ballots: drawn, and what is stored of them."""

import secrets

from challenge_hub.infrastructure.sealing import keyed_hash
from challenge_hub.voting.rules import LENGTH, LETTERS


def drawn_codes(many: int) -> list[str]:
    """So many new codes, from the system's chance."""
    return ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(many)]


def hash_of(code: str) -> str:
    """By this a ballot is found again; without the key of the platform nobody finds a code by trying."""
    return keyed_hash("ballot", code)
