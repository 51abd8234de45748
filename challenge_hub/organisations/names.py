"""How an organisation is called: with the state or country that tells it from its namesakes. Pure."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache
from typing import Protocol

from babel import Locale

from challenge_hub.infrastructure.text import fold
from challenge_hub.organisations.keys import LENGTHS
from challenge_hub.organisations.register import english_name

GERMANY = "DE"
NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Two letters that stand for something else."""


NAMES_IN_ADDRESSES = {"new", "waiting", "invitations"}
"""Words of our own addresses, which no organisation gets."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Called(Protocol):
    """What a name is made of."""

    kind: str
    name: str
    country: str
    state: str | None


def full_name(organisation: Called, language: str) -> str:
    """ "Senden (Bayern)", "Amberg (kreisfreie Stadt, Bayern)", "Nizza (Frankreich)"; a company has its name alone.

    Only a municipality abroad has another name in English.
    """
    name, place = organisation.name, organisation.state
    if organisation.kind not in LENGTHS:
        return name
    if organisation.country != GERMANY:
        if language == "en":
            name = english_name(organisation.country, name) or name
        place = place or str(Locale.parse(language).territories.get(organisation.country, organisation.country))
    if not place or place == name:  # Berlin and Hamburg are called like their states
        return name
    return f"{name[:-1]}, {place})" if name.endswith(")") else f"{name} ({place})"


@cache
def countries(language: str) -> Sequence[tuple[str, str]]:
    """All countries as (code, name in this language), Germany first, then by name."""
    named = Locale.parse(language).territories.items()
    real = [(code, name) for code, name in named if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
    return sorted(real, key=lambda item: (item[0] != GERMANY, fold(item[1])))


def slug_for(name: str, state: str | None, taken: Collection[str]) -> str:
    """A free key for the address, from the name, with the state where the name alone is taken.

    In: the name in any script, and the keys that are taken. Out: small letters a to z, digits and single hyphens, at
    most 110 characters: "senden", "senden-nordrhein-westfalen", "senden-nordrhein-westfalen-2".
    """
    used = {*taken, *NAMES_IN_ADDRESSES}
    name_alone = _key(name) or "organisation"
    if name_alone not in used:
        return name_alone
    with_state = f"{name_alone}-{_key(state)}" if state else name_alone
    numbered = (f"{with_state}-{number}" for number in range(2, len(used) + 3))
    return with_state if with_state not in used else next(slug for slug in numbered if slug not in used)


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(UMLAUTS))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:70].strip("-")
