"""Prizes others decide about: the municipality with two of its people, mentors and audience by a recorded count."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.results import deciding, preparing, releases
from challenge_hub.results.decisions import confirmed_for, prize_room
from challenge_hub.results.models import Award, PrizeDecision
from challenge_hub.results.rules import Choice
from challenge_hub.results.rules.prizes import votes_add_up
from challenge_hub.results.tasks import tasks_for
from challenge_hub.solutions.models import Conflict, Solution
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in

REASON = {"en": "It fits us."}


@pytest.mark.parametrize(
    ("votes", "reason"),
    [
        ((None, None), None),
        ((7, 7), None),
        ((7, None), "votes-wrong"),
        ((8, 7), "votes-wrong"),
        ((0, 7), "votes-wrong"),
    ],
)
def test_a_count_has_both_figures_and_no_more_than_were_cast(votes: Any, reason: str | None) -> None:
    assert votes_add_up(*votes).reason == reason


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """The round is closed; the town has two officers and one prize, the audience another."""
    world = a_world(closes_at=SPRING)
    world.round.closed_at = SPRING
    world.people["colleague"] = make.a_person()
    make.an_officer(world.municipality, world["colleague"])
    other = make.a_solution(make.a_challenge(world.call))
    for solution in (world.solution, other):
        make.a_review(world.round, world.seat, solution, {"impact": "4"})
    facts = {"call_id": world.call.id, "kind": "honour", "giver": "Town"}
    db.session.add(Prize(position=1, name={"en": "Town's own"}, decider="municipality", **facts))
    db.session.add(Prize(position=2, name={"en": "Hall"}, decider="audience", **facts))
    db.session.commit()
    return world


def room(world: World, role: str = "officer") -> Any:
    return prize_room(actor(world[role]), world.call.slug, 1)


def decided(world: World, *, by: str = "officer") -> PrizeDecision:
    found = room(world, by)
    facts = {"reason": REASON, "how": "Committee, 7 of 9", "by": actor(world[by]), "now": SPRING}
    return deciding.decide_prize(found, found.solutions[0], **facts)


def confirm(world: World, role: str = "colleague") -> None:
    found = room(world, role)
    line = found.decisions[0]
    deciding.confirm_prize(found, line.row, seen=line.mark, by=actor(world[role]), now=SPRING)


def edit(world: World, *choices: Choice) -> None:
    judged = calls.any_round(world.call.id, 1)
    facts = {"statement": {}, "decided_at": SPRING, "by": actor(world["chair"]), "now": SPRING}
    releases.edit_awards(world.call, judged, choices, **facts)  # type: ignore[arg-type]


def test_an_officer_decides_only_about_solutions_to_challenges_of_the_own_municipality(world: World) -> None:
    assert [one.id for one in room(world).solutions] == [world.solution.id]


def test_what_one_officer_prepares_a_colleague_releases_and_hears_of_it(world: World) -> None:
    decided(world)

    with pytest.raises(Refused, match="prize-four-eyes"):
        confirm(world, "officer")
    confirm(world)

    mails = db.session.scalars(select(OutboxRow).where(OutboxRow.kind == "results.prize_waits")).all()
    assert [mail.person_id for mail in mails] == [world["colleague"].id]
    assert [(row.solution_id, name) for row, name in confirmed_for(world.call.id)] == [
        (world.solution.id, world.municipality.name)
    ]
    with pytest.raises(Refused, match="prize-is-decided"):
        decided(world)


def test_nobody_in_conflict_sees_decides_or_releases(world: World) -> None:
    decided(world)
    facts = {"kind": "family", "declared_at": SPRING, "solution_id": world.solution.id}
    db.session.add(Conflict(person_id=world["colleague"].id, **facts))
    db.session.flush()

    found = room(world, "colleague")
    assert (found.solutions, found.decisions[0].solution) == ([], None)
    with pytest.raises(Refused, match="in-conflict-with-awarded"):
        confirm(world)


def test_what_changed_since_it_was_shown_is_not_released(world: World) -> None:
    decided(world)
    found = room(world, "colleague")
    found.decisions[0].row.how = "Another way"

    with pytest.raises(Refused, match="changed-since-shown"):
        deciding.confirm_prize(found, found.decisions[0].row, seen="other", by=actor(world["colleague"]), now=SPRING)


def test_before_the_deadline_nothing_is_decided(world: World) -> None:
    world.call.closes_at = world.call.ends_at
    db.session.flush()

    with pytest.raises(Refused, match="prize-before-deadline"):
        decided(world)


def test_the_awards_follow_the_municipality(world: World) -> None:
    decided(world)
    confirm(world)
    prize = db.session.scalars(select(Prize.id).where(Prize.position == 1)).one()
    other = db.session.scalars(select(Solution.id).where(Solution.id != world.solution.id)).one()

    for choices in ([], [Choice(prize, other, REASON, "Minutes")]):
        with pytest.raises(Refused, match="follow-the-municipality"):
            edit(world, *choices)
    edit(world, Choice(prize, world.solution.id, REASON, "Minutes"))

    assert db.session.scalars(select(Award.decider)).all() == ["municipality"]


@time_machine.travel(SPRING, tick=False)
def test_from_the_officers_to_the_page_with_decided_by_and_the_count_of_votes(
    app: Flask, client: FlaskClient, world: World
) -> None:
    at = f"/en/calls/{world.call.slug}"
    sign_in(client, world["officer"])
    typed = {"solution": str(world.solution.id), "how": "Resolution 12", "reason_en": "It fits us."}
    incomplete = client.post(f"{at}/prizes/1", data={**typed, "how": ""})
    client.post(f"{at}/prizes/1", data=typed)
    sign_in(client, world["colleague"])
    line = room(world, "colleague").decisions[0]
    client.post(f"{at}/prizes/1/release", data={"decision": line.row.id, "seen": line.mark})
    sign_in(client, world["chair"])
    hall = db.session.scalars(select(Prize.id).where(Prize.position == 2)).one()
    one = f"prize-{hall}-"
    votes = {f"{one}votes_for": "31", f"{one}votes_cast": "54", f"{one}source": "Show of hands"}
    given = {"decided_on": "2027-03-01", f"{one}solution": str(world.solution.id), f"{one}reason_en": "Loved."}
    wrong = client.post(f"{at}/awards", data={**given, **votes, f"{one}votes_for": "60"})
    page = client.get(f"{at}/awards").text
    kept = client.post(f"{at}/awards", data={**given, **votes})
    client.post(f"{at}/awards/handover")
    sign_in(client, world["organiser"])
    release = preparing.open_release(world.call.id)
    client.post(f"{at}/awards/release", data={"seen": release.content_sha256 if release else ""})

    shown = " ".join(client.get(f"{at}/results").text.split())
    assert (incomplete.status_code, wrong.status_code, kept.status_code) == (422, 422, 302)
    assert f"{world.municipality.name} has decided about this prize." in page
    town = f"the municipality that posed the challenge ({world.municipality.name}). Resolution 12"
    assert f"Decided by: {town}" in shown
    assert "Decided by: the audience, 31 of 54 votes. Show of hands" in shown


def told(app: Flask, world: World, role: str) -> list[tuple[str, bool]]:
    with app.test_request_context("/en/"):
        found = tasks_for(actor(world[role]), SPRING)
        return [(str(task.sentence), task.waits) for task in found if "prize" in str(task.sentence)]


def test_the_decision_and_its_release_are_tasks_of_the_municipality(app: Flask, world: World) -> None:
    first = told(app, world, "officer")
    decided(world)
    db.session.flush()

    assert first == [("Decide about your municipality's prize “Town's own”", True)]
    assert told(app, world, "officer") == [("The decision about your prize “Town's own” waits for a colleague", False)]
    assert told(app, world, "colleague") == [
        ("Look at the decision about your prize “Town's own” and release it", True)
    ]
    confirm(world)
    assert told(app, world, "colleague") == []
