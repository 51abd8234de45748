"""Two real juries through the product's own rounds and stored rankings, to the cent."""

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import scoped_session

from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions.rankings import bring_up_to_date
from challenge_hub.judging.queries.rankings import stored_places
from challenge_hub.judging.stored import StoredPlace
from challenge_hub.solutions.models import Solution
from tests import factories as make
from tests.judging.juries import NOW

Rows = list[dict[str, str]]
Given = Mapping[tuple[str, str], Mapping[str, str]]


def rows(path: Path) -> Rows:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def stored(given: Given, weights: Mapping[str, str], **settings: Any) -> dict[str, StoredPlace]:
    """A call with one round in which everybody gave what is given; its stored places by the name of the solution."""
    call = make.a_call()
    challenge = make.a_challenge(call)
    judged: Round = make.a_round(call, weights=weights, **settings)
    jurors = {name: make.a_juror(call) for name in sorted({juror for juror, _ in given})}
    solutions: dict[str, Solution] = {}
    for (juror, name), points in given.items():
        if name not in solutions:
            solutions[name] = make.a_solution(challenge)
        make.a_review(judged, jurors[juror], solutions[name], points)
    judged.closed_at = NOW
    db.session.commit()
    places = stored_places(bring_up_to_date(judged, now=NOW))
    return {name: places[solution.id] for name, solution in solutions.items()}


@pytest.fixture
def hackathon(session: scoped_session[Any], shared_data: Path) -> dict[str, StoredPlace]:
    rubric = json.loads((shared_data / "scores/hackdc2025-rubric.json").read_text(encoding="utf-8"))
    keys = {name: f"c{at}" for at, name in enumerate(rubric["weights"])}
    given = {
        (row["juror"], row["project"]): {key: row[name] for name, key in keys.items() if row[name]}
        for row in rows(shared_data / "scores/hackdc2025-scores.csv")
    }
    low, high = rubric["scale"]
    weights = {keys[name]: str(weight) for name, weight in rubric["weights"].items()}
    return stored(given, weights, scale_min=Decimal(low), scale_max=Decimal(high), blank="zero", sheet_places=2)


@pytest.fixture
def skating(session: scoped_session[Any], shared_data: Path) -> dict[str, StoredPlace]:
    panel = rows(shared_data / "scores/skating-worlds2017-ladies-sp-panel.csv")
    factors = {row["criterion"]: row["factor"] for row in panel}
    keys = {name: f"c{at}" for at, name in enumerate(factors)}
    given: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows(shared_data / "scores/skating-worlds2017-ladies-sp-scores.csv"):
        given.setdefault((row["juror"], row["entry"]), {})[keys[row["criterion"]]] = row["score"]
    return stored(
        given,
        {keys[name]: factor for name, factor in factors.items()},
        method="trimmed-mean",
        order="criteria-first",
        weighting="factors",
        scale_max=Decimal(10),
        blank="sheet-left-out",
        sheet_places=None,
        criterion_places=2,
        total_places=2,
    )


def test_a_stored_ranking_of_the_hackathon_has_its_13_published_totals(
    hackathon: dict[str, StoredPlace], shared_data: Path
) -> None:
    published = rows(shared_data / "scores/hackdc2025-published-totals.csv")

    assert {name: place.total for name, place in hackathon.items()} == {
        row["project"]: Decimal(row["published_total"]) for row in published
    }
    assert len(published) == 13


def test_a_stored_ranking_of_the_hackathon_has_its_66_published_sheets(
    hackathon: dict[str, StoredPlace], shared_data: Path
) -> None:
    published = rows(shared_data / "scores/hackdc2025-scores.csv")
    ours = [(name, Decimal(sheet["total"])) for name, place in hackathon.items() for sheet in place.sheets]

    assert sorted(ours) == sorted((row["project"], Decimal(row["published_weighted"])) for row in published)
    assert len(ours) == 66


def test_a_stored_ranking_of_the_skaters_has_their_37_component_scores(
    skating: dict[str, StoredPlace], shared_data: Path
) -> None:
    published = rows(shared_data / "scores/skating-worlds2017-ladies-sp-entries.csv")

    assert {name: place.total for name, place in skating.items()} == {
        row["entry"]: Decimal(row["total_component_score"]) for row in published
    }
    assert len(published) == 37
