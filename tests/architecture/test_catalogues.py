"""Both languages are complete, and a page in German speaks German throughout."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from challenge_hub.access import OPERATOR
from challenge_hub.calls.queries import any_round
from challenge_hub.results.actions import publish
from tests import factories as make
from tools import catalogue

GERMAN = catalogue.TRANSLATIONS / "de" / "LC_MESSAGES" / "messages.po"
NOON = datetime(2027, 6, 2, 12, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
REPORT = "/accessibility/report"
BAD_REPORTS = (
    {"message": ""},
    {"message": "x" * 5001},
    {"message": "a\x07b", "page": "p" * 501},
    {"message": "a", "mail": "m" * 255},
    {"message": "a", "mail": "nobody"},
)
COMPLAINTS = {
    "Please describe the barrier.",
    "Please remove the invisible control characters.",
    "Please enter an address such as name@example.org.",
}
TOO_LONG = "Please use at most %(number)s characters."
LENGTHS = {"de": ("5.000", "500"), "en": ("5,000", "500")}


@pytest.fixture(scope="module")
def present() -> Catalog:
    """What code and templates hold now."""
    return catalogue.extracted()


@pytest.fixture(scope="module")
def german() -> Catalog:
    return catalogue.read(GERMAN)


def keys(some: Catalog) -> set[tuple[object, object]]:
    return {(message.id, message.context) for message in catalogue.sentences(some)}


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def test_the_german_catalogue_has_the_sentences_of_code_and_templates_and_no_other(
    present: Catalog, german: Catalog
) -> None:
    assert keys(german) ^ keys(present) == set(), "run: python tools/catalogue.py update"


def test_every_sentence_is_translated_and_none_is_a_guess(german: Catalog) -> None:
    assert [message.id for message in catalogue.untranslated(german)] == []
    assert [message.id for message in catalogue.sentences(german) if message.fuzzy] == []
    assert list(german.obsolete) == []


def test_a_translation_fills_in_what_the_sentence_fills_in(german: Catalog) -> None:
    differing = [
        message.id
        for message in catalogue.sentences(german)
        for form in forms(message.string)
        if set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(" ".join(forms(message.id))))
        or len(re.findall("%", form)) != len(PLACEHOLDER.findall(form)) + 2 * form.count("%%")
    ]

    assert differing == []


def test_a_translation_ends_as_its_sentence_does(german: Catalog) -> None:
    marks = ".:?!"
    differing = [
        message.id
        for message in catalogue.sentences(german)
        for form in forms(message.string)
        if (form[-1:] in marks) != (forms(message.id)[-1][-1] in marks) or form != form.strip()
    ]

    assert differing == []


def test_the_catalogue_is_kept_as_the_tool_writes_it(present: Catalog, german: Catalog) -> None:
    again = catalogue.po_text(catalogue.updated(german, present))

    assert GERMAN.read_bytes() == again, "run: python tools/catalogue.py update"


def test_the_compiled_catalogue_is_the_written_one(german: Catalog) -> None:
    with GERMAN.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)

    def told(some: Catalog) -> dict[object, object]:
        return {(forms(m.id), m.context): forms(m.string) for m in catalogue.sentences(some)}

    assert told(compiled) == told(german), "run: python tools/catalogue.py compile"
    assert compiled.plural_forms == german.plural_forms


def test_the_file_holds_no_dates_and_no_lines() -> None:
    text = GERMAN.read_text(encoding="utf-8")
    places = re.findall(r"^#: (.+)$", text, flags=re.M)

    assert "-Date:" not in text
    assert [place for place in places if ":" in place] == []


def test_an_update_keeps_translations_and_drops_what_is_gone_or_guessed() -> None:
    old = read_po(
        [
            'msgid "Kept"', 'msgstr "Bleibt"', "",
            "#, fuzzy", 'msgid "Guessed"', 'msgstr "Geraten"', "",
            'msgid "Gone"', 'msgstr "Weg"',
        ],
        locale="de",
    )  # fmt: skip
    present = Catalog()
    for words in ("Kept", "Guessed", "New"):
        present.add(words)

    new = catalogue.updated(old, present)

    assert {m.id: m.string or "" for m in catalogue.sentences(new)} == {"Kept": "Bleibt", "Guessed": "", "New": ""}


class Visible(HTMLParser):
    """What a page says in its own language: text and spoken attributes, without parts marked as another language."""

    SPOKEN = ("aria-label", "alt", "title", "placeholder")
    VOID = ("meta", "link", "input", "img", "br", "hr", "path", "circle", "line")

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.words: list[str] = []
        self.open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        foreign = facts.get("lang") not in (None, self.language)
        if not any(self.open) and not foreign:
            spoken = (*self.SPOKEN, *(("content",) if facts.get("name") == "description" else ()))
            self.words += [facts[name] or "" for name in spoken if name in facts]
        if tag not in self.VOID:
            self.open.append(foreign)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.open):
            self.words.append(data)


def visible(html: str, language: str = "de") -> str:
    page = Visible(language)
    page.feed(html)
    return " ".join(" ".join(page.words).split())


Sentences = list[tuple[str, str, re.Pattern[str]]]


def long_sentences(some: Catalog) -> Sentences:
    """English of more than three words that German says otherwise, as it would appear with anything filled in.

    Between the two stands its longest part, which is searched first: that is quick.
    """
    found = []
    for message in catalogue.sentences(some):
        for english in forms(message.id):
            if len(english.split()) > 3 and english not in forms(message.string):
                pieces = re.split(r"%\(\w+\)s", " ".join(english.split()))
                pattern = re.compile(".{1,200}?".join(re.escape(piece) for piece in pieces))
                found.append((english, max(pieces, key=len), pattern))
    return found


def english_on(page: str, some: Sentences) -> list[str]:
    words = visible(page)
    return [english for english, part, pattern in some if part in words and pattern.search(words)]


def static_addresses(app: Flask) -> list[str]:
    """Every page that needs nothing but a language."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.arguments == {"language"} and "GET" in rule.methods]
    return sorted(rule.rule.replace("<any(de, en):language>", "de") for rule in rules)


