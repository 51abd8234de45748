"""Rules of the minutes: who may, what of a text stays, and that every closed set has its words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenge_hub.calls.rules.scoring import Blank, TieRule
from challenge_hub.deliberation.rules.resolutions import ResolutionKind
from challenge_hub.judging.rules.conflicts import Origin, Treatment
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.minutes import sentences
from challenge_hub.minutes.rules.editions import canonical, fingerprint, may_publish_minutes
from challenge_hub.minutes.rules.names import without_names
from challenge_hub.minutes.rules.versions import places_among
from challenge_hub.solutions.rules import ConflictKind

NAMES = {"Ada Lovelace": 1, "Dr. Konrad Zuse": 2, "Li": 3}
FINE = {"leads": True, "has_results": True, "is_newest": True, "was_published": False, "has_written": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lovelace asked.", "[1] asked."),
        ("LOVELACE asked, as Zuse did.", "[1] asked, as [2] did."),
        ("Lovelaces Einwand", "[1] Einwand"),
        ("Zuse's point", "[2] point"),
        ("Adamant people, Zusender", "Adamant people, Zusender"),
        ("Li and the light", "Li and the light"),
        ("", ""),
    ],
)
def test_names_in_a_text_become_numbers(text: str, expected: str) -> None:
    assert without_names(text, NAMES) == expected


def test_nothing_is_replaced_where_names_are_public() -> None:
    assert without_names("Ada Lovelace asked.", {}) == "Ada Lovelace asked."


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, None),
        ({"leads": False}, "not-organiser-or-chair"),
        ({"has_results": False}, "results-come-first"),
        ({"is_newest": False}, "newer-edition-exists"),
        ({"was_published": True}, "minutes-were-published"),
        ({"has_written": True}, "wrote-the-minutes"),
    ],
)
def test_the_public_version_is_published_by_a_second_person(more: Mapping[str, bool], reason: str | None) -> None:
    assert may_publish_minutes(**{**FINE, **more}).reason == reason


@given(st.lists(st.integers(1, 9), max_size=9))
def test_places_among_some_have_no_gap_and_keep_their_order(places: list[int]) -> None:
    standings: list[Mapping[str, Any]] = [{"place": place, "solution": ref} for ref, place in enumerate(places)]

    found = [one["place"] for one in places_among(standings)]

    assert found == [1 + sum(other < place for other in places) for place in places]


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=5))
def test_equal_content_has_one_fingerprint(content: dict[str, Any]) -> None:
    backwards = dict(reversed(content.items()))

    assert fingerprint(canonical(content)) == fingerprint(canonical(backwards))


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (JurorRole, sentences.ROLES),
        (ConflictKind, sentences.KINDS),
        (Origin, sentences.ORIGINS),
        (Treatment, sentences.TREATMENTS),
        (ResolutionKind, sentences.RESOLUTIONS),
        (Blank, sentences.BLANKS),
        (TieRule, sentences.TIES),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_document_has_a_word_for_every_member(members: type[StrEnum], words: Mapping[str, object]) -> None:
    assert set(words) == set(members)
