"""What changed from one text to another: by paragraph, and inside a changed paragraph by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

MOST_COMPARED = 4_000_000
"""Pairs of words; a pair of paragraphs with more is shown as taken out and put in as a whole."""


class Change(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph, and what became of them."""

    change: Change
    text: str


Paragraph = tuple[Piece, ...]


def differences(old: str, new: str) -> list[Paragraph]:
    """Every paragraph of both texts in order; without its pieces put in it is the old text, without those taken out
    the new one. Paragraphs are parted by empty lines.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    found: list[Paragraph] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(Piece(Change.SAME, text),) for text in before[i:j]]
        else:
            pairs = zip_longest(before[i:j], after[k:m], fillvalue="")
            found += [tuple(_within(one, other)) for one, other in pairs]
    return found


def has_changed(paragraphs: Sequence[Paragraph]) -> bool:
    return any(piece.change is not Change.SAME for paragraph in paragraphs for piece in paragraph)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _within(old: str, new: str) -> Iterator[Piece]:
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    if len(before) * len(after) > MOST_COMPARED:
        yield from (Piece(Change.OUT, old), Piece(Change.IN, new))
        return
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(before[i:j]))
            continue
        if i < j:
            yield Piece(Change.OUT, "".join(before[i:j]))
        if k < m:
            yield Piece(Change.IN, "".join(after[k:m]))
