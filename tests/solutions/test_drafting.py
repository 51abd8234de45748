"""A draft is typed by a team, saves itself, and loses nothing."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import Person
from challenge_hub.challenges.queries import visible_challenge
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.solutions import actions, drafting
from challenge_hub.solutions.models import Solution, SolutionDraft, SolutionVersion
from challenge_hub.solutions.own_lines import solutions_of_team
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.solutions.stories import CONTENT, TYPED, a_draft, address, again, handed_in


def draft_in(session: scoped_session[Any], solution_id: int) -> SolutionDraft:
    session.expire_all()
    found: SolutionDraft = session.get_one(SolutionDraft, solution_id)
    return found


def begin_address(world: World, key: str) -> str:
    return f"/en/calls/{world.call.slug}/challenges/{key}/solution"


@time_machine.travel(SPRING, tick=False)
def test_a_member_begins_a_solution_and_a_second_click_leads_to_the_same(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    key = make.a_challenge(world.call).key
    sign_in(client, world["member"])

    answers = [client.post(begin_address(world, key), data={"team": world.team.key}) for _ in range(2)]

    begun = session.scalars(select(Solution).where(Solution.newest == 0)).all()
    assert [solution.team_id for solution in begun] == [world.team.id]
    assert {answer.location for answer in answers} == {f"/en/calls/{world.call.slug}/solutions/{begun[0].key}/edit"}
    assert client.get(answers[0].location).status_code == 200


@time_machine.travel(SPRING, tick=False)
def test_a_stranger_begins_nothing_for_a_team_of_others(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    challenge = make.a_challenge(world.call)
    sign_in(client, world["stranger"])

    page = client.post(begin_address(world, challenge.key), data={"team": world.team.key})

    stranger = actor(session.get_one(Person, world["stranger"].id))
    there = visible_challenge(stranger, world.call.slug, challenge.key)
    team = session.get_one(Team, world.team.id)
    assert page.status_code == 422
    with pytest.raises(Refused, match="not-of-this-team"):
        actions.begin(team, there, draft_key="draft-0", by=stranger, now=SPRING)


@time_machine.travel(SPRING, tick=False)
def test_a_challenge_that_is_closed_takes_no_solution(session: scoped_session[Any]) -> None:
    world = a_world()
    challenge = make.a_challenge(world.call, closed_at=SPRING, closing="not-pursued")
    lead = actor(world["lead"])
    there = visible_challenge(lead, world.call.slug, challenge.key)

    with pytest.raises(Refused, match="challenge-takes-no-answers"):
        actions.begin(world.team, there, draft_key="draft-0", by=lead, now=SPRING)


@time_machine.travel(SPRING, tick=False)
def test_what_is_typed_is_saved_while_typing(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "edit")
    sign_in(client, world["member"])

    answer = client.post(to, data={**TYPED, "title": "Radar 2", "revision": "2"}, headers={"X-Autosave": "1"})

    draft = draft_in(session, solution.id)
    assert answer.json == {"revision": 3, "sentence": "Draft saved at 13:00"}
    assert (draft.content, draft.revision) == ({**CONTENT, "title": "Radar 2"}, 3)
    assert (draft.saved_by, draft.saved_at) == (world["member"].id, SPRING)
    assert 'value="Radar 2"' in client.get(to).text


@time_machine.travel(SPRING, tick=False)
def test_a_draft_takes_half_a_thing_and_nothing_that_is_too_long(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "edit")
    sign_in(client, world["lead"])

    half = client.post(to, data={"language": "en", "title": "", "repository_url": "not yet", "revision": "2"})
    long = client.post(to, data={**TYPED, "title": "x" * 201, "revision": "3"})
    script = client.post(to, data={**TYPED, "title": "x" * 201, "revision": "3"}, headers={"X-Autosave": "1"})

    assert (half.status_code, long.status_code, script.status_code) == (302, 422, 422)
    assert "x" * 201 in long.text
    assert script.json == {"sentence": "Please use at most 200 characters."}
    assert draft_in(session, solution.id).content["title"] == ""


@time_machine.travel(SPRING, tick=False)
def test_the_same_text_twice_is_saved_once_whatever_revision_it_came_from(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution = a_draft(world)
    sign_in(client, world["lead"])

    answers = [
        client.post(address(world, solution, "edit"), data={**TYPED, "pitch": "Dry feet.", "revision": "2"})
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert draft_in(session, solution.id).revision == 3


@time_machine.travel(SPRING, tick=False)
def test_two_at_once_overwrite_nothing_and_see_both_texts(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "edit")
    drafting.save_draft(
        solution, {**CONTENT, "title": "Newer title"}, revision_seen=2, by=actor(world["member"]), now=SPRING
    )
    sign_in(client, world["lead"])

    page = client.post(to, data={**TYPED, "title": "My title", "revision": "2"})
    script = client.post(to, data={**TYPED, "title": "My title", "revision": "2"}, headers={"X-Autosave": "1"})
    kept = draft_in(session, solution.id).content["title"]
    taken = client.post(to, data={**TYPED, "title": "Both titles", "revision": "3"})

    assert (page.status_code, script.status_code, kept, taken.status_code) == (409, 409, "Newer title", 302)
    assert '<p class="lines">My title</p>' in page.text
    assert '<p class="lines">Newer title</p>' in page.text
    assert 'name="title" type="text"' not in page.text
    assert 'value="My title"' in page.text
    assert 'value="3"' in page.text
    assert "Member" in page.text
    assert draft_in(session, solution.id).content["title"] == "Both titles"


@time_machine.travel(SPRING, tick=False)
def test_the_preview_shows_the_description_as_it_will_look_and_harmless(client: FlaskClient) -> None:
    world = a_world()
    solution = a_draft(world)
    sign_in(client, world["lead"])
    typed = {**TYPED, "description": "*strong* <script>alert(1)</script>", "revision": "2", "then": "preview"}

    answer = client.post(address(world, solution, "edit"), data=typed)
    page = client.get(answer.location).text

    assert "<em>strong</em> &lt;script&gt;" in page


@time_machine.travel(SPRING + timedelta(days=31), tick=False)
def test_after_the_deadline_a_draft_is_still_saved_and_said_not_to_count(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "edit")
    sign_in(client, world["lead"])

    script = client.post(to, data={**TYPED, "title": "Late", "revision": "2"}, headers={"X-Autosave": "1"})
    page = client.get(to).text

    assert draft_in(session, solution.id).content["title"] == "Late"
    assert script.json is not None
    assert script.json["sentence"].endswith("The call takes no solutions now, so it does not count.")
    assert "You can still save your draft, but it does not count any more." in page
    with client.application.test_request_context("/en/"):
        assert str(sentence_for("call-has-closed")) in page


@time_machine.travel(SPRING, tick=False)
def test_a_form_opened_before_the_first_version_still_finds_its_draft(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution = a_draft(world)
    opened = address(world, solution, "edit")
    handed_in(world, solution)
    sign_in(client, world["lead"])

    answer = client.post(opened, data={**TYPED, "title": "Typed on", "revision": "2"}, headers={"X-Autosave": "1"})

    assert again(world, "puddle-radar", by=actor(world["lead"])).id == solution.id
    assert answer.status_code == 200
    assert draft_in(session, solution.id).content["title"] == "Typed on"


@time_machine.travel(SPRING, tick=False)
def test_a_solution_that_came_without_a_draft_is_edited_from_its_newest_version(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    sign_in(client, world["lead"])
    to = address(world, world.solution, "edit")
    title = session.scalars(select(SolutionVersion.title)).one()["en"]

    page = client.get(to)
    saved = client.post(to, data={**TYPED, "revision": "0"})

    assert f'value="{title}"' in page.text
    assert saved.status_code == 302
    assert draft_in(session, world.solution.id).content == CONTENT


@time_machine.travel(SPRING, tick=False)
def test_who_left_the_team_finds_nothing_any_more(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    make.a_member(world.team.id, world["stranger"]).left_at = SPRING
    session.flush()
    sign_in(client, world["stranger"])

    assert client.get(address(world, solution, "edit")).status_code == 404
    assert client.get(address(world, solution, "overview")).status_code == 404


def test_another_account_takes_over_what_one_typed_and_handed_in(session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)

    actions.take_over(world["lead"].id, world["member"].id)

    assert draft_in(session, solution.id).saved_by == world["member"].id
    version = session.scalars(select(SolutionVersion).where(SolutionVersion.solution_id == solution.id)).one()
    assert version.submitted_by == world["member"].id


@time_machine.travel(SPRING, tick=False)
def test_a_team_lists_what_it_has_begun_and_nobody_else_does(session: scoped_session[Any]) -> None:
    world = a_world()
    draft = a_draft(world)

    def listed(who: str) -> list[int]:
        return [line.solution.id for line in solutions_of_team(actor(world[who]), world.team.id)]

    assert listed("member") == [world.solution.id, draft.id]
    assert [listed(who) for who in ("stranger", "organiser", "juror")] == [[], [], []]
