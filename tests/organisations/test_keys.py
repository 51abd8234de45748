"""The shape of official keys."""

import csv
from pathlib import Path

import pytest

from challenge_hub.organisations.keys import LENGTHS, STATES, key_fault, state_of
from challenge_hub.organisations.rules import Kind


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (Kind.MUNICIPALITY, "01001000"),
        (Kind.COUNTY, "09573"),
        (Kind.ASSOCIATION_OF_MUNICIPALITIES, "010545417"),
        ("municipality", "16077056"),
    ],
)
def test_a_key_of_the_right_length_in_a_state_is_right(kind: str, key: str) -> None:
    assert key_fault(kind, key) is None


@pytest.mark.parametrize(
    ("kind", "key", "reason"),
    [
        (Kind.MUNICIPALITY, "1001000", "wrong-length"),
        (Kind.MUNICIPALITY, "", "wrong-length"),
        (Kind.MUNICIPALITY, "09573", "wrong-length"),
        (Kind.COUNTY, "09573000", "wrong-length"),
        (Kind.ASSOCIATION_OF_MUNICIPALITIES, "010545417036", "wrong-length"),
        (Kind.MUNICIPALITY, "0100100O", "not-digits"),
        (Kind.MUNICIPALITY, " 01001000", "not-digits"),
        (Kind.MUNICIPALITY, "-1001000", "not-digits"),
        (Kind.MUNICIPALITY, "٠١٠٠١٠٠٠", "not-digits"),
        (Kind.MUNICIPALITY, "0100100²", "not-digits"),
        (Kind.MUNICIPALITY, "00001000", "unknown-state"),
        (Kind.COUNTY, "17001", "unknown-state"),
        (Kind.COMPANY, "01001000", "kind-without-key"),
    ],
)
def test_a_key_of_another_shape_is_refused_with_its_reason(kind: str, key: str, reason: str) -> None:
    assert key_fault(kind, key) == reason
    assert key_fault(kind, key, example=True) == reason


@pytest.mark.parametrize("kind", list(LENGTHS))
def test_state_99_is_for_examples_alone(kind: str) -> None:
    key = "99".ljust(LENGTHS[kind], "0")

    assert key_fault(kind, key) == "example-state"
    assert key_fault(kind, key, example=True) is None


def test_an_example_key_still_has_its_shape() -> None:
    assert key_fault(Kind.MUNICIPALITY, "990", example=True) == "wrong-length"


def test_only_kinds_of_organisation_have_keys() -> None:
    assert set(LENGTHS) == {Kind.MUNICIPALITY, Kind.COUNTY, Kind.ASSOCIATION_OF_MUNICIPALITIES}


def test_the_first_two_digits_name_the_state() -> None:
    assert [state_of(key) for key in ("09775152", "05558", "010545417", "99000001", "00", "")] == [
        "Bayern",
        "Nordrhein-Westfalen",
        "Schleswig-Holstein",
        None,
        None,
        None,
    ]


def test_the_states_are_those_of_the_source(shared_data: Path) -> None:
    with (shared_data / "municipalities" / "laender.csv").open(encoding="utf-8", newline="") as file:
        named = {row["key"]: row["name"] for row in csv.DictReader(file)}

    assert named == STATES
