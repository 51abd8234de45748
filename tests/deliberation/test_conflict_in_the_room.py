"""No juror ever sees what a conflict of interest forbids in the discussion: tried with conflicts of every kind."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import scoped_session

from challenge_hub.deliberation.actions import agenda as agenda_actions
from challenge_hub.deliberation.models import Resolution, ResolutionSolution, Sitting
from challenge_hub.deliberation.queries.agenda import rows_of
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.models import Solution
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import World
from tests.deliberation.sittings import NOW, a_sitting, comes, room_for
from tests.judging.juries import a_jury, a_seat, browser, in_conflict, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
READERS = ("juror", "chair", "organiser")
NAMES = ("Amber", "Birch", "Cedar")
pairs = st.sets(st.tuples(st.sampled_from(READERS), st.sampled_from(range(len(NAMES)))))


def a_discussion(conflicts: set[tuple[str, int]]) -> tuple[World, Sitting, list[Solution]]:
    """Three solutions with reviews, each called, each with a resolution that names it by its title."""
    world = a_jury()
    solutions = [make.a_solution(world.challenge, title={"en": name}, key=f"key-{name.lower()}") for name in NAMES]
    for points, solution in enumerate(solutions, start=3):
        db.session.get_one(Team, solution.team_id).name = f"Team {solution.key[4:].title()}wood"
        for seat in (world.seat, world.chair_seat):
            make.a_review(world.round, seat, solution, {"impact": str(points)}).private_note = f"note {solution.key}"
    world.round.closed_at = NOW
    for role, number in conflicts:
        in_conflict(world[role], solutions[number])
    db.session.flush()
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id, world.chair_seat.id)
    room = room_for(world, sitting)
    for number in range(1, len(rows_of(sitting.id)) + 1):
        agenda_actions.call_item(room, number, by=room.jury.viewer, now=NOW)
    for number, solution in enumerate(solutions, start=1):
        counted = {"yes": 1, "no": 0, "abstentions": 0, "voters": 1, "is_carried": True, "deviates": False}
        words = f"{NAMES[number - 1]} gets a prize."
        made = Resolution(sitting_id=sitting.id, number=number, kind="award", motion=words, decided_at=NOW, **counted)
        db.session.add(made)
        db.session.flush()
        db.session.add(ResolutionSolution(resolution_id=made.id, solution_id=solution.id))
    db.session.commit()
    return world, sitting, solutions


def pages(app: Flask, world: World, role: str) -> str:
    """Everything this reader can open around the sitting, in one text."""
    client, start = browser(app, world, role), f"/en/calls/{world.call.slug}/jury/sittings"
    found = [client.get(start), client.get(f"{start}/1"), client.get(f"{start}/1/calendar.ics"), client.get("/en/me")]
    found += [client.get(f"{start}/1/items/{number}") for number in range(1, 5)]
    found += [client.get(f"{start}/1/{page}") for page in ("attendance", "resolutions", "closing", "facts")]
    assert {answer.status_code for answer in found} <= {200, 404}
    return " ".join(answer.text for answer in found)


@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
@given(conflicts=pairs)
def test_nobody_sees_what_a_conflict_forbids(
    app: Flask, session: scoped_session[Any], conflicts: set[tuple[str, int]]
) -> None:
    point = session.begin_nested()
    world, _sitting, solutions = a_discussion(conflicts)

    for role in READERS:
        seen = pages(app, world, role)
        for number, (name, solution) in enumerate(zip(NAMES, solutions, strict=True)):
            told = [word for word in (name, solution.key, f"note {solution.key}") if word in seen]
            if (role, number) in conflicts:
                assert told == [], (role, name)
            else:
                assert {name, solution.key} - set(told) <= {solution.key}, (role, name)
        assert seen.count("Please leave the room") >= 2 * sum(who == role for who, _ in conflicts)
    if point.is_active:
        point.rollback()


def test_whoever_must_leave_reads_a_number_and_nothing_else(app: Flask, session: scoped_session[Any]) -> None:
    world, sitting, solutions = a_discussion({("juror", 0)})
    number = [item.solution_id for item in rows_of(sitting.id)].index(solutions[0].id) + 1
    address = f"/en/calls/{world.call.slug}/jury/sittings/1/items/{number}"

    page = browser(app, world, "juror").get(address).text
    main = page[page.index("<main") : page.index("</main>")]
    for_chair = browser(app, world, "chair").get(address).text

    assert f"Item {number} of 4" in main
    assert "Please leave the room" in main
    assert not any(word in main for word in ("Place", "Points", "Amber", "Review", "Private"))
    assert "Who leaves the room now" in for_chair
    assert "Juror" in for_chair


def test_a_resolution_about_a_hidden_solution_cannot_be_written_taken_back_or_corrected(
    app: Flask, session: scoped_session[Any]
) -> None:
    world, _sitting, solutions = a_discussion({("chair", 2)})
    client, start = browser(app, world, "chair"), f"/en/calls/{world.call.slug}/jury/sittings/1/resolutions"
    typed = {"kind": "other", "words": "x", "yes": "1", "no": "0", "abstentions": "0", "reason": "y"}

    named = client.post(start, data={**typed, "solutions": str(solutions[2].id)})
    taken_back = client.post(f"{start}/3/removal")
    hidden = session.query(Resolution).filter_by(number=3).one()
    corrected = client.post(start, data={**typed, "corrects": str(hidden.id)})

    assert (named.status_code, taken_back.status_code, corrected.status_code) == (422, 403, 422)
    assert "Cedar" not in named.text + taken_back.text + corrected.text
    assert session.query(Resolution).count() == 3


def test_a_conflict_declared_during_the_sitting_hides_at_once(app: Flask, session: scoped_session[Any]) -> None:
    world, _sitting, solutions = a_discussion(set())
    client = browser(app, world, "juror")
    before = client.get(f"/en/calls/{world.call.slug}/jury/sittings/1").text

    in_conflict(world["juror"], solutions[1])
    session.commit()

    after = client.get(f"/en/calls/{world.call.slug}/jury/sittings/1").text
    assert "Birch" in before
    assert "Birch" not in after


def test_the_trail_names_no_solution(session: scoped_session[Any]) -> None:
    world, *_ = a_discussion({("juror", 0)})
    a_seat(world)
    from_trail = session.execute(db.text("SELECT verb, thing, facts FROM trail_line")).all()

    assert [line for line in from_trail if "solution" in str(line.thing) or "solution" in str(line.facts)] == []
