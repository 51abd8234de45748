"""Which words of a solution give away whose it is, and where they stand. A person decides what is taken out."""

import random
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from challenge_hub.access import YES, Decision

SHORTEST = 3
"""Parts of a name with fewer letters stand in too many other words."""

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+|[^\s<>@]+@[^\s<>@]+\.[^\s<>@.,;:]+", re.IGNORECASE)
ROOM = 10
"""Numbers are drawn from so many times as many as are wanted, so that a gap tells nothing."""


@dataclass(frozen=True)
class Origin:
    """What is known of where a solution comes from: the team, its organisation, its people, its addresses."""

    team: str
    organisation: str | None
    members: Sequence[str]
    addresses: Sequence[str]


def telling_words(origin: Origin) -> list[str]:
    """The words to look for, the longest first: whole names and their parts, hosts, and who a repository belongs to."""
    found = {origin.team, origin.organisation or "", *origin.members}
    found |= {part for name in origin.members for part in re.split(r"[\s.]+", name)}
    for address in origin.addresses:
        parts = urlsplit(address)
        found |= {address, parts.hostname or "", owner_in(address)}
    wanted = {word.strip() for word in found if len(word.strip()) >= SHORTEST}
    return sorted(wanted, key=lambda word: (-len(word), word))


def owner_in(address: str) -> str:
    """Whose repository an address names: the first step of its path, where there are two; else nothing."""
    steps = [step for step in urlsplit(address).path.split("/") if step]
    return steps[0].removeprefix("~") if len(steps) > 1 else ""


def pieces(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in its order, cut where something tells: (piece, whether it tells). Addresses always do."""
    named = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words]
    telling = re.compile("|".join([ADDRESS.pattern, *named]), re.IGNORECASE)
    found, end = [], 0
    for match in telling.finditer(text):
        found += [(text[end : match.start()], False)] if match.start() > end else []
        found.append((match.group(), True))
        end = match.end()
    return [*found, *([(text[end:], False)] if end < len(text) else [])]


def telling_in(texts: Iterable[str], words: Collection[str]) -> list[str]:
    """What tells in these texts, each once, in the order of reading."""
    return list(dict.fromkeys(piece for text in texts for piece, tells in pieces(text, words) if tells))


def may_redact(*, is_anonymised: bool, version_seen: int, version: int) -> Decision:
    """Whether a copy is written: while names are hidden, and of the version that counts.

    Refuses with names-are-known and newer-version.
    """
    if not is_anonymised:
        return Decision("names-are-known")
    return YES if version_seen == version else Decision("newer-version")


def may_release_copy(*, may: Decision, telling: int, is_checked: bool) -> Decision:
    """What seems to tell is looked at by a person before the jury gets it.

    Refuses as `may` does, and with copy-still-tells.
    """
    if not may:
        return may
    return Decision("copy-still-tells") if telling and not is_checked else YES


def draw_numbers(wanted: int, *, taken: Collection[int], seed: int) -> list[int]:
    """So many numbers that are not taken, by chance; of three digits while there are few."""
    last = 999
    while last < ROOM * (wanted + len(taken)) + 100:
        last = last * 10 + 9
    free = [number for number in range(100, last + 1) if number not in taken]
    return random.Random(seed).sample(free, wanted)  # noqa: S311 - the seed is of the system's own chance, and not kept
