"""What the settings of a round refuse, and how sheets and averages are counted."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal as D
from decimal import localcontext

import pytest

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.scoring import Blank, Method, Order, Scoring, TieRule, Weighting, settings_hash
from challenge_hub.judging.rules.averages import mean, median, trimmed_mean
from challenge_hub.judging.rules.sheets import Sheet, sheet_total

ROUND = Scoring(
    method=Method.MEAN,
    order=Order.SHEETS_FIRST,
    weighting=Weighting.SHARES,
    weights={"impact": D(20), "design": D(10)},
    scale_min=D(0),
    scale_max=D(5),
    blank=Blank.ZERO,
    sheet_places=2,
    criterion_places=None,
    total_places=None,
    tie_rules=(TieRule.SHARE,),
    tie_criterion=None,
    seed=1,
)


def sheet(**points: str | None) -> Sheet:
    return Sheet("ada", "bridge", {name: None if value is None else D(value) for name, value in points.items()})


def test_a_sheet_total_is_the_weighted_mean_rounded_half_up() -> None:
    assert sheet_total(sheet(impact="4", design="2.015"), ROUND) == D("3.34")
    assert sheet_total(sheet(impact="2.0075", design="0"), replace(ROUND, sheet_places=None)) == D("1.338333333333")


def test_factors_are_used_as_they_stand() -> None:
    factors = replace(ROUND, weighting=Weighting.FACTORS, weights={"impact": D("0.8"), "design": D("1.5")})

    assert sheet_total(sheet(impact="4", design="2"), factors) == D("6.20")


@pytest.mark.parametrize(
    ("blank", "total"), [(Blank.ZERO, D("2.00")), (Blank.LEFT_OUT, D("3.00")), (Blank.SHEET_LEFT_OUT, None)]
)
def test_a_blank_means_what_the_round_says(blank: Blank, total: D | None) -> None:
    rules = replace(ROUND, blank=blank)

    assert sheet_total(sheet(impact="3", design=None), rules) == total
    assert sheet_total(sheet(impact="3"), rules) == total


@pytest.mark.parametrize(
    ("blank", "total"), [(Blank.ZERO, D("0.00")), (Blank.LEFT_OUT, None), (Blank.SHEET_LEFT_OUT, None)]
)
def test_a_sheet_of_blanks_counts_only_where_a_blank_is_zero(blank: Blank, total: D | None) -> None:
    assert sheet_total(sheet(impact=None, design=None), replace(ROUND, blank=blank)) == total


def test_a_criterion_of_weight_zero_takes_no_part_in_a_total() -> None:
    rules = replace(ROUND, weights={"impact": D(1), "design": D(0)}, blank=Blank.SHEET_LEFT_OUT)

    assert sheet_total(sheet(impact="3", design="5"), rules) == D("3.00")
    assert sheet_total(sheet(impact="3", design=None), rules) == D("3.00")


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ({"impact": D("5.01")}, "score-off-the-scale"),
        ({"impact": D("-0.01")}, "score-off-the-scale"),
        ({"impact": D("NaN")}, "score-not-a-decimal"),
        ({"impact": D("sNaN")}, "score-not-a-decimal"),
        ({"impact": D("Infinity")}, "score-not-a-decimal"),
        ({"impact": 0.5}, "score-not-a-decimal"),
        ({"impact": D("1E-999999999")}, "score-too-fine"),
        ({"beauty": D(1)}, "unknown-criterion"),
    ],
)
def test_points_that_cannot_be_counted_are_refused_by_name(points: Mapping[str, D], reason: str) -> None:
    with pytest.raises(ScoringRefused) as refused:
        sheet_total(Sheet("ada", "bridge", points), ROUND)

    (criterion, value), *_ = points.items()
    named = {name: refused.value.facts[name] for name in ("juror", "solution", "criterion")}
    assert refused.value.reason == reason
    assert named == {"juror": "ada", "solution": "bridge", "criterion": criterion}
    assert refused.value.facts["value"] is value


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"method": "mode"}, "unknown-setting"),
        ({"tie_rules": ("coin",)}, "unknown-setting"),
        ({"weights": {}}, "no-criteria"),
        ({"weights": {"impact": None}}, "weight-missing"),
        ({"weights": {"impact": 0.2}}, "weight-not-a-decimal"),
        ({"weights": {"impact": D("NaN")}}, "weight-not-a-decimal"),
        ({"weights": {"impact": D(-1)}}, "weight-negative"),
        ({"weights": {"impact": D("1E+999999999")}}, "weight-out-of-range"),
        ({"weights": {"impact": D("1E-999999999")}}, "weight-out-of-range"),
        ({"weights": {"impact": D(0)}}, "weights-all-zero"),
        ({"blank": "left-out", "weighting": "factors"}, "left-out-needs-shares"),
        ({"scale_min": D(5)}, "scale-empty"),
        ({"scale_min": D(6)}, "scale-empty"),
        ({"scale_max": D("Infinity")}, "scale-not-a-decimal"),
        ({"scale_max": D("1E+10")}, "scale-out-of-range"),
        ({"sheet_places": -1}, "places-out-of-range"),
        ({"criterion_places": 13}, "places-out-of-range"),
        ({"total_places": "2"}, "places-out-of-range"),
        ({"tie_rules": ("lot", "lot")}, "tie-rule-twice"),
        ({"tie_rules": ("share", "lot")}, "tie-rule-out-of-reach"),
        ({"tie_rules": ("lot", "first-places")}, "tie-rule-out-of-reach"),
        ({"tie_rules": ("criterion", "share")}, "tie-criterion-missing"),
        ({"tie_rules": ("criterion",), "tie_criterion": "beauty"}, "tie-criterion-unknown"),
        ({"seed": None}, "seed-not-a-whole-number"),
    ],
)
def test_settings_that_make_no_sense_are_refused_when_they_are_made(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(ScoringRefused) as refused:
        replace(ROUND, **changes)  # type: ignore[arg-type]  # wrong values are the point

    assert refused.value.reason == reason


def test_a_refusal_names_the_offending_value() -> None:
    with pytest.raises(ScoringRefused) as refused:
        replace(ROUND, weights={"impact": D(1), "design": D(-1)})

    assert refused.value.facts == {"criterion": "design", "value": D(-1)}


def test_settings_read_from_a_table_are_the_settings_themselves() -> None:
    read = replace(ROUND, blank="left-out", tie_rules=["lot"])  # type: ignore[arg-type]  # as a table holds them

    assert (read.blank, read.tie_rules) == (Blank.LEFT_OUT, (TieRule.LOT,))
    assert sheet_total(sheet(impact="3"), read) == D("3.00")


def test_settings_cannot_be_changed_afterwards() -> None:
    weights = {"impact": D(1)}
    rules = replace(ROUND, weights=weights)

    weights["impact"] = D(2)

    assert rules.weights == {"impact": D(1)}
    with pytest.raises(TypeError):
        rules.weights["impact"] = D(3)  # type: ignore[index]  # a mapping without a setter


def test_equal_settings_have_one_hash() -> None:
    same = replace(ROUND, weights={"design": D("10.0"), "impact": D("2E+1")}, scale_max=D("5.00"))

    assert settings_hash(same) == settings_hash(ROUND)


@pytest.mark.parametrize(
    "changes",
    [
        {"method": Method.MEDIAN},
        {"order": Order.CRITERIA_FIRST},
        {"weighting": Weighting.FACTORS},
        {"weights": {"impact": D(21), "design": D(10)}},
        {"scale_min": D(1)},
        {"scale_max": D(10)},
        {"blank": Blank.LEFT_OUT},
        {"sheet_places": None},
        {"criterion_places": 2},
        {"total_places": 2},
        {"tie_rules": (TieRule.LOT,)},
        {"tie_criterion": "impact"},
        {"seed": 2},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_every_setting_is_part_of_the_hash(changes: dict[str, object]) -> None:
    assert settings_hash(replace(ROUND, **changes)) != settings_hash(ROUND)  # type: ignore[arg-type]  # one each


def test_the_hash_of_published_settings_stays_what_it_was() -> None:
    assert settings_hash(ROUND) == "60fb8d63e092bc2adf41114205c41a9f8cc3509f5b340dc55f30cd6afb18d66d"


def test_averages_are_exact() -> None:
    values = [D("3.1"), D("0.1"), D("0.2"), D("5"), D("4.25")]

    assert mean(values) == D("2.53")
    assert median(values) == D("3.1")
    assert median(values[:4]) == D("1.65")
    assert trimmed_mean(values) == D("2.516666666667")
    assert trimmed_mean(values, places=2) == D("2.52")


def test_a_trimmed_mean_drops_one_highest_and_one_lowest_even_where_several_are_equal() -> None:
    assert trimmed_mean([D(1), D(1), D(3), D(5), D(5)]) == D(3)


def test_a_trimmed_mean_of_fewer_than_five_values_is_refused() -> None:
    with pytest.raises(ScoringRefused) as refused:
        trimmed_mean([D(1)] * 4)

    assert (refused.value.reason, refused.value.facts) == ("too-few-to-trim", {"found": 4, "needed": 5})


@pytest.mark.parametrize("average", [mean, median, trimmed_mean])
def test_an_average_of_nothing_is_refused(average: object) -> None:
    assert callable(average)

    with pytest.raises(ScoringRefused) as refused:
        average([])

    assert refused.value.reason == "nothing-to-average"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("2.675", 2, "2.68"),
        ("-2.675", 2, "-2.68"),
        ("2.6749999", 2, "2.67"),
        ("-0.001", 2, "0.00"),
        ("3", 2, "3.00"),
        ("4.2750", None, "4.275"),
        ("100", None, "100"),
        ("0", None, "0"),
    ],
)
def test_figures_are_rounded_half_up_and_written_without_an_exponent(value: str, places: int | None, text: str) -> None:
    assert str(mean([D(value)], places)) == text


def test_a_figure_without_end_is_shown_to_twelve_places() -> None:
    assert str(mean([D(3), D(3), D(4)])) == "3.333333333333"


def test_no_decimal_context_changes_a_figure() -> None:
    with localcontext() as context:
        context.prec = 2
        total = sheet_total(sheet(impact="4.125", design="2.015"), replace(ROUND, sheet_places=3))
        average = mean([D("1.23456"), D("1.23458")])

    assert (total, average) == (D("3.422"), D("1.23457"))
