"""Names in texts that people wrote."""

import re
from collections.abc import Mapping

SHORTEST = 3
"""A part of a name with fewer letters is like too many words."""


def without_names(text: str, refs: Mapping[str, int]) -> str:
    """The text with [1] in the place of a name of somebody (`refs` gives their numbers): the whole name, or its last
    word alone, in any case and also in the genitive. The number is that of the juror in the same document.
    """
    if not text:
        return text
    wanted: dict[str, int] = {}
    for name, ref in refs.items():
        last = name.split()[-1] if name.split() else ""
        wanted |= {part.casefold(): ref for part in (last, name) if len(part) >= SHORTEST}
    if not wanted:
        return text
    names = "|".join(re.escape(name) for name in sorted(wanted, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)({names})(s|’s|'s)?(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda found: f"[{wanted[found[1].casefold()]}]", text)
