"""The minutes as PDF: tagged, with title and language; what breaks PDF/UA-1 or PDF/A-2a is no file."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from pikepdf import Pdf
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure import documents
from challenge_hub.infrastructure.documents import Bullets, Document, Facts, Foreign, Heading, Paragraph, Part, Table
from tests.cast import World
from tests.judging.juries import browser
from tests.minutes.recorded import LATER, a_recorded_jury, an_edition, with_results


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_recorded_jury()


def a_document(*parts: Part, **more: Any) -> Document:
    facts = {
        "language": "de", "title": "Niederschrift", "subtitle": "Ein Aufruf", "author": "Musterstadt",
        "made_at": datetime(2027, 3, 1, tzinfo=UTC), "foot": "Ausgabe 1", "page_word": "Seite",
    }  # fmt: skip
    return Document(**{**facts, **more}, parts=parts)


def tags_in(pdf: Pdf) -> set[str]:
    """Every kind of structure element in the document."""
    found, todo = set(), [pdf.Root.StructTreeRoot]
    while todo:
        part = todo.pop()
        if "/S" in part:
            found.add(str(part["/S"]))
        children = part.get("/K", [])
        todo += [child for child in (children if isinstance(children, list) else _items(children)) if _has_kind(child)]
    return found


def _items(children: Any) -> list[Any]:
    try:
        return list(children) if children._type_name == "array" else [children]
    except AttributeError:
        return []


def _has_kind(child: Any) -> bool:
    return getattr(child, "_type_name", "") == "dictionary"


@pytest.mark.parametrize(("language", "title"), [("de", "Niederschrift"), ("en", "Minutes of the sittings")])
def test_the_pdf_is_tagged_and_knows_its_language_and_title(
    app: Flask, world: World, language: str, title: str
) -> None:
    an_edition(with_results(world), remarks="Zwei Zeilen\nüber alles.")

    with time_machine.travel(LATER, tick=False):
        client = browser(app, world, "chair")
        answer = client.get(f"/{language}/calls/{world.call.slug}/jury/minutes/1/minutes.pdf")

    pdf = Pdf.open(io.BytesIO(answer.data))
    with pdf.open_metadata() as metadata:
        standards = (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"])
    assert answer.mimetype == "application/pdf"
    assert str(pdf.Root.Lang) == language
    assert str(pdf.docinfo["/Title"]).startswith(title)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert standards == ("1", "2", "A")
    assert tags_in(pdf) >= {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/P"}


def test_the_same_document_is_the_same_file(app: Flask) -> None:
    document = a_document(Heading("Jury"), Paragraph("Zwei Sätze."))
    with app.app_context():
        assert documents.pdf_of(document) == documents.pdf_of(document)


@pytest.mark.parametrize(
    "words", ["Team 🚀", "团队", "مرحبا بالعالم 🦊", "a\u200db \ue000 \ufffe", "#title *[x]* \\ $x$ @ref"]
)
def test_no_sign_of_a_name_breaks_the_file(app: Flask, words: str) -> None:
    document = a_document(
        Heading(words),
        Facts([(words, Foreign(words, "en"))]),
        Bullets([words]),
        Table(words, [(words, "text"), ("Zahl", "number")], [[words, "1"]]),
        subtitle=words,
        title=words,
    )
    with app.app_context():
        assert documents.pdf_of(document).startswith(b"%PDF-")


def test_what_breaks_the_standard_is_an_error_and_no_file(app: Flask) -> None:
    """Headings that skip a level are against PDF/UA-1; nobody else checks here but the writer itself."""
    with app.app_context(), pytest.raises(RuntimeError, match="PDF/UA-1"):
        documents.pdf_of(a_document(Heading("Zu tief", 4)))


def test_signs_that_no_font_has_are_given_by_name(app: Flask) -> None:
    assert documents._without_rare(json.dumps("Rakete 🚀", ensure_ascii=False)) == '"Rakete [rocket]"'
