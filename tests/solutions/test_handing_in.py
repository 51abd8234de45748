"""Submitting, changing, withdrawing: versions and receipts."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Call, Terms
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.text import render
from challenge_hub.solutions import actions, drafting
from challenge_hub.solutions.models import Prototype, Solution
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.solutions.stories import CONTENT, a_draft, address, again, handed_in, press_submit, versions_of

AFTER = SPRING + timedelta(days=30)


def typed_anew(world: World, solution: Solution, *, seen: int = 2, **content: Any) -> None:
    viewer = actor(world["member"])
    drafting.save_draft(
        again(world, solution.key, by=viewer), {**CONTENT, **content}, revision_seen=seen, by=viewer, now=SPRING
    )


@time_machine.travel(SPRING, tick=False)
def test_a_submission_is_a_version_with_a_receipt_for_everybody_in_the_team(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution = a_draft(world)
    sign_in(client, world["member"])

    answer = press_submit(client, world, solution, by="member")
    page = client.get(answer.location).text

    (version,) = versions_of(solution.id)
    session.refresh(solution)
    mails = session.execute(select(OutboxRow.kind, OutboxRow.person_id, OutboxRow.facts)).all()
    facts = {"solution_id": solution.id, "version": 1}
    assert (version.number, version.submitted_at, version.submitted_by) == (1, SPRING, world["member"].id)
    assert (solution.key, solution.newest) == ("puddle-radar", 1)
    assert answer.location == f"/en/calls/{world.call.slug}/solutions/puddle-radar/receipts/1"
    assert version.sha256
    assert version.sha256 in page
    assert "Monday, 1 March 2027, 13:00 (CET, Europe/Berlin)" in page
    assert sorted(mails) == sorted(("solutions.receipt", world[who].id, facts) for who in ("lead", "member"))


@time_machine.travel(SPRING, tick=False)
def test_a_version_holds_what_was_typed(session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)

    version = handed_in(world, solution)

    (prototype,) = session.scalars(select(Prototype).where(Prototype.version_id == version.id)).all()
    assert version.title == {"en": "Puddle radar"}
    assert (version.prior_work, version.third_party_rights) == ("", "Map data of the town, by permission.")
    assert (prototype.url, prototype.host) == ("https://git.example.org/radar", "git.example.org")
    assert (prototype.licence, prototype.maturity) == ("EUPL-1.2", "prototype")


@time_machine.travel(SPRING, tick=False)
def test_the_same_content_again_gives_the_same_receipt(client: FlaskClient) -> None:
    world = a_world()
    solution = a_draft(world)
    sign_in(client, world["lead"])

    answers = [press_submit(client, world, solution) for _ in range(2)]

    assert len({answer.location for answer in answers}) == 1
    assert [version.number for version in versions_of(solution.id)] == [1]


@time_machine.travel(SPRING, tick=False)
def test_changed_content_is_the_next_version_and_the_first_is_kept(session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)
    typed_anew(world, solution, title="Rain radar")

    handed_in(world, again(world, "puddle-radar", by=actor(world["lead"])), by="member")

    session.refresh(solution)
    assert [version.title["en"] for version in versions_of(solution.id)] == ["Puddle radar", "Rain radar"]
    assert (solution.newest, solution.key) == (2, "puddle-radar")


@time_machine.travel(SPRING, tick=False)
def test_two_solutions_of_one_title_have_addresses_of_their_own(session: scoped_session[Any]) -> None:
    world = a_world()
    first = a_draft(world)
    handed_in(world, first)
    second = make.a_solution(make.a_challenge(world.call), key="rain-radar")

    third = a_draft(world, title="Rain Radar")
    handed_in(world, third)

    assert (second.key, third.key) == ("rain-radar", "rain-radar-2")


@time_machine.travel(SPRING, tick=False)
def test_nothing_is_submitted_that_was_not_read(client: FlaskClient) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "submission")
    sign_in(client, world["lead"])

    answer = client.post(to, data={"fingerprint": "0" * 64})

    assert answer.status_code == 409
    assert "Puddle radar" in answer.text
    assert versions_of(solution.id) == []


@time_machine.travel(SPRING, tick=False)
def test_an_incomplete_solution_is_refused_with_what_is_missing(client: FlaskClient) -> None:
    world = a_world(prototype_required=True)
    solution = a_draft(world, pitch="", prior_work_answer="", prototypes=[])
    sign_in(client, world["lead"])

    page = client.get(address(world, solution, "submission")).text
    answer = press_submit(client, world, solution)

    sentences = (
        "Say in one sentence what it does.",
        "This call wants a prototype",
        "whether it builds on earlier work",
    )
    assert [sentence for sentence in sentences if sentence not in page or sentence not in answer.text] == []
    assert "edit#field-prior_work_answer" in page
    assert "Submit (can be changed until the deadline)" not in page
    assert answer.status_code == 422
    assert versions_of(solution.id) == []


@time_machine.travel(SPRING, tick=False)
@pytest.mark.parametrize("kind", ["unconfirmed", "too small", "terms", "suspended", "cancelled", "lead"])
def test_a_team_that_is_not_ready_is_refused_and_keeps_its_draft(session: scoped_session[Any], kind: str) -> None:
    world = a_world()
    solution = a_draft(world)
    call = session.get_one(Call, world.call.id)
    who = "lead" if kind == "lead" else "member"
    if kind in ("unconfirmed", "lead"):
        world[who].mail = world[who].confirmed_at = None
    if kind == "too small":
        call.team_min = 3
    if kind == "terms":
        terms = {"version": 1, "text": render({"en": "Be fair."}), "sha256": "0" * 64, "published_at": SPRING}
        session.add(Terms(call_id=call.id, **terms))
    if kind in ("suspended", "cancelled"):
        setattr(call, f"{kind}_at", SPRING)
    session.flush()
    reason = {
        "unconfirmed": "not-confirmed",
        "too small": "team-is-too-small",
        "terms": "terms-not-accepted",
        "suspended": "call-is-suspended",
        "cancelled": "call-is-cancelled",
        "lead": "not-confirmed",
    }

    with pytest.raises(Refused, match=reason[kind]):
        handed_in(world, solution, by=who)

    assert versions_of(solution.id) == []


@time_machine.travel(SPRING, tick=False)
def test_a_lead_whose_address_is_not_confirmed_holds_the_team_back(session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    world["lead"].mail = world["lead"].confirmed_at = None
    session.flush()

    with pytest.raises(Refused, match="lead-not-confirmed"):
        handed_in(world, solution, by="member")


@time_machine.travel(SPRING, tick=False)
def test_a_solution_is_withdrawn_and_submitted_again(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)
    to = address(world, solution, "withdrawal")
    sign_in(client, world["lead"])

    asked = client.get(to).text
    client.post(to)
    session.refresh(solution)
    withdrawn_at = solution.withdrawn_at
    press_submit(client, world, solution)
    session.refresh(solution)

    assert "Keep it" in asked
    assert (withdrawn_at, solution.withdrawn_at) == (SPRING, None)
    assert [version.number for version in versions_of(solution.id)] == [1, 2]
    verbs = session.scalars(select(TrailLine.verb).where(TrailLine.thing_id == solution.id).order_by(TrailLine.id))
    assert list(verbs) == ["begin-solution", "submit-solution", "withdraw-solution", "submit-solution"]


def test_after_the_deadline_nothing_is_withdrawn(session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)

    with pytest.raises(Refused, match="call-has-closed"):
        actions.withdraw(again(world, solution.key, by=actor(world["lead"])), by=actor(world["lead"]), now=AFTER)


def test_the_same_content_after_the_deadline_still_leads_to_its_receipt(session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    first = handed_in(world, solution)

    assert handed_in(world, solution, now=AFTER).id == first.id


@time_machine.travel(SPRING, tick=False)
def test_the_overview_says_that_a_draft_differs_from_what_counts(client: FlaskClient) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)
    sign_in(client, world["lead"])
    before = client.get(address(world, solution, "overview")).text

    typed_anew(world, solution, title="Rain radar")
    after = client.get(address(world, solution, "overview")).text

    assert "Your draft differs from what you submitted" not in before
    assert "Your draft differs from what you submitted" in after


@time_machine.travel(SPRING, tick=False)
def test_pages_of_a_team_ask_as_little_for_three_versions_as_for_one(
    client: FlaskClient, session: scoped_session[Any], seen: list[str]
) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)
    sign_in(client, world["lead"])
    counts = []
    for number in (2, 3):
        session.commit()
        for page in ("overview", "edit", "files", "submission"):
            seen.clear()
            assert client.get(address(world, solution, page)).status_code == 200
            counts.append(len(seen))
        typed_anew(world, again(world, solution.key, by=actor(world["lead"])), seen=number, title=f"Title {number}")
        handed_in(world, again(world, solution.key, by=actor(world["lead"])))

    assert counts[:4] == counts[4:]
    assert max(counts) <= 10
