"""The formal pre-check, and conflicts of interest."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.solutions import checking, checks, drafting
from challenge_hub.solutions.checking import Outcome
from challenge_hub.solutions.models import Conflict, PreCheck, Solution
from challenge_hub.solutions.queries import in_conflict
from challenge_hub.solutions.rules import Admission
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.solutions.stories import CONTENT, a_draft, again, handed_in, versions_of

AFTER = SPRING + timedelta(days=31)
LATER = AFTER + timedelta(days=3)


def pre_check(world: World, rest: str = "") -> str:
    return f"/en/calls/{world.call.slug}/pre-check{rest}"


def submitted(world: World, **content: Any) -> Solution:
    solution = a_draft(world, **content)
    handed_in(world, solution)
    return solution


def found(world: World, solution: Solution, outcome: Outcome, *, version: int = 1) -> None:
    by = actor(world["organiser"])
    checking.enter_finding(solution, world.call, outcome, version_seen=version, by=by, now=AFTER)


def mails(session: scoped_session[Any], prefix: str = "solutions.") -> list[str]:
    kinds = session.scalars(select(OutboxRow.kind).where(OutboxRow.kind != "solutions.receipt").order_by(OutboxRow.id))
    return [kind for kind in kinds if kind.startswith(prefix)]


@time_machine.travel(AFTER, tick=False)
def test_organisers_see_what_was_handed_in_and_what_is_formally_complete(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    submitted(world)
    a_draft(world, title="Only a draft")
    withdrawn = submitted(world, title="Taken back")
    withdrawn.withdrawn_at = SPRING
    sign_in(client, world["organiser"])

    page = client.get(pre_check(world)).text

    assert "Puddle radar" in page
    assert "Only a draft" not in page
    assert "Taken back" not in page
    assert (page.count("Complete"), page.count("Incomplete")) == (1, 1)


@time_machine.travel(SPRING, tick=False)
def test_before_the_deadline_organisers_see_titles_and_nothing_of_the_texts(client: FlaskClient) -> None:
    world = a_world()
    solution = submitted(world)
    sign_in(client, world["organiser"])

    page = client.get(pre_check(world)).text
    one = client.get(pre_check(world, f"/solutions/{solution.key}")).text
    refused = client.post(pre_check(world, f"/solutions/{solution.key}"), data={"version": "1", "outcome": "admitted"})

    assert "A preview until the deadline" in page
    assert "It warns of wet feet." not in page + one
    assert refused.status_code == 403
    assert "until then teams may change their solutions" in refused.text


@time_machine.travel(AFTER, tick=False)
@pytest.mark.parametrize(
    ("sent", "mail", "verb"),
    [
        ({"outcome": "admitted"}, "solutions.admitted", "admit-solution"),
        (
            {"outcome": "returned", "reason": "No licence.", "returned_until": "2027-04-05T12:00"},
            "solutions.returned",
            "return-solution",
        ),
        ({"outcome": "not-admitted", "reason": "Not about puddles."}, "solutions.not_admitted", "refuse-solution"),
    ],
)
def test_a_finding_is_entered_once_and_the_team_is_told(
    client: FlaskClient, session: scoped_session[Any], sent: dict[str, str], mail: str, verb: str
) -> None:
    world = a_world()
    solution = submitted(world)
    to = pre_check(world, f"/solutions/{solution.key}")
    sign_in(client, world["organiser"])

    answers = [client.post(to, data={"version": "1", **sent}) for _ in range(2)]

    session.refresh(solution)
    (finding,) = session.scalars(select(PreCheck).where(PreCheck.solution_id == solution.id)).all()
    lines = session.scalars(select(TrailLine.verb).where(TrailLine.verb == verb)).all()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (finding.outcome, finding.version, finding.checked_by) == (sent["outcome"], 1, world["organiser"].id)
    assert (solution.admission, solution.admission_at) == (sent["outcome"], AFTER)
    assert (solution.returned_until, finding.returned_until) == (finding.returned_until, solution.returned_until)
    assert mails(session) == [mail, mail]
    assert list(lines) == [verb]


@time_machine.travel(AFTER, tick=False)
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Please choose a finding."),
        ({"outcome": "not-admitted"}, "Please give the reason."),
        ({"outcome": "returned", "reason": "No licence."}, "Please say until when"),
        (
            {"outcome": "returned", "reason": "No licence.", "returned_until": "2027-03-01T12:00"},
            "Please choose a moment in the future.",
        ),
        (
            {"outcome": "returned", "reason": "No licence.", "returned_until": "2028-03-26T02:30"},
            "Please choose another time",
        ),
    ],
)
def test_a_finding_that_cannot_stand_is_given_back_with_what_was_typed(
    client: FlaskClient, session: scoped_session[Any], sent: dict[str, str], sentence: str
) -> None:
    world = a_world()
    solution = submitted(world)
    sign_in(client, world["organiser"])

    answer = client.post(pre_check(world, f"/solutions/{solution.key}"), data={"version": "1", **sent})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert sent.get("reason", "") in answer.text
    assert session.scalars(select(PreCheck)).all() == []


@time_machine.travel(AFTER, tick=False)
def test_a_returned_solution_comes_in_again_until_its_date_and_waits_for_a_new_finding(
    session: scoped_session[Any],
) -> None:
    world = a_world()
    solution = submitted(world)
    found(world, solution, Outcome(Admission.RETURNED, "No licence.", LATER))
    lead = actor(world["lead"])
    drafting.save_draft(
        again(world, solution.key, by=lead), {**CONTENT, "pitch": "Mended."}, revision_seen=2, by=lead, now=AFTER
    )

    with pytest.raises(Refused, match="return-date-has-passed"):
        handed_in(world, solution, now=LATER)
    handed_in(world, solution, now=LATER - timedelta(seconds=1))

    session.refresh(solution)
    assert [version.number for version in versions_of(solution.id)] == [1, 2]
    assert (solution.admission, solution.returned_until, solution.admission_reason) == (None, None, None)
    with pytest.raises(Refused, match="newer-version"):
        found(world, solution, Outcome(Admission.ADMITTED), version=1)


@time_machine.travel(AFTER, tick=False)
def test_all_that_are_complete_are_shown_first_and_then_admitted_and_no_other(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    complete, newer = submitted(world), submitted(world, title="Newer")
    sign_in(client, world["organiser"])

    page = client.get(pre_check(world, "/admission")).text
    nothing_yet = session.scalars(select(PreCheck)).all()
    lead = actor(world["lead"])
    mended = {**CONTENT, "title": "Newer", "pitch": "Mended."}
    drafting.save_draft(again(world, newer.key, by=lead), mended, revision_seen=2, by=lead, now=SPRING)
    handed_in(world, newer)
    session.flush()
    shown = [f"{solution.id}:1" for solution in (complete, newer, world.solution)]
    client.post(pre_check(world, "/admission"), data={"solution": shown})

    session.expire_all()
    assert nothing_yet == []
    assert [f'value="{each}"' in page for each in shown] == [True, True, False]
    admitted = session.scalars(select(Solution.id).where(Solution.admission == "admitted")).all()
    assert list(admitted) == [complete.id]
    assert mails(session) == ["solutions.admitted"] * 2


def in_conflict_with(solution: Solution, person: Person) -> None:
    db.session.add(Conflict(person_id=person.id, solution_id=solution.id, kind="family", declared_at=SPRING))
    db.session.flush()


@time_machine.travel(AFTER, tick=False)
def test_what_an_organiser_is_in_conflict_with_does_not_exist_for_them(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution, other = submitted(world), submitted(world, title="Another one")
    in_conflict_with(solution, world["organiser"])
    sign_in(client, world["organiser"])

    page = client.get(pre_check(world)).text + client.get(pre_check(world, "/admission")).text

    assert "Another one" in page
    assert "Puddle radar" not in page
    assert client.get(pre_check(world, f"/solutions/{solution.key}")).status_code == 404
    assert client.get(pre_check(world, f"/solutions/{other.key}")).status_code == 200
    with pytest.raises(Refused, match="conflict-with-solution"):
        found(world, solution, Outcome(Admission.ADMITTED))


@pytest.mark.parametrize("tie", ["member", "past member", "seat", "declared", "none"])
def test_members_and_colleagues_are_in_conflict_without_a_word(session: scoped_session[Any], tie: str) -> None:
    world = a_world()
    person, solution = make.a_person(), world.solution
    if tie.endswith("member"):
        seat = make.a_member(world.team.id, person)
        seat.left_at = SPRING if tie.startswith("past") else None
    if tie == "seat":
        organisation = make.an_organisation()
        world.team.organisation_id = organisation.id
        make.an_officer(organisation, person)
    if tie == "declared":
        in_conflict_with(solution, person)
    session.flush()

    assert in_conflict(actor(person), solution.id) is (tie != "none")


@time_machine.travel(AFTER, tick=False)
def test_the_pre_check_asks_as_little_for_three_solutions_as_for_one(
    client: FlaskClient, session: scoped_session[Any], seen: list[str]
) -> None:
    world = a_world()
    sign_in(client, world["organiser"])
    counts = []
    for _ in (1, 3):
        session.commit()
        for rest in ("", "/admission", f"/solutions/{world.solution.key}"):
            seen.clear()
            assert client.get(pre_check(world, rest)).status_code == 200
            counts.append(len(seen))
        submitted(world)
        submitted(world, title="Another one")

    assert counts[:3] == counts[3:]
    assert max(counts) <= 10


def test_checks_waiting_are_counted_for_organisers_alone(session: scoped_session[Any]) -> None:
    world = a_world()
    submitted(world)

    def waiting(who: str) -> list[int]:
        return [many for _, many in checks.waiting_checks(actor(world[who]), AFTER)]

    assert (waiting("organiser"), waiting("officer"), waiting("lead")) == ([2], [], [])
    assert list(checks.waiting_checks(actor(world["organiser"]), SPRING)) == []
