"""Who decides about a reported text, who complains until when, and when a text is hidden."""

from datetime import timedelta

import pytest

from challenge_hub.moderation.rules import (
    Ground,
    Handling,
    Side,
    deciders,
    is_hidden,
    may_complain,
    may_decide,
    may_undo,
    median_days,
)
from tests.cast import SPRING

ANN, BEN, OPAL, OTTO = 1, 2, 3, 4
SIX_MONTHS = timedelta(days=184)


@pytest.mark.parametrize(
    ("barred", "before", "expected"),
    [
        (set(), set(), {ANN, BEN}),
        ({ANN}, set(), {BEN}),
        (set(), {ANN}, {BEN}),
        ({BEN}, {ANN}, {OPAL, OTTO}),
        ({ANN, BEN}, set(), {OPAL, OTTO}),
        ({ANN, BEN}, {OPAL}, {OTTO}),
        ({ANN, BEN, OTTO}, {OPAL}, {OPAL}),
        ({BEN, OPAL, OTTO}, {ANN}, {ANN}),
        ({ANN, BEN, OPAL, OTTO}, set(), set()),
    ],
)
def test_organisers_come_first_then_operators_nobody_twice_while_there_are_others_and_never_who_is_barred(
    barred: set[int], before: set[int], expected: set[int]
) -> None:
    found = deciders(organisers={ANN, BEN}, operators={OPAL, OTTO}, barred=barred, before=before)

    assert found == expected


def test_hiding_names_its_ground_and_keeping_needs_none() -> None:
    facts = {"is_decider": True, "waits": True}

    assert may_decide(**facts, handling=Handling.HIDDEN, ground=None).reason == "hiding-needs-ground"
    assert may_decide(**facts, handling=Handling.HIDDEN, ground=Ground.LAW)
    assert may_decide(**facts, handling=Handling.SHOWN, ground=None)
    assert may_decide(is_decider=True, waits=False, handling=Handling.SHOWN, ground=None).reason == "report-is-decided"
    assert may_decide(is_decider=False, waits=True, handling=Handling.SHOWN, ground=None).reason == "not-to-decide"


def test_only_who_hid_it_shows_it_again_while_nobody_complains() -> None:
    assert may_undo(decided_it=True, handling=Handling.HIDDEN, waits=False)
    assert may_undo(decided_it=False, handling=Handling.HIDDEN, waits=False).reason == "not-your-decision"
    assert may_undo(decided_it=True, handling=Handling.HIDDEN, waits=True).reason == "complaint-waits"
    assert may_undo(decided_it=True, handling=Handling.SHOWN, waits=False).reason == "text-is-shown"


@pytest.mark.parametrize(
    ("side", "handling", "has_complained", "after", "reason"),
    [
        (Side.AUTHOR, Handling.HIDDEN, False, SIX_MONTHS, None),
        (Side.AUTHOR, Handling.HIDDEN, False, SIX_MONTHS + timedelta(microseconds=1), "too-late-to-complain"),
        (Side.REPORTER, Handling.SHOWN, False, SIX_MONTHS, None),
        (Side.AUTHOR, Handling.SHOWN, False, timedelta(0), "nothing-to-complain"),
        (Side.REPORTER, Handling.HIDDEN, False, timedelta(0), "nothing-to-complain"),
        (Side.REPORTER, Handling.SHOWN, True, timedelta(0), "has-complained"),
        (Side.AUTHOR, None, False, timedelta(0), "not-decided-yet"),
    ],
)
def test_each_side_complains_once_within_six_months_and_only_of_what_goes_against_it(
    side: Side, handling: Handling | None, has_complained: bool, after: timedelta, reason: str | None
) -> None:
    decided_at = SPRING if handling else None
    found = may_complain(
        side, handling=handling, decided_at=decided_at, has_complained=has_complained, now=SPRING + after
    )

    assert found.reason == reason


def test_a_text_stays_hidden_while_one_of_its_reports_hides_it() -> None:
    assert is_hidden([Handling.SHOWN, Handling.HIDDEN, None])
    assert not is_hidden([Handling.SHOWN, None])


def test_the_median_counts_days_to_a_tenth() -> None:
    assert median_days([timedelta(days=1), timedelta(days=9), timedelta(hours=60)]) == 2.5
    assert median_days([]) is None
