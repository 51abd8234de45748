"""Keys for addresses, made from the names people give."""

import re
import unicodedata
from collections.abc import Collection, Mapping

LONGEST = 60
RESERVED = frozenset({"new"})
"""Words that are addresses of their own below /calls/."""

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def key_from(name: Mapping[str, str]) -> str:
    """A readable key from a name by language, the first there is: "Straßen für alle" becomes strassen-fuer-alle."""
    words = next(iter(name.values()), "").casefold().translate(_SPELT_OUT)
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", bare))[:LONGEST].strip("-") or "unnamed"


def unused(key: str, taken: Collection[str]) -> str:
    """The key, or the first of key-2, key-3 … that is not taken nor reserved."""
    if key not in taken and key not in RESERVED:
        return key
    return next(f"{key}-{number}" for number in range(2, len(taken) + 3) if f"{key}-{number}" not in taken)
