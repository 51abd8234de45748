"""A ranking can be made again from its recompute file, and whoever changed the file is found out."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.calls.queries import any_round
from challenge_hub.cli import main
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, AssignmentPlan, Review
from challenge_hub.judging.rules.recompute_file import read
from challenge_hub.judging.rules.recomputing import Sameness, recomputed
from challenge_hub.results.actions import freeze
from tests import factories as make
from tests.cast import World
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, in_conflict, ranked, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
SOLUTIONS = 8
JURORS = 6


def a_ranked_jury(session: scoped_session[Any], **settings: Any) -> World:
    """Eight solutions, six jurors; everybody reviews everything, some more severely."""
    world = a_jury()
    for name, value in settings.items():
        setattr(world.round, name, value)
    more = [make.a_solution(world.challenge, title={"en": f"No {n}"}, key=f"no-{n}") for n in range(1, SOLUTIONS)]
    seats = [world.seat, *(a_seat(world) for _ in range(JURORS - 1))]
    for turn, solution in enumerate([world.solution, *more]):
        for strict, seat in enumerate(seats):
            points = max(0.0, min(5.0, 5 - turn * 0.5 - strict % 3 * 0.5 + (turn * strict) % 2 * 0.5))
            make.a_review(world.round, seat, solution, {"impact": str(points)})
    ranked(world)
    session.commit()
    return world


def file_of(app: Flask, world: World, role: str = "organiser") -> dict[str, Any]:
    answer = browser(app, world, role).get(f"/en/calls/{world.call.slug}/jury/ranking-version/recompute.json")
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.data)
    return found


def run(tmp_path: Path, found: object) -> Result:
    path = tmp_path / "ranking.json"
    path.write_text(json.dumps(found))
    return CliRunner().invoke(main, ["recompute", str(path)], catch_exceptions=False)


@pytest.mark.parametrize("method", ["mean", "median", "trimmed-mean"])
def test_an_exact_ranking_is_made_again_digit_for_digit(
    app: Flask, session: scoped_session[Any], tmp_path: Path, method: str
) -> None:
    result = run(tmp_path, file_of(app, a_ranked_jury(session, method=method)))

    assert result.exit_code == 0
    assert "Places and points: equal.\n" in result.output
    assert "Settings and their hash: equal." in result.output


def test_an_estimate_is_made_again_within_its_chance(app: Flask, session: scoped_session[Any], tmp_path: Path) -> None:
    result = run(tmp_path, file_of(app, a_ranked_jury(session, method="adjusted", blank="left-out")))

    assert result.exit_code == 0, result.output
    assert "Places and points: equal" in result.output


@pytest.mark.parametrize("method", ["mean", "trimmed-mean", "adjusted"])
def test_a_changed_score_is_found(app: Flask, session: scoped_session[Any], tmp_path: Path, method: str) -> None:
    blank = {"blank": "left-out"} if method == "adjusted" else {}
    found = file_of(app, a_ranked_jury(session, method=method, **blank))
    sheets = [sheet for sheet in found["sheets"] if sheet["solution"] == found["list"][3]["solution"]]
    sheets[0]["points"]["impact"] = "0"

    result = run(tmp_path, found)

    assert result.exit_code == 1
    told = next(line for line in result.output.splitlines() if line.startswith("Different: "))
    assert found["list"][3]["solution"] in told  # an estimate may move others with it


def test_changed_points_of_an_estimate_are_found(app: Flask, session: scoped_session[Any]) -> None:
    found = file_of(app, a_ranked_jury(session, method="adjusted", blank="left-out"))
    found["list"][2]["total"] = "4.9"

    assert recomputed(read(found)).figures is Sameness.DIFFERS


def test_a_changed_setting_is_found_by_its_hash(app: Flask, session: scoped_session[Any], tmp_path: Path) -> None:
    found = file_of(app, a_ranked_jury(session))
    found["settings"]["seed"] += 1

    result = run(tmp_path, found)

    assert (result.exit_code, "Settings and their hash: different." in result.output) == (1, True)


def test_lots_drawn_for_the_real_names_stand_in_the_file(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    world.round.tie_rules = ["lot"]
    for number in range(5):
        solution = make.a_solution(world.challenge, key=f"level-{number}")
        make.a_review(world.round, world.seat, solution, {"impact": "3"})
    ranked(world)

    for _ in range(3):
        assert recomputed(read(file_of(app, world))).figures is Sameness.EQUAL


def test_a_method_that_could_not_be_applied_is_told_again(
    app: Flask, session: scoped_session[Any], tmp_path: Path
) -> None:
    world = a_jury()
    world.round.method = "trimmed-mean"
    make.a_review(world.round, world.seat, world.solution, {"impact": "3"})
    ranked(world)

    result = run(tmp_path, file_of(app, world))

    assert (result.exit_code, "Nothing was ranked" in result.output) == (0, True)


def test_no_name_and_no_key_is_in_the_file_and_each_has_numbers_of_its_own(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_ranked_jury(session)
    first, second = file_of(app, world), file_of(app, world)

    written = json.dumps(first)
    assert world.solution.key not in written
    assert world.seat.key not in written
    assert world["juror"].display_name not in written
    assert first != second


def test_whoever_has_a_conflict_of_interest_gets_no_file_and_no_link(app: Flask, session: scoped_session[Any]) -> None:
    world = a_ranked_jury(session)
    in_conflict(world["organiser"], world.solution)
    ranked(world)
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/ranking"

    assert client.get(f"{address}-version/recompute.json").status_code == 404
    assert "recompute.json" not in client.get(address).text
    assert "recompute.json" in browser(app, world, "chair").get(address).text


def test_there_is_no_file_while_the_ranking_is_behind(app: Flask, session: scoped_session[Any]) -> None:
    world = a_ranked_jury(session)
    make.a_review(world.round, a_seat(world), world.solution, {"impact": "2"})
    db.session.commit()

    address = f"/en/calls/{world.call.slug}/jury/ranking-version/recompute.json"
    assert browser(app, world, "organiser").get(address).status_code == 404


@pytest.mark.parametrize("broken", [[], {}, {"format": "challenge-hub-recompute-1"}, "words"])
def test_a_file_that_is_something_else_gets_a_sentence(tmp_path: Path, broken: object) -> None:
    result = run(tmp_path, broken)

    assert (result.exit_code, "is no recompute file" in result.output) == (1, True)


def with_plan(world: World, *, seed: int = 4711) -> AssignmentPlan:
    """A published plan with every pair that was reviewed, and one that nobody reviewed."""
    rows = db.session.execute(select(Review.juror_id, Review.solution_id)).all()
    idle = a_seat(world, label="Nobody knows me")
    idle.most_reviews = 3
    pairs = [[juror, solution] for juror, solution in rows] + [[idle.id, world.solution.id]]
    facts: dict[str, Any] = {"planned_at": NOW, "published_at": NOW, "reviews_per_solution": JURORS, "shortfalls": []}
    plan = AssignmentPlan(round_id=world.round.id, seed=seed, pairs=pairs, **facts)
    db.session.add(plan)
    db.session.commit()
    return plan


def test_the_file_says_what_was_given_out_and_the_sheets_lie_within(
    app: Flask, session: scoped_session[Any], tmp_path: Path
) -> None:
    world = a_ranked_jury(session)
    with_plan(world)

    found = file_of(app, world)
    result = run(tmp_path, found)

    plan = found["assignment"]["plans"][0]
    assert (plan["number"], plan["reviews_per_solution"], len(plan["pairs"])) == (1, JURORS, SOLUTIONS * JURORS + 1)
    assert sorted(found["assignment"]["caps"].values()) == [3]
    assert result.exit_code == 0, result.output
    assert "Every sheet lies within the assignment.\n" in result.output
    assert "hash equal" in result.output
    assert "Not proved: that the seed leads to these pairs." in result.output


def test_the_seed_is_told_once_the_results_are_out(app: Flask, session: scoped_session[Any], tmp_path: Path) -> None:
    world = a_ranked_jury(session)
    with_plan(world, seed=987654321)
    before = file_of(app, world)

    world.round.closed_at = NOW
    judged = any_round(world.call.id, 1)
    freeze(judged, number=1, seed=1, reason=None, published_at=NOW, is_entitled=True, now=NOW)
    session.commit()
    after = file_of(app, world)

    assert "987654321" not in json.dumps(before)
    assert "seed not told before the results" in run(tmp_path, before).output
    assert after["assignment"]["plans"][0]["seed"] == 987654321


def test_a_sheet_outside_the_assignment_and_a_changed_plan_are_found(
    app: Flask, session: scoped_session[Any], tmp_path: Path
) -> None:
    world = a_ranked_jury(session)
    with_plan(world)
    found = file_of(app, world)
    sheet = found["sheets"][0]
    found["assignment"]["plans"][0]["pairs"].remove([sheet["juror"], sheet["solution"]])

    result = run(tmp_path, found)

    assert result.exit_code == 1
    assert f"Sheets outside the assignment: {sheet['juror']} on {sheet['solution']}." in result.output
    assert "hash different" in result.output


def test_what_was_handed_back_is_told_by_no_word_of_its_own(app: Flask, session: scoped_session[Any]) -> None:
    """Neither that it was handed back, nor why; and a single one, of which no sheet counts, not at all."""
    world = a_ranked_jury(session)
    lonely = a_seat(world)
    given(world, lonely)
    before = file_of(app, world)
    mine = session.scalars(select(Assignment).filter_by(juror_id=lonely.id)).one()
    mine.handed_back_at, mine.hand_back_reason = NOW, "The lead is my cousin."
    session.commit()

    after = file_of(app, world)

    assert (len(before["assignment"]["singly"]), after["assignment"]["singly"]) == (1, [])
    assert "cousin" not in json.dumps(after)
    assert len({juror for juror, _ in before["assignment"]["singly"]}) == 1


def test_no_name_and_no_key_is_in_the_assignment_and_its_order_tells_nothing(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_ranked_jury(session)
    plan = with_plan(world)

    first, second = file_of(app, world), file_of(app, world)

    written = json.dumps(first["assignment"])
    for told in (world.solution.key, world.seat.key, "Nobody knows me", world["juror"].display_name, "2027"):
        assert told not in written
    pairs = first["assignment"]["plans"][0]["pairs"]
    assert pairs == sorted(pairs)
    assert pairs != second["assignment"]["plans"][0]["pairs"]
    assert len(pairs) == len(plan.pairs)


def test_older_files_are_still_read(app: Flask, session: scoped_session[Any], tmp_path: Path) -> None:
    found = file_of(app, a_ranked_jury(session))
    del found["assignment"]
    found["format"] = "challenge-hub-recompute-1"

    result = run(tmp_path, found)

    assert result.exit_code == 0
    assert "Assignment: not in this file." in result.output


@pytest.mark.parametrize("harm", ["plans", "singly", "caps"])
def test_an_assignment_that_lacks_something_is_called_damaged(
    app: Flask, session: scoped_session[Any], tmp_path: Path, harm: str
) -> None:
    found = file_of(app, a_ranked_jury(session))
    del found["assignment"][harm]

    result = run(tmp_path, found)

    assert (result.exit_code, "it is damaged" in result.output) == (1, True)
