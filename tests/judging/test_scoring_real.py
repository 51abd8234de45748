"""Published figures of two real juries come out exactly: a civic hackathon and a figure skating panel."""

import csv
import json
import os
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pytest

from challenge_hub.calls.rules.scoring import Blank, Method, Order, Scoring, TieRule, Weighting
from challenge_hub.judging.rules.places import Ranking, ranking
from challenge_hub.judging.rules.sheets import Sheet, sheet_total

Row = dict[str, str]

SHARED_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def shared_data(path: str) -> Path:
    """Return a file of the shared data; skip where the folder is absent, fail where everything is required."""
    if not SHARED_DATA.is_dir():
        missing = pytest.fail if os.environ.get("REQUIRE") == "all" else pytest.skip
        missing(f"The shared data folder is not beside the repository, so {path} cannot be read.")
    return SHARED_DATA / path


def rows(path: str) -> list[Row]:
    with shared_data(path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def hackathon_round() -> Scoring:
    rubric = json.loads(shared_data("scores/hackdc2025-rubric.json").read_text(encoding="utf-8"))
    return Scoring(
        method=Method.MEDIAN,
        order=Order.SHEETS_FIRST,
        weighting=Weighting.SHARES,
        weights={criterion: D(str(weight)) for criterion, weight in rubric["weights"].items()},
        scale_min=D(rubric["scale"][0]),
        scale_max=D(rubric["scale"][1]),
        blank=Blank.ZERO,
        sheet_places=2,
        criterion_places=None,
        total_places=None,
        tie_rules=(TieRule.CRITERION, TieRule.SHARE),
        tie_criterion="Impact & Relevance",
        seed=20250726,
    )


def hackathon_sheets(scoring: Scoring) -> list[tuple[Sheet, Row]]:
    return [
        (Sheet(row["juror"], row["project"], {c: D(row[c]) if row[c] else None for c in scoring.weights}), row)
        for row in rows("scores/hackdc2025-scores.csv")
    ]


def hackathon_ranking(method: Method) -> Ranking:
    scoring = replace(hackathon_round(), method=method)
    sheets = [sheet for sheet, _ in hackathon_sheets(scoring)]
    return ranking(sheets, {sheet.solution for sheet in sheets}, scoring)


def skating_ranking() -> Ranking:
    panel = rows("scores/skating-worlds2017-ladies-sp-panel.csv")
    scoring = Scoring(
        method=Method.TRIMMED_MEAN,
        order=Order.CRITERIA_FIRST,
        weighting=Weighting.FACTORS,
        weights={row["criterion"]: D(row["factor"]) for row in panel},
        scale_min=D(0),
        scale_max=D(10),
        blank=Blank.SHEET_LEFT_OUT,
        sheet_places=None,
        criterion_places=2,
        total_places=2,
        tie_rules=(TieRule.SHARE,),
        tie_criterion=None,
        seed=0,
    )
    points: dict[tuple[str, str], dict[str, D | None]] = {}
    for row in rows("scores/skating-worlds2017-ladies-sp-scores.csv"):
        points.setdefault((row["juror"], row["entry"]), {})[row["criterion"]] = D(row["score"])
    sheets = [Sheet(juror, entry, given) for (juror, entry), given in points.items()]
    return ranking(sheets, {sheet.solution for sheet in sheets}, scoring)


def test_the_hackathons_66_sheet_totals_are_the_published_ones() -> None:
    scoring = hackathon_round()
    sheets = hackathon_sheets(scoring)

    totals = [sheet_total(sheet, scoring) for sheet, _ in sheets]

    assert totals == [D(row["published_weighted"]) for _, row in sheets]
    assert len(totals) == 66


def test_the_hackathons_13_totals_are_the_published_ones() -> None:
    result = hackathon_ranking(Method.MEDIAN)

    projects = rows("scores/hackdc2025-published-totals.csv")
    published = {row["project"]: D(row["published_total"]) for row in projects}
    assert {standing.solution: standing.total for standing in result.standings} == published
    assert len(published) == 13


def test_the_hackathons_median_keeps_three_decimals() -> None:
    result = hackathon_ranking(Method.MEDIAN)

    totals = {standing.solution: str(standing.total) for standing in result.standings}
    assert (totals["mirrulations-cli"], totals["llmgov"]) == ("4.275", "4.28")


def test_the_hackathons_mean_would_have_put_another_solution_first() -> None:
    by_median = hackathon_ranking(Method.MEDIAN).standings[0]
    by_mean = hackathon_ranking(Method.MEAN).standings[0]

    assert (by_median.solution, by_median.mean_place) == ("llmgov", 2)
    assert (by_mean.solution, by_mean.mean_place) == ("mirrulations-cli", 1)


def test_the_skating_panels_185_scores_are_the_published_ones() -> None:
    result = skating_ranking()

    computed = {
        (standing.solution, criterion): figure
        for standing in result.standings
        for criterion, figure in standing.criterion_figures.items()
    }
    panel = rows("scores/skating-worlds2017-ladies-sp-panel.csv")
    assert computed == {(row["entry"], row["criterion"]): D(row["published_panel_score"]) for row in panel}
    assert len(computed) == 185


def test_the_skaters_37_component_scores_are_the_published_ones() -> None:
    result = skating_ranking()

    entries = rows("scores/skating-worlds2017-ladies-sp-entries.csv")
    published = {row["entry"]: D(row["total_component_score"]) for row in entries}
    assert {standing.solution: standing.total for standing in result.standings} == published
    assert len(published) == 37