def test_a_german_page_without_data_holds_no_english_sentence(app: Flask, client: FlaskClient, german: Catalog) -> None:
    english = long_sentences(german)
    addresses = [*static_addresses(app), "/de/nowhere", "/de/challenges?q=xyzzy", "/de/solutions?q=xyzzy"]

    left = {address: english_on(client.get(address, follow_redirects=True).text, english) for address in addresses}

    assert len(addresses) > 10
    assert {address: found for address, found in left.items() if found} == {}


def test_a_german_page_with_data_holds_no_english_sentence(client: FlaskClient, german: Catalog) -> None:
    call = make.a_call()
    solution = make.a_solution(make.a_challenge(call))
    judging_round = make.a_round(call)
    for points in range(5):
        make.a_review(judging_round, make.a_juror(call), solution, {"impact": str(points)})
    publish(
        any_round(call.id, 1),
        number=1,
        seed=1,
        reason=None,
        published_at=datetime(2025, 6, 2, 12, tzinfo=UTC),
        by=OPERATOR,
        now=NOON,
    )
    seen, waiting, english = {}, ["/de/"], long_sentences(german)

    while waiting:
        address = waiting.pop()
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        seen[address] = english_on(answer.text, english)
        linked = set(re.findall(r'<a[^>]* href="(/de/[^"#]*)"', answer.text))
        waiting += sorted(linked - seen.keys() - set(waiting))

    assert f"/de/calls/{call.slug}/results" in seen
    assert f"/de/calls/{call.slug}/solutions/{solution.key}" in seen
    assert {address: found for address, found in seen.items() if found} == {}


def test_an_english_sentence_on_a_german_page_would_be_seen(german: Catalog) -> None:
    page = '<p><b>x</b></p><a aria-label="Seite">The results <i>appear here</i> as soon as they are published.</a>'
    spoken = '<img alt="The address or the title of the page.">'
    marked = f'<div lang="en">{page}{spoken}</div>'

    assert english_on(page, long_sentences(german)) == ["The results appear here as soon as they are published."]
    assert english_on(spoken, long_sentences(german)) == ["The address or the title of the page."]
    assert english_on(marked, long_sentences(german)) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_wrong_with_a_report_is_said_in_the_language_of_the_page(
    client: FlaskClient, german: Catalog, language: str
) -> None:
    pages = [client.post(f"/{language}{REPORT}", data=report).text for report in BAD_REPORTS]
    said = {error for page in pages for error in re.findall(r'<a href="#field-\w+">([^<]+)</a>', page)}

    def told(english: str) -> str:
        message = german.get(english)
        assert isinstance(message, Message)
        return english if language == "en" else str(message.string)

    assert said == {told(complaint) for complaint in COMPLAINTS} | {
        told(TOO_LONG) % {"number": length} for length in LENGTHS[language]
    }


def test_a_form_that_expired_says_so_in_german(app: Flask, client: FlaskClient, german: Catalog) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post(f"/de{REPORT}", data={"message": "Ich komme nicht weiter."})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 400
    assert "Das Formular war zu lange" in visible(answer.text)
    assert english_on(answer.text, long_sentences(german)) == []
