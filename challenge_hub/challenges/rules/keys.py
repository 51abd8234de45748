"""The address and the number of a challenge."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_KEY = 60
UNPUBLISHED = "draft-"
"""How the key of a challenge begins until it is published for the first time; a random word follows."""

DRAFT_POSITIONS = 1_000_000
"""Drafts stand behind everything published, so that their number tells nobody how many there are."""

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def is_unpublished_key(key: str) -> bool:
    return key.startswith(UNPUBLISHED)


def readable_key(title: str, *, taken: Collection[str]) -> str:
    """The lasting key of a challenge, from its title: small letters, digits, hyphens, at most 60 characters and more
    only for a number that tells it from those `taken`. A title without such letters gives "challenge".
    """
    plain = unicodedata.normalize("NFKD", title.casefold().translate(GERMAN)).encode("ascii", "ignore").decode()
    words = "-".join(re.findall("[a-z0-9]+", plain))[:LONGEST_KEY].strip("-")
    key = words.removeprefix(UNPUBLISHED) or "challenge"
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return key if key not in taken else next(other for other in numbered if other not in taken)
