"""The ranking of a round by one of the exact methods."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from challenge_hub.calls.rules.rounding import in_decimal
from challenge_hub.calls.rules.scoring import Method, Scoring, TieRule, settings_hash
from challenge_hub.judging.rules.averages import exact_average
from challenge_hub.judging.rules.sheets import Sheet, check_together
from challenge_hub.judging.rules.tally import Tally, tally
from challenge_hub.judging.rules.ties import Draw, Level, first_places, levels_of


@dataclass(frozen=True)
class SheetTotal:
    """What one juror's sheet adds up to; None if the rule for blanks leaves the sheet out."""

    juror: str
    total: Decimal | None


@dataclass(frozen=True)
class Standing:
    """Where one reviewed solution stands, and how that came about.

    Place 1 is best; points are in the rubric's units. `decided_by` is None where the totals alone decided.
    `mean` is the plain mean of the sheet totals and `mean_place` the place by that mean, ties shared,
    whatever method the round uses. `reviews` counts the sheets that count; `low` and `high` are the lowest
    and highest of their totals. `criterion_means` are plain means, `criterion_figures` the figures of the
    round's method, per criterion; None where there is nothing to average, or too little to trim. `sheets` is
    sorted by juror and holds also what was left out. With 90 % probability the true place lies from `place_low` to
    `place_high`, as `computing` estimates; None where nothing was estimated.
    """

    solution: str
    place: int
    shared: bool
    decided_by: TieRule | None
    total: Decimal
    mean: Decimal
    mean_place: int
    reviews: int
    low: Decimal
    high: Decimal
    first_places: int
    criterion_means: Mapping[str, Decimal | None] = field(hash=False)
    criterion_figures: Mapping[str, Decimal | None] = field(hash=False)
    sheets: tuple[SheetTotal, ...]
    place_low: int | None = None
    place_high: int | None = None


@dataclass(frozen=True)
class Ranking:
    """The standings from place 1 down, and what belongs beside them.

    Solutions on a shared place stand by id; so do the solutions without a review that counts. `draws` is the
    log of every lot drawn, `settings_hash` the hash of the settings all this was computed with.
    """

    standings: tuple[Standing, ...]
    not_reviewed: tuple[str, ...]
    draws: tuple[Draw, ...]
    settings_hash: str


def ranking(sheets: Iterable[Sheet], solutions: Iterable[str], scoring: Scoring) -> Ranking:
    """Rank `solutions` (ids) by their `sheets`; the same input in any order gives the same output.

    Places follow the exact total, or the rounded one where `total_places` states a rounding. A solution
    without a sheet that counts is not reviewed, never last. Refuses as `check_together` does, and
    too-few-to-trim where a trimmed mean lacks five sheets (or five scores for a criterion that must be
    averaged), naming the first solution by id.
    """
    sheets = sorted(sheets, key=lambda sheet: (sheet.solution, sheet.juror))
    solutions = sorted(solutions)
    check_together(sheets, solutions, scoring)
    tallies = _tallies(sheets, solutions, scoring)
    levels, draws = levels_of(list(tallies.values()), scoring)
    not_reviewed = tuple(solution for solution in solutions if solution not in tallies)
    standings = tuple(_standings(tallies, levels, scoring))
    return Ranking(standings, not_reviewed, tuple(draws), settings_hash(scoring))


def _tallies(sheets: Sequence[Sheet], solutions: Sequence[str], scoring: Scoring) -> dict[str, Tally]:
    by_solution: dict[str, list[Sheet]] = {solution: [] for solution in solutions}
    for sheet in sheets:
        by_solution[sheet.solution].append(sheet)
    counted = {solution: tally(solution, its_sheets, scoring) for solution, its_sheets in by_solution.items()}
    return {solution: result for solution, result in counted.items() if result is not None}


def _standings(tallies: Mapping[str, Tally], levels: Sequence[Level], scoring: Scoring) -> Iterator[Standing]:
    mean_places = _mean_places(list(tallies.values()))
    firsts = first_places(list(tallies.values()))
    for level in levels:
        for solution in level.solutions:
            yield _standing(
                tallies[solution],
                level,
                scoring,
                mean_place=mean_places[solution],
                first_places=firsts[solution],
            )


def _mean_places(tallies: Sequence[Tally]) -> dict[str, int]:
    best_first = sorted((result.mean for result in tallies), reverse=True)
    places: dict[Fraction, int] = {}
    for place, mean in enumerate(best_first, start=1):
        places.setdefault(mean, place)
    return {result.solution: places[result.mean] for result in tallies}


def _standing(counted: Tally, level: Level, scoring: Scoring, *, mean_place: int, first_places: int) -> Standing:
    sheet_places = scoring.sheet_places
    totals = counted.totals.values()
    return Standing(
        solution=counted.solution,
        place=level.place,
        shared=len(level.solutions) > 1,
        decided_by=level.decided_by,
        total=in_decimal(counted.total, scoring.total_places),
        mean=in_decimal(counted.mean),
        mean_place=mean_place,
        reviews=len(totals),
        low=in_decimal(min(totals), sheet_places),
        high=in_decimal(max(totals), sheet_places),
        first_places=first_places,
        criterion_means=_shown({name: _mean(column) for name, column in counted.columns.items()}, None),
        criterion_figures=_shown(counted.figures, scoring.criterion_places),
        sheets=tuple(SheetTotal(juror, _decimal(total, sheet_places)) for juror, total in counted.sheets.items()),
    )


def _shown(figures: Mapping[str, Fraction | None], places: int | None) -> Mapping[str, Decimal | None]:
    return MappingProxyType({criterion: _decimal(figure, places) for criterion, figure in figures.items()})


def _decimal(value: Fraction | None, places: int | None) -> Decimal | None:
    return None if value is None else in_decimal(value, places)


def _mean(column: Sequence[Fraction]) -> Fraction | None:
    return exact_average(Method.MEAN, column) if column else None
