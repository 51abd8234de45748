"""Documents to read, to print and to file: one outline of a few kinds of parts, as a page and as a tagged PDF.

The PDF follows PDF/UA-1 and PDF/A-2a. Typst writes it and checks it while writing: what breaks a rule is an error, not
a file. Its own fonts lie inside the file; a sign none of them has is given by its name in brackets.
"""

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from flask import Response, current_app

from challenge_hub.infrastructure.downloads import download

STANDARDS: list[Any] = ["a-2a", "ua-1"]
TEMPLATE = Path("documents", "document.typ")
UNDISPLAYED = "could not be displayed"
"""How typst says that no font has a sign."""


@dataclass(frozen=True)
class Foreign:
    """Words in another language than the document's, so that they are read out rightly."""

    words: str
    language: str

    def __str__(self) -> str:
        return self.words


Words = str | Foreign


@dataclass(frozen=True)
class Heading:
    """Level 2 below the title, then 3 and 4."""

    words: Words
    level: int = 2
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    words: Words
    kind: str = "paragraph"


@dataclass(frozen=True)
class Facts:
    """Terms, each with what is said of it."""

    items: Sequence[tuple[str, Words]]
    kind: str = "facts"


@dataclass(frozen=True)
class Bullets:
    items: Sequence[Words]
    kind: str = "bullets"


@dataclass(frozen=True)
class Table:
    """`columns` are labels with "text" or "number", `rows` have a cell for each; the cell at `head` names the row."""

    caption: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Words]]
    head: int = 0
    kind: str = "table"


@dataclass(frozen=True)
class Signatures:
    """Who signs: as what, and by which name."""

    lines: Sequence[tuple[str, str]]
    day: str
    kind: str = "signatures"


Part = Heading | Paragraph | Facts | Bullets | Table | Signatures


@dataclass(frozen=True)
class Document:
    """Everything a document says, in one language. `foot` stands below every page of the PDF."""

    language: str
    title: str
    subtitle: Words
    author: str
    made_at: datetime
    foot: str
    page_word: str
    parts: Sequence[Part]


def pdf_of(document: Document) -> bytes:
    """The document as PDF; the same document gives the same bytes. Raises where it breaks PDF/UA-1 or PDF/A-2a."""
    template = Path(str(current_app.template_folder)) / TEMPLATE
    written = json.dumps(_facts_of(document), ensure_ascii=False)
    for readable in (str, _without_rare, _without_far):
        try:
            return _compiled(template, readable(written), document.made_at)
        except typst.TypstError as error:
            if UNDISPLAYED not in str(error) or readable is _without_far:
                raise
    raise AssertionError("the last attempt returns or raises")


def pdf_answer(document: Document, name: str) -> Response:
    """The PDF to save, never kept on the way."""
    return download(pdf_of(document), name, "application/pdf")


def _facts_of(document: Document) -> dict[str, Any]:
    facts = asdict(document)
    made = document.made_at
    return {**facts, "made_at": None, "day": [made.year, made.month, made.day]}


def _compiled(template: Path, written: str, made_at: datetime) -> bytes:
    found = typst.compile(
        template,
        root=template.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"document": written},
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )
    return bytes(found)


def _without_rare(written: str) -> str:
    """Letters of Latin, Greek and Cyrillic and common signs stay; the rest is given by name."""
    return _named(written, lambda code: code < 0x0530 or 0x1E00 <= code < 0x20D0)


def _without_far(written: str) -> str:
    """What every font has stays."""
    return _named(written, lambda code: code < 0x0100 or code in (0x2013, 0x2014, 0x201C, 0x201D, 0x201E))


def _named(written: str, stays: Callable[[int], bool]) -> str:
    return "".join(sign if stays(ord(sign)) else _name_of(sign) for sign in written)


def _name_of(sign: str) -> str:
    if unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return ""
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
