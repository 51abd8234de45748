"""What is counted up for one solution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from challenge_hub.calls.rules.rounding import rounded
from challenge_hub.calls.rules.scoring import Method, Order, Scoring, TieRule
from challenge_hub.judging.rules.averages import can_average, exact_average
from challenge_hub.judging.rules.sheets import (
    Sheet,
    exact_points,
    exact_total,
    weighted_sum,
    weighty_criteria,
)


@dataclass(frozen=True)
class Tally:
    """The exact figures of a reviewed solution.

    `sheets` is every juror's sheet total (None: the sheet does not count), `totals` those that count, both by
    juror id; `columns` the points per criterion on the sheets that count; `figures` the round's method over
    each column.
    """

    solution: str
    sheets: Mapping[str, Fraction | None]
    totals: Mapping[str, Fraction]
    columns: Mapping[str, Sequence[Fraction]]
    figures: Mapping[str, Fraction | None]
    total: Fraction
    mean: Fraction


def tally(solution: str, sheets: Sequence[Sheet], scoring: Scoring) -> Tally | None:
    """Count up the checked sheets of one solution; None if there is none that counts.

    sheets-first: the method over the sheet totals. criteria-first: the method over each criterion, rounded to
    `criterion_places`, times its weight, rounded likewise, summed. Both: rounded to `total_places`.
    Refuses too-few-to-trim where a trimmed mean lacks five values that it needs.
    """
    sheets = sorted(sheets, key=lambda sheet: sheet.juror)
    by_juror = {sheet.juror: exact_total(sheet, scoring) for sheet in sheets}
    totals = {juror: total for juror, total in by_juror.items() if total is not None}
    if not totals:
        return None
    columns = _columns([sheet for sheet in sheets if sheet.juror in totals], scoring)
    figures = {name: _figure(solution, name, column, scoring) for name, column in columns.items()}
    if scoring.order is Order.SHEETS_FIRST:
        total = exact_average(scoring.method, list(totals.values()), solution=solution)
    else:
        total = _total_of_criteria(figures, scoring)
    mean = exact_average(Method.MEAN, list(totals.values()))
    return Tally(solution, by_juror, totals, columns, figures, rounded(total, scoring.total_places), mean)


def _columns(sheets: Sequence[Sheet], scoring: Scoring) -> dict[str, list[Fraction]]:
    columns = {}
    for criterion in scoring.weights:
        points = (exact_points(sheet, criterion, scoring) for sheet in sheets)
        columns[criterion] = [value for value in points if value is not None]
    return columns


def _figure(solution: str, criterion: str, column: Sequence[Fraction], scoring: Scoring) -> Fraction | None:
    if not column or not (can_average(scoring.method, column) or _is_needed(criterion, scoring)):
        return None
    figure = exact_average(scoring.method, column, solution=solution, criterion=criterion)
    return rounded(figure, scoring.criterion_places)


def _is_needed(criterion: str, scoring: Scoring) -> bool:
    decides_ties = TieRule.CRITERION in scoring.tie_rules and criterion == scoring.tie_criterion
    makes_totals = scoring.order is Order.CRITERIA_FIRST and scoring.weights[criterion] > 0
    return decides_ties or makes_totals


def _total_of_criteria(figures: Mapping[str, Fraction | None], scoring: Scoring) -> Fraction:
    averaged = ((criterion, figures[criterion]) for criterion in weighty_criteria(scoring))
    given = {criterion: figure for criterion, figure in averaged if figure is not None}
    return weighted_sum(given, scoring, scoring.criterion_places)
