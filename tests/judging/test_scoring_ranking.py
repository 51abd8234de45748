"""From sheets to places: totals, ties, lots, and the edges."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.scoring import (
    Blank,
    Method,
    Order,
    Scoring,
    TieRule,
    Weighting,
    settings_hash,
)
from challenge_hub.judging.rules.places import Ranking, SheetTotal, ranking
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.judging.rules.ties import Draw

ROUND = Scoring(
    method=Method.MEAN,
    order=Order.SHEETS_FIRST,
    weighting=Weighting.SHARES,
    weights={"impact": D(1), "design": D(1)},
    scale_min=D(0),
    scale_max=D(10),
    blank=Blank.ZERO,
    sheet_places=None,
    criterion_places=None,
    total_places=None,
    tie_rules=(TieRule.SHARE,),
    tie_criterion=None,
    seed=7,
)

Points = tuple[str | None, str | None]


def sheets(*rows: tuple[str, str, Points]) -> list[Sheet]:
    return [Sheet(juror, solution, by_criterion(points)) for juror, solution, points in rows]


def by_criterion(points: Points) -> dict[str, D | None]:
    impact, design = (D(value) if value else None for value in points)
    return {"impact": impact, "design": design}


def one_sheet_each(**points: Points) -> list[Sheet]:
    return sheets(*(("ada", solution, given) for solution, given in points.items()))


def places(result: Ranking) -> list[tuple[str, int]]:
    return [(standing.solution, standing.place) for standing in result.standings]


def test_the_higher_total_stands_first() -> None:
    result = ranking(one_sheet_each(a=("1", "1"), b=("3", "3"), c=("2", "2")), "abc", ROUND)

    assert places(result) == [("b", 1), ("c", 2), ("a", 3)]
    assert [standing.decided_by for standing in result.standings] == [None, None, None]


def test_equal_totals_share_a_place_and_the_next_is_skipped() -> None:
    result = ranking(one_sheet_each(c=("1", "1"), b=("5", "4"), a=("4", "5")), "abc", ROUND)

    assert places(result) == [("a", 1), ("b", 1), ("c", 3)]
    assert [standing.shared for standing in result.standings] == [True, True, False]
    assert [standing.decided_by for standing in result.standings] == [TieRule.SHARE, TieRule.SHARE, None]


def test_without_any_tie_rule_a_tie_is_shared() -> None:
    result = ranking(one_sheet_each(a=("5", "4"), b=("4", "5")), "ab", replace(ROUND, tie_rules=()))

    assert [(s.place, s.decided_by) for s in result.standings] == [(1, TieRule.SHARE), (1, TieRule.SHARE)]


def test_a_tie_is_decided_by_the_named_criterion() -> None:
    rules = replace(ROUND, tie_rules=(TieRule.CRITERION, TieRule.SHARE), tie_criterion="design")

    result = ranking(one_sheet_each(a=("5", "3"), b=("3", "5"), c=("4", "4"), d=("6", "6")), "abcd", rules)

    assert places(result) == [("d", 1), ("b", 2), ("c", 3), ("a", 4)]
    assert [s.decided_by for s in result.standings] == [None, *[TieRule.CRITERION] * 3]


def test_the_criterion_is_averaged_by_the_method_of_the_round() -> None:
    rules = replace(ROUND, tie_rules=(TieRule.CRITERION,), tie_criterion="design", method=Method.MEDIAN)
    given = sheets(
        ("ada", "a", ("5", "5")), ("bo", "a", ("6", "4")), ("cy", "a", ("5", "5")),
        ("ada", "b", ("6", "4")), ("bo", "b", ("6", "4")), ("cy", "b", ("0", "10")),
    )  # fmt: skip

    result = ranking(given, "ab", rules)

    a, b = result.standings
    assert (a.solution, a.criterion_figures["design"], a.criterion_means["design"]) == ("a", D(5), D("4.666666666667"))
    assert (b.solution, b.criterion_figures["design"], b.criterion_means["design"]) == ("b", D(4), D(6))


def test_a_tied_solution_without_points_for_the_criterion_stands_below() -> None:
    rules = replace(ROUND, blank=Blank.LEFT_OUT, tie_rules=(TieRule.CRITERION,), tie_criterion="design")

    result = ranking(one_sheet_each(a=("0", None), b=("0", "0")), "ab", rules)

    assert places(result) == [("b", 1), ("a", 2)]


def test_a_tie_is_decided_by_the_number_of_first_places() -> None:
    rules = replace(ROUND, tie_rules=(TieRule.FIRST_PLACES, TieRule.SHARE))
    given = sheets(
        ("ada", "a", ("6", "6")), ("ada", "b", ("5", "5")),
        ("bo", "a", ("6", "6")), ("bo", "b", ("5", "5")),
        ("cy", "a", ("3", "3")), ("cy", "b", ("5", "5")),
    )  # fmt: skip

    result = ranking(given, "ab", rules)

    assert [(s.solution, s.first_places, s.decided_by) for s in result.standings] == [
        ("a", 2, TieRule.FIRST_PLACES),
        ("b", 1, TieRule.FIRST_PLACES),
    ]


def test_all_that_share_a_jurors_highest_total_are_put_first_by_them() -> None:
    result = ranking(one_sheet_each(a=("6", "6"), b=("7", "5"), c=("1", "1")), "abc", ROUND)

    assert [(s.solution, s.first_places) for s in result.standings] == [("a", 1), ("b", 1), ("c", 0)]


def test_a_juror_who_reviewed_one_solution_puts_none_first() -> None:
    result = ranking(sheets(("ada", "a", ("6", "6")), ("bo", "b", ("5", "5"))), "ab", ROUND)

    assert [standing.first_places for standing in result.standings] == [0, 0]


def test_tie_rules_apply_in_their_order_and_each_solution_says_which_decided() -> None:
    rules = replace(ROUND, tie_rules=(TieRule.CRITERION, TieRule.LOT), tie_criterion="impact")

    result = ranking(one_sheet_each(a=("4", "6"), b=("4", "6"), c=("6", "4"), d=("7", "7")), "abcd", rules)

    assert [(s.place, s.decided_by) for s in result.standings] == [
        (1, None),
        (2, TieRule.CRITERION),
        (3, TieRule.LOT),
        (4, TieRule.LOT),
    ]


def test_a_lot_is_logged_with_its_seed_its_place_and_the_order_drawn() -> None:
    rules = replace(ROUND, tie_rules=(TieRule.LOT,))
    points: Points = ("5", "5")

    result = ranking(one_sheet_each(a=points, b=points, c=points, top=("9", "9")), ["a", "b", "c", "top"], rules)

    order = tuple(standing.solution for standing in result.standings[1:])
    assert result.draws == (Draw(seed=7, place=2, drawn=order),)
    assert places(result) == [("top", 1), *((solution, place) for place, solution in enumerate(order, start=2))]


def test_two_ties_are_two_draws() -> None:
    rules = replace(ROUND, tie_rules=(TieRule.LOT,))

    result = ranking(one_sheet_each(a=("5", "5"), b=("5", "5"), c=("1", "1"), d=("1", "1")), "abcd", rules)

    assert [(draw.place, sorted(draw.drawn)) for draw in result.draws] == [(1, ["a", "b"]), (3, ["c", "d"])]


def test_the_draw_of_a_published_seed_stays_what_it_was() -> None:
    rules = replace(ROUND, tie_rules=(TieRule.LOT,), seed=20250726)
    points: Points = ("5", "5")

    result = ranking(one_sheet_each(a=points, b=points, c=points), "abc", rules)

    assert result.draws[0].drawn == ("c", "a", "b")


def test_places_follow_the_exact_total_and_not_the_one_shown() -> None:
    rules = replace(ROUND, weights={"impact": D("999999999"), "design": D("0.000001")})

    result = ranking(one_sheet_each(a=("1", "1"), b=("1", "1.00001")), "ab", rules)

    assert [(s.solution, s.place, s.total) for s in result.standings] == [("b", 1, D(1)), ("a", 2, D(1))]


def test_totals_that_are_rounded_are_compared_rounded() -> None:
    result = ranking(one_sheet_each(a=("4", "4.4"), b=("4", "4")), "ab", replace(ROUND, total_places=0))

    assert [(s.place, s.total) for s in result.standings] == [(1, D(4)), (1, D(4))]


def test_the_plain_mean_and_its_order_stand_beside_any_method() -> None:
    given = sheets(
        ("ada", "a", ("8", "8")), ("bo", "a", ("8", "8")), ("cy", "a", ("0", "0")),
        ("ada", "b", ("7", "7")), ("bo", "b", ("7", "7")), ("cy", "b", ("7", "7")),
    )  # fmt: skip

    result = ranking(given, "ab", replace(ROUND, method=Method.MEDIAN))

    assert [(s.solution, s.total, s.mean, s.mean_place) for s in result.standings] == [
        ("a", D(8), D("5.333333333333"), 2),
        ("b", D(7), D(7), 1),
    ]


def test_solutions_with_the_same_mean_share_the_place_by_the_mean() -> None:
    rules = replace(ROUND, tie_rules=(TieRule.LOT,))

    result = ranking(one_sheet_each(a=("5", "4"), b=("4", "5"), c=("1", "1")), "abc", rules)

    assert [(s.place, s.mean_place) for s in result.standings] == [(1, 1), (2, 1), (3, 3)]


def test_a_standing_tells_its_sheets_their_number_and_their_spread() -> None:
    given = sheets(("cy", "a", ("8", None)), ("bo", "a", ("8", "8")), ("ada", "a", ("1", "4")))

    (standing,) = ranking(given, "a", replace(ROUND, blank=Blank.SHEET_LEFT_OUT)).standings

    assert standing.sheets == (SheetTotal("ada", D("2.5")), SheetTotal("bo", D(8)), SheetTotal("cy", None))
    assert (standing.reviews, standing.low, standing.high) == (2, D("2.5"), D(8))
    assert standing.criterion_means == {"impact": D("4.5"), "design": D(6)}


def test_criteria_first_averages_rounds_weighs_and_rounds_again() -> None:
    rules = replace(
        ROUND,
        order=Order.CRITERIA_FIRST,
        weighting=Weighting.FACTORS,
        weights={"impact": D("0.5"), "design": D("0.5")},
        criterion_places=2,
    )
    given = sheets(("ada", "a", ("1", "5")), ("bo", "a", ("1", "5")), ("cy", "a", ("2", "5.02")))

    (standing,) = ranking(given, "a", rules).standings

    assert standing.criterion_figures == {"impact": D("1.33"), "design": D("5.01")}
    assert standing.total == D("3.18")  # 0.665 → 0.67 and 2.505 → 2.51


def test_a_criterion_no_juror_scored_is_left_out_of_the_total() -> None:
    rules = replace(ROUND, order=Order.CRITERIA_FIRST, blank=Blank.LEFT_OUT)

    result = ranking(one_sheet_each(a=("6", None), b=("5", "5")), "ab", rules)

    assert [(s.solution, s.total, s.criterion_figures["design"]) for s in result.standings] == [
        ("a", D(6), None),
        ("b", D(5), D(5)),
    ]


def test_a_solution_without_a_review_is_not_reviewed_and_never_last() -> None:
    result = ranking(one_sheet_each(b=("0", "0")), "cab", ROUND)

    assert places(result) == [("b", 1)]
    assert result.not_reviewed == ("a", "c")


def test_a_solution_whose_sheets_are_all_left_out_is_not_reviewed() -> None:
    result = ranking(one_sheet_each(a=(None, None)), "a", replace(ROUND, blank=Blank.LEFT_OUT))

    assert (result.standings, result.not_reviewed) == ((), ("a",))


def test_an_all_blank_sheet_counts_as_zero_where_a_blank_is_zero() -> None:
    (standing,) = ranking(one_sheet_each(a=(None, None)), "a", ROUND).standings

    assert (standing.place, standing.total, standing.reviews) == (1, D(0), 1)


def test_no_solutions_give_an_empty_ranking() -> None:
    assert ranking([], [], ROUND) == Ranking((), (), (), settings_hash(ROUND))


def test_all_equal_all_stand_first() -> None:
    points: Points = ("3", "3")

    result = ranking(one_sheet_each(a=points, b=points, c=points), "abc", ROUND)

    assert places(result) == [("a", 1), ("b", 1), ("c", 1)]


@pytest.mark.parametrize(
    ("given", "solutions", "reason"),
    [
        (one_sheet_each(a=("1", "1")) * 2, "a", "two-sheets-of-one-juror"),
        (one_sheet_each(a=("1", "1")), "b", "unknown-solution"),
        (one_sheet_each(a=("1", "1")), "aa", "two-solutions-with-one-id"),
        (one_sheet_each(a=("1", "11")), "a", "score-off-the-scale"),
    ],
)
def test_what_cannot_be_ranked_is_refused(given: list[Sheet], solutions: str, reason: str) -> None:
    with pytest.raises(ScoringRefused) as refused:
        ranking(given, solutions, ROUND)

    assert (refused.value.reason, refused.value.facts["solution"]) == (reason, "a")


def test_the_same_fault_is_named_whatever_the_order_of_the_sheets() -> None:
    given = sheets(("bo", "b", ("1", "11")), ("ada", "b", ("12", "11")), ("cy", "c", ("13", "1")))

    named = []
    for order in (given, given[::-1]):
        with pytest.raises(ScoringRefused) as refused:
            ranking(order, "abc", ROUND)
        named.append((refused.value.facts["juror"], refused.value.facts["criterion"]))

    assert named == [("ada", "design"), ("ada", "design")]


def test_a_trimmed_mean_needs_five_reviews_of_every_reviewed_solution() -> None:
    five = [(f"j{number}", "b", ("4", "4")) for number in range(5)]
    four = [(f"j{number}", "a", ("4", "4")) for number in range(4)]

    with pytest.raises(ScoringRefused) as refused:
        ranking(sheets(*four, *five), "abc", replace(ROUND, method=Method.TRIMMED_MEAN))

    assert refused.value.reason == "too-few-to-trim"
    assert refused.value.facts == {"solution": "a", "found": 4, "needed": 5}


def test_criteria_first_a_trimmed_mean_needs_five_scores_of_every_criterion() -> None:
    rules = replace(ROUND, method=Method.TRIMMED_MEAN, order=Order.CRITERIA_FIRST, blank=Blank.LEFT_OUT)
    given = sheets(*((f"j{number}", "a", ("4", "4" if number else None)) for number in range(5)))

    with pytest.raises(ScoringRefused) as refused:
        ranking(given, "a", rules)

    assert refused.value.facts == {"solution": "a", "criterion": "design", "found": 4, "needed": 5}


def test_a_criterion_too_thin_to_trim_has_no_figure_where_nothing_depends_on_it() -> None:
    rules = replace(ROUND, method=Method.TRIMMED_MEAN, blank=Blank.LEFT_OUT)
    given = sheets(*((f"j{number}", "a", ("4", "4" if number else None)) for number in range(5)))

    (standing,) = ranking(given, "a", rules).standings

    assert standing.criterion_figures == {"impact": D(4), "design": None}


def test_a_tie_criterion_too_thin_to_trim_is_refused() -> None:
    rules = replace(
        ROUND,
        method=Method.TRIMMED_MEAN,
        blank=Blank.LEFT_OUT,
        tie_rules=(TieRule.CRITERION,),
        tie_criterion="design",
    )
    given = sheets(*((f"j{number}", "a", ("4", "4" if number else None)) for number in range(5)))

    with pytest.raises(ScoringRefused) as refused:
        ranking(given, "a", rules)

    assert refused.value.facts == {"solution": "a", "criterion": "design", "found": 4, "needed": 5}


def test_criteria_first_a_criterion_of_weight_zero_may_be_too_thin_to_trim() -> None:
    rules = replace(
        ROUND,
        method=Method.TRIMMED_MEAN,
        order=Order.CRITERIA_FIRST,
        blank=Blank.LEFT_OUT,
        weights={"impact": D(1), "design": D(0)},
    )
    given = sheets(*((f"j{number}", "a", ("4", "4" if number else None)) for number in range(5)))

    (standing,) = ranking(given, "a", rules).standings

    assert (standing.total, standing.criterion_figures["design"]) == (D(4), None)
