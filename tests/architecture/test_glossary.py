"""docs/glossary.md is kept: every word of the code has a row, every row stands on a page, nobody says the rest."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog

from tools import catalogue

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "challenge_hub"
SOURCES = sorted(PACKAGE.rglob("*.py"))
GROUND = {"cli", "demo", "infrastructure", "translations"}  # rooms without a word of the story
NAMES = ("Challenge Hub", "Call for Solutions", "Calls for Solutions", "My tasks", "Meine Aufgaben")
GENDER_SIGN = re.compile(
    r"\w[*:·_/]-?in(nen)?\b"  # the sign before the ending
    r"|[a-zäöüß]In(nen)?\b"  # the capital inside
    r"|\((in|innen|r|n|e|er|en)\)"  # the ending in brackets
    r"|\w[*·]\w"
    r"|\b(ein|jed|d)e?[*:_/]-?[ernms]+\b"
)
FAMILIAR = re.compile(r"\b(du|dich|dir|dein(e[mnrs]?)?|euch|euer|eure[mnrs]?)\b", re.IGNORECASE)


class Row(NamedTuple):
    code: tuple[str, ...]
    english: str
    german: str
    never: dict[str, tuple[str, ...]]


def rows_of(table: str) -> list[Row]:
    """The rows of the glossary; a word before a slash is the singular, in italics it is on no page yet."""
    lines = [line.strip("| ").split("|") for line in table.splitlines() if line.startswith("| `")]
    return [
        Row(tuple(re.findall(r"`([^`]+)`", code)), english.strip(), german.strip(), _never("".join(never)))
        for code, english, german, *never in lines
    ]


def _never(cell: str) -> dict[str, tuple[str, ...]]:
    parts = (part.partition(":") for part in cell.split(";"))
    return {key.strip(): tuple(word.strip() for word in words.split(",")) for key, _, words in parts if key.strip()}


ROWS = rows_of((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
NEVER = {language: sorted({word for row in ROWS for word in row.never.get(language, ())}) for language in ("en", "de")}


def bare(words: str) -> str:
    """A sentence without names and placeholders."""
    for name in NAMES:
        words = words.replace(name, "")
    return re.sub(r"%\(\w+\)s", "", words)


def _forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@cache
def english() -> list[str]:
    return [bare(form) for message in catalogue.sentences(catalogue.extracted()) for form in _forms(message.id)]


@cache
def catalogue_in_german() -> Catalog:
    return catalogue.read(catalogue.TRANSLATIONS / "de" / "LC_MESSAGES" / "messages.po")


@cache
def german() -> list[str]:
    return [
        bare(form) for message in catalogue.sentences(catalogue_in_german()) for form in _forms(message.string or "")
    ]


def forms_of(word: str) -> re.Pattern[str]:
    """A whole word with the usual endings and the umlaut of its plural; nouns are told from verbs by their capital."""
    before, a, after = word.rpartition("a")
    umlaut = f"{before}ä{after}" if a else word
    endings = r"(e|en|er|ern|es|s|n|in|innen|nen|t)?"
    flags = re.IGNORECASE if word.islower() else re.NOFLAG
    return re.compile(rf"\b({re.escape(word)}|{re.escape(umlaut)}){endings}\b", flags)


def english_forms_of(word: str) -> re.Pattern[str]:
    stem = re.escape(word[:-1]) + "(y|ies)" if word.endswith("y") else re.escape(word) + "(s|es)?"
    return re.compile(rf"\b{stem}\b", re.IGNORECASE)


def closed_sets() -> Iterator[str]:
    """The sets the rules speak of; what only carries an answer from an action to a command is on no page."""
    for path in [path for path in SOURCES if "rules" in path.as_posix() or path.name == "access.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and "StrEnum" in {ast.unparse(base) for base in node.bases}:
                yield node.name


def packages() -> set[str]:
    return {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - GROUND


def on_pages() -> list[tuple[Row, str, str]]:
    """Rows whose words pages say, with the singular of both."""
    said = [row for row in ROWS if row.english[:1] not in "*–"]
    return [(row, row.english.split(" / ")[0], row.german.split(" / ")[0]) for row in said]


def says(word: str, sentences: list[str]) -> bool:
    """Whether some sentence has the term, its parts in any inflection."""
    stems = (re.escape(re.sub("(e|er|es|en)$", "", part)) for part in word.split())
    pattern = re.compile(r"\b" + r"\w* ".join(stems), re.IGNORECASE)
    return any(pattern.search(sentence) for sentence in sentences)


def test_every_package_and_closed_set_has_a_row() -> None:
    explained = {code for row in ROWS for code in row.code}

    assert (packages() | set(closed_sets())) - explained == set()


def test_every_code_word_of_the_glossary_exists() -> None:
    paths = [*SOURCES, *(ROOT / "templates").rglob("*.html")]
    everything = " ".join([*(path.read_text(encoding="utf-8") for path in paths), *packages()])
    gone = [code for row in ROWS for code in row.code if not re.search(rf"(?i)\b{re.escape(code)}s?\b", everything)]

    assert gone == []


def test_every_term_of_the_glossary_stands_on_a_page() -> None:
    messages, translations = english(), german()
    unsaid = [word for _, word, _ in on_pages() if not says(word, messages)]
    unsaid += [word for _, _, word in on_pages() if not says(word, translations)]

    assert unsaid == []


@pytest.mark.parametrize(
    ("message", "translation"),
    [(e, g) for _, e, g in on_pages() if " " not in e + g],
)
def test_a_word_alone_is_translated_as_the_glossary_says(message: str, translation: str) -> None:
    alone = [catalogue_in_german().get(form) for form in (message, message.capitalize())]
    told = {_forms(found.string)[0].lower() for found in alone if found}

    assert told <= {translation.lower()}


def test_no_german_sentence_says_what_the_glossary_forbids() -> None:
    said = [(word, words) for word in NEVER["de"] for words in german() if forms_of(word).search(words)]

    assert said == []


def test_no_english_sentence_says_what_the_glossary_forbids() -> None:
    said = [(word, words) for word in NEVER["en"] for words in english() if english_forms_of(word).search(words)]

    assert said == []


def test_german_names_people_without_signs_inside_words() -> None:
    assert [words for words in german() if GENDER_SIGN.search(words)] == []


def test_german_speaks_formally() -> None:
    assert [words for words in german() if FAMILIAR.search(words)] == []


def test_german_puts_its_own_quotation_marks() -> None:
    wrong = [w for w in german() if re.search("[\"'”]", w) or w.count("„") != w.count("“")]

    assert wrong == []


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("Los", "Das Los entscheidet."),
        ("Zuschlag", "Zwei Zuschläge"),
        ("Nutzer", "Alle Nutzerinnen"),
        ("absenden", "Absenden"),
        ("Angebot", "des Angebots"),
        ("Beitrag", "Neue Beiträge"),
    ],
)
def test_a_forbidden_word_is_found_in_its_inflections(word: str, sentence: str) -> None:
    assert forms_of(word).search(sentence)


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("Los", "Ein Losentscheid bestimmt."),
        ("Version", "Programmversion"),
        ("Note", "Notiz"),
        ("Projekt", "Pilotprojekte"),
        ("Call", bare("Calls for Solutions")),
    ],
)
def test_an_allowed_word_is_not_taken_for_a_forbidden_one(word: str, sentence: str) -> None:
    assert not forms_of(word).search(sentence)


@pytest.mark.parametrize(
    "words",
    [
        "Teilnehmer*innen",
        "Nutzer:innen",
        "Jurymitglieder_innen",
        "BürgerInnen",
        "Bürger(innen)",
        "Pat/-innen",
        "jede:r",
    ],
)
def test_a_sign_inside_a_word_is_found(words: str) -> None:
    assert GENDER_SIGN.search(words)
