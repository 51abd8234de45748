"""The wording of a rubric in versions: what is kept of it, and what differs between two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypedDict

from challenge_hub.access import YES, Decision


class WordingPart(StrEnum):
    """What of a criterion has words."""

    NAME = "name"
    DESCRIPTION = "description"
    ANCHOR = "anchor"


class Worded(TypedDict):
    """The words of one criterion, {"de": "…"}, and what points mean, {"1": {"de": "…"}}. `weight` is text."""

    key: str
    name: dict[str, str]
    description: dict[str, str]
    anchors: dict[str, dict[str, str]]
    weight: str


Piece = tuple[str, str]
"""Words, and what became of them: "same", "gone" or "new"."""


@dataclass(frozen=True)
class Difference:
    """One text that differs: of which criterion (its older name), which part in which language, before and after.

    `points` names the points an anchor explains.
    """

    criterion: Mapping[str, str]
    part: WordingPart
    points: str
    language: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def differences(old: Sequence[Worded], new: Sequence[Worded]) -> list[Difference]:
    """What differs between two versions, criterion by criterion in the order of the newer one, then those gone."""
    before, after = ({worded["key"]: worded for worded in version} for version in (old, new))
    keys = [*after, *(key for key in before if key not in after)]
    return [found for key in keys for found in _of_criterion(before.get(key), after.get(key))]


def _of_criterion(old: Worded | None, new: Worded | None) -> Iterator[Difference]:
    before, after = (dict(_texts(worded)) if worded else {} for worded in (old, new))
    known = old or new
    name = known["name"] if known else {}
    for place in [*after, *(place for place in before if place not in after)]:
        was, becomes = before.get(place, ""), after.get(place, "")
        if was != becomes:
            part, points, language = place
            yield Difference(name, part, points, language, *marked(was, becomes))


def _texts(worded: Worded) -> Iterator[tuple[tuple[WordingPart, str, str], str]]:
    for language, text in worded["name"].items():
        yield (WordingPart.NAME, "", language), text
    for language, text in worded["description"].items():
        yield (WordingPart.DESCRIPTION, "", language), text
    for points, meaning in worded["anchors"].items():
        for language, text in meaning.items():
            yield (WordingPart.ANCHOR, points, language), text


def marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, word by word: what stayed, what is gone from the first, what is new in the second."""
    old, new = before.split(), after.split()
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append((" ".join(old[a:b]), "same" if kind == "equal" else "gone"))
        if d > c:
            right.append((" ".join(new[c:d]), "same" if kind == "equal" else "new"))
    return tuple(left), tuple(right)


def may_keep_version(*, is_changed: bool, reason: str, is_current: bool) -> Decision:
    """Whether an amended wording becomes the next version.

    Refuses with newer-edit (somebody else amended it since the form was opened), wording-is-the-same and
    amendment-needs-reason.
    """
    if not is_current:
        return Decision("newer-edit")
    if not is_changed:
        return Decision("wording-is-the-same")
    return YES if reason else Decision("amendment-needs-reason")
