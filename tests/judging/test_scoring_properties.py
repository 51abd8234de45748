"""What holds for every jury: properties of the exact methods, tried on many small made-up rounds."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal as D

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from challenge_hub.calls.rules.scoring import ESTIMATED, Blank, Method, Order, Scoring, TieRule, Weighting
from challenge_hub.judging.rules.places import Ranking, ranking
from challenge_hub.judging.rules.sheets import Sheet, sheet_total
from challenge_hub.judging.rules.ties import draw_lots

CRITERIA = ("impact", "novelty", "design")
SOLUTIONS = ("a", "b", "c", "d")
TIE_RULES = (
    (),
    (TieRule.SHARE,),
    (TieRule.LOT,),
    (TieRule.CRITERION, TieRule.SHARE),
    (TieRule.FIRST_PLACES, TieRule.CRITERION, TieRule.LOT),
    (TieRule.CRITERION, TieRule.FIRST_PLACES),
)
# Few and coarse values, so that ties are common.
POINTS = st.sampled_from([D("1"), D("1.5"), D("2"), D("3"), D("4.25"), D("5")])
PLACES = st.sampled_from([None, 0, 1, 2])


@st.composite
def rounds(draw: st.DrawFn) -> Scoring:
    weighting = draw(st.sampled_from(Weighting))
    blanks = [blank for blank in Blank if weighting is Weighting.SHARES or blank is not Blank.LEFT_OUT]
    weights = draw(st.lists(st.sampled_from([D(0), D("0.8"), D(1), D(3)]), min_size=3, max_size=3).filter(any))
    return Scoring(
        method=draw(st.sampled_from([method for method in Method if method not in ESTIMATED])),
        order=draw(st.sampled_from(Order)),
        weighting=weighting,
        weights=dict(zip(CRITERIA, weights, strict=True)),
        scale_min=D(1),
        scale_max=D(5),
        blank=draw(st.sampled_from(blanks)),
        sheet_places=draw(PLACES),
        criterion_places=draw(PLACES),
        total_places=draw(PLACES),
        tie_rules=draw(st.sampled_from(TIE_RULES)),
        tie_criterion="impact",
        seed=draw(st.integers(0, 99)),
    )


@st.composite
def juries(draw: st.DrawFn, scoring: Scoring) -> list[Sheet]:
    """Sheets of up to four solutions; five or more each and without blanks where the method trims."""
    trims = scoring.method is Method.TRIMMED_MEAN
    points = POINTS if trims else POINTS | st.none()
    sheets = []
    for solution in SOLUTIONS[: draw(st.integers(1, 4))]:
        for juror in range(draw(st.integers(5, 6) if trims else st.integers(0, 4))):
            row = draw(st.tuples(points, points, points))
            sheets.append(Sheet(f"j{juror}", solution, dict(zip(CRITERIA, row, strict=True))))
    return sheets


@st.composite
def cases(draw: st.DrawFn) -> tuple[Scoring, list[Sheet]]:
    scoring = draw(rounds())
    return scoring, draw(juries(scoring))


def places(result: Ranking) -> dict[str, int]:
    return {standing.solution: standing.place for standing in result.standings}


def raised(sheets: Sequence[Sheet], at: int, criterion: str, to: D) -> list[Sheet]:
    sheet = sheets[at]
    return [*sheets[:at], replace(sheet, points={**sheet.points, criterion: to}), *sheets[at + 1 :]]


@settings(deadline=None, max_examples=200)
@given(data=st.data(), case=cases())
def test_raising_a_score_never_lowers_the_place(data: st.DataObject, case: tuple[Scoring, list[Sheet]]) -> None:
    scoring, sheets = case
    assume(sheets)
    at = data.draw(st.integers(0, len(sheets) - 1))
    criterion = data.draw(st.sampled_from(CRITERIA))
    points = sheets[at].points[criterion]
    assume(points is not None and points < 5)
    higher = data.draw(POINTS.filter(lambda value: points is not None and value > points))

    before = places(ranking(sheets, SOLUTIONS, scoring))
    after = places(ranking(raised(sheets, at, criterion, higher), SOLUTIONS, scoring))

    solution = sheets[at].solution
    assert after.get(solution, 0) <= before.get(solution, 0)


@settings(deadline=None, max_examples=60)
@given(data=st.data(), case=cases())
def test_the_same_sheets_in_any_order_give_the_same_ranking(
    data: st.DataObject, case: tuple[Scoring, list[Sheet]]
) -> None:
    scoring, sheets = case
    shuffled = data.draw(st.permutations(sheets))
    solutions = data.draw(st.permutations(SOLUTIONS))

    assert ranking(shuffled, solutions, scoring) == ranking(sheets, SOLUTIONS, scoring)


@settings(deadline=None, max_examples=60)
@given(case=cases(), factor=st.sampled_from([D("0.01"), D(3), D(7), D(100)]))
def test_shares_do_not_change_when_all_weights_grow_alike(case: tuple[Scoring, list[Sheet]], factor: D) -> None:
    scoring, sheets = case
    assume(scoring.weighting is Weighting.SHARES)
    heavier = replace(scoring, weights={name: weight * factor for name, weight in scoring.weights.items()})

    assert ranking(sheets, SOLUTIONS, heavier).standings == ranking(sheets, SOLUTIONS, scoring).standings


@settings(deadline=None, max_examples=60)
@given(case=cases())
def test_with_shares_every_sheet_total_lies_on_the_scale(case: tuple[Scoring, list[Sheet]]) -> None:
    scoring, sheets = case
    assume(scoring.weighting is Weighting.SHARES)
    lowest = D(0) if scoring.blank is Blank.ZERO else scoring.scale_min

    totals = [sheet_total(sheet, scoring) for sheet in sheets]

    assert [total for total in totals if total is not None and not lowest <= total <= scoring.scale_max] == []


@settings(deadline=None, max_examples=60)
@given(case=cases())
def test_places_count_those_ahead_and_every_reviewed_solution_has_one(
    case: tuple[Scoring, list[Sheet]],
) -> None:
    scoring, sheets = case

    result = ranking(sheets, SOLUTIONS, scoring)

    found = [standing.place for standing in result.standings]
    assert found == [1 + sum(other < place for other in found) for place in found]
    assert [s.shared for s in result.standings] == [found.count(place) > 1 for place in found]
    assert sorted([*places(result), *result.not_reviewed]) == list(SOLUTIONS)


@settings(deadline=None, max_examples=60)
@given(case=cases())
def test_totals_never_rise_from_place_to_place_and_only_ties_need_a_rule(
    case: tuple[Scoring, list[Sheet]],
) -> None:
    scoring, sheets = case
    exactly_shown = replace(scoring, total_places=2)

    result = ranking(sheets, SOLUTIONS, exactly_shown)

    totals = [standing.total for standing in result.standings]
    assert totals == sorted(totals, reverse=True)
    assert [s.decided_by is None for s in result.standings] == [totals.count(total) == 1 for total in totals]


@settings(deadline=None, max_examples=60)
@given(case=cases())
def test_a_lot_leaves_no_place_shared(case: tuple[Scoring, list[Sheet]]) -> None:
    scoring, sheets = case

    result = ranking(sheets, SOLUTIONS, replace(scoring, tie_rules=(TieRule.LOT,)))

    assert [standing.place for standing in result.standings] == list(range(1, len(result.standings) + 1))


@settings(deadline=None, max_examples=60)
@given(solutions=st.lists(st.text(max_size=8), unique=True, max_size=8), seed=st.integers())
def test_a_lot_depends_on_the_seed_and_the_ids_alone(solutions: list[str], seed: int) -> None:
    drawn = draw_lots(solutions, seed)

    assert draw_lots(reversed(solutions), seed) == drawn
    assert draw_lots(drawn[1:], seed) == drawn[1:]


def test_every_tied_solution_is_drawn_first_with_some_seed() -> None:
    drawn_first = {draw_lots(SOLUTIONS, seed)[0] for seed in range(50)}

    assert drawn_first == set(SOLUTIONS)
