"""The methods of a round: exact or estimated, chosen, frozen under a fingerprint, with a range of places beside."""

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.calls.queries import any_round, scoring_of
from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.scoring import (
    Blank,
    Method,
    Order,
    Scoring,
    TieRule,
    Weighting,
    round_hash,
)
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import assigning
from challenge_hub.judging.rules.computing import compute
from challenge_hub.judging.rules.methods import proposed_method
from challenge_hub.judging.rules.ranking import rank
from challenge_hub.judging.rules.sheets import Sheet
from tests.cast import actor
from tests.judging.juries import NOW, a_jury, browser, room_of, spring  # noqa: F401
from tests.judging.panels import SCALE, WEIGHTS, panel

ADJUSTED = Scoring(
    method=Method.ADJUSTED,
    order=Order.SHEETS_FIRST,
    weighting=Weighting.SHARES,
    weights={key: D(weight) for key, weight in WEIGHTS.items()},
    scale_min=D(SCALE[0]),
    scale_max=D(SCALE[1]),
    blank=Blank.LEFT_OUT,
    sheet_places=None,
    criterion_places=None,
    total_places=2,
    tie_rules=(TieRule.SHARE,),
    tie_criterion=None,
    seed=0,
)
MEAN = replace(ADJUSTED, method=Method.MEAN)


def sheets_of_a_panel(seed: int = 3) -> list[Sheet]:
    given: dict[tuple[str, str], dict[str, D | None]] = {}
    for juror, solution, criterion, value in panel(seed):
        given.setdefault((juror, solution), {})[criterion] = D(str(value))
    return [Sheet(juror, solution, points) for (juror, solution), points in given.items()]


def solutions_of(sheets: list[Sheet]) -> set[str]:
    return {sheet.solution for sheet in sheets}


def test_the_adjusted_method_of_a_round_gives_what_the_signature_gives() -> None:
    sheets = sheets_of_a_panel()

    standings = compute(sheets, solutions_of(sheets), ADJUSTED).ranking.standings

    found = [(s.solution, s.total, (s.place_low, s.place_high)) for s in standings]
    expected = rank(panel(3), WEIGHTS, SCALE)
    assert found == [(name, round(D(points), 6).normalize() + 0, places) for name, points, places in expected]


def test_the_plain_mean_and_its_order_stand_beside_the_adjusted_points() -> None:
    sheets = sheets_of_a_panel()

    adjusted = compute(sheets, solutions_of(sheets), ADJUSTED).ranking.standings
    plain = compute(sheets, solutions_of(sheets), replace(MEAN, total_places=None)).ranking.standings

    assert {s.solution: (s.mean, s.mean_place) for s in adjusted} == {s.solution: (s.total, s.place) for s in plain}


def test_an_exact_ranking_has_a_range_that_never_leaves_out_the_place() -> None:
    sheets = sheets_of_a_panel()

    standings = compute(sheets, solutions_of(sheets), MEAN).ranking.standings

    assert all((s.place_low or 99) <= s.place <= (s.place_high or 0) for s in standings)
    assert [s.place for s in standings] == sorted(s.place for s in standings)


def test_the_order_of_sheets_does_not_matter() -> None:
    sheets = sheets_of_a_panel()

    assert compute(sheets, solutions_of(sheets), ADJUSTED).ranking == (
        compute(sheets[::-1], sorted(solutions_of(sheets), reverse=True), ADJUSTED).ranking
    )


def test_without_a_score_nothing_is_ranked_and_everything_is_not_reviewed() -> None:
    ranked = compute([], {"a", "b"}, ADJUSTED).ranking

    assert (ranked.standings, ranked.not_reviewed) == ((), ("a", "b"))


def test_a_sheet_with_a_blank_counts_only_where_the_rule_for_blanks_says_so() -> None:
    sheets = [*sheets_of_a_panel(), Sheet("j9", "late", {"impact": D(10)})]
    left_out = replace(ADJUSTED, blank=Blank.SHEET_LEFT_OUT)

    counted = compute(sheets, solutions_of(sheets), ADJUSTED).ranking
    dropped = compute(sheets, solutions_of(sheets), left_out).ranking

    assert (counted.not_reviewed, dropped.not_reviewed) == ((), ("late",))


def test_the_own_order_of_a_live_juror_breaks_equal_numbers() -> None:
    live = replace(ADJUSTED, method=Method.LIVE, weights={"impact": D(1)})
    sheets = [Sheet("j1", name, {"impact": D(7)}, "cab".index(name) + 1) for name in "abc"]

    ranked = compute(sheets, "abc", live).ranking

    assert [s.solution for s in ranked.standings] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"blank": Blank.ZERO}, "estimate-leaves-blanks-out"),
        ({"weighting": Weighting.FACTORS, "blank": Blank.SHEET_LEFT_OUT}, "estimate-needs-shares"),
        ({"method": Method.LIVE}, "live-needs-one-criterion"),
    ],
)
def test_settings_that_an_estimate_cannot_use_are_refused(facts: dict[str, Any], reason: str) -> None:
    with pytest.raises(ScoringRefused) as refused:
        replace(ADJUSTED, **facts)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("jurors", "everything", "method"),
    [(7, False, Method.MEAN), (8, False, Method.ADJUSTED), (30, True, Method.MEAN)],
)
def test_from_eight_jurors_on_the_adjusted_ranking_is_proposed(jurors: int, everything: bool, method: Method) -> None:
    assert proposed_method(jurors=jurors, everyone_reviews_everything=everything) is method


def test_another_number_of_reviews_is_another_fingerprint() -> None:
    prints = {round_hash(ADJUSTED, reviews_per_solution=k) for k in (None, 3, 4)}

    assert len(prints) == 3
    assert round_hash(ADJUSTED, reviews_per_solution=3) == round_hash(replace(ADJUSTED), reviews_per_solution=3)


@pytest.mark.usefixtures("spring")
def test_settings_are_frozen_with_their_fingerprint_when_work_is_given_out(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()

    assigning.assign_everything(room_of(world), seed=1, by=actor(world["organiser"]), now=NOW)

    expected = round_hash(scoring_of(any_round(world.call.id, 1)), reviews_per_solution=None)
    assert (world.round.settings_frozen_at, world.round.settings_sha256) == (NOW, expected)
    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/plan").text
    assert expected in page


@pytest.mark.usefixtures("spring")
def test_a_page_of_the_jury_shows_an_adjusted_ranking_with_ranges(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    world.round.method, world.round.blank = Method.ADJUSTED, Blank.LEFT_OUT
    db.session.commit()

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/ranking")

    assert page.status_code == 200
