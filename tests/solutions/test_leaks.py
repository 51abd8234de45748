"""What nobody outside the team sees: drafts, what was withdrawn or not admitted, and everything before its time."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.access import VISITOR
from challenge_hub.infrastructure.files import CleanFile
from challenge_hub.infrastructure.storage import storage
from challenge_hub.solutions import drafting
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import count_by_challenge, count_solutions
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.solutions.stories import a_draft, a_picture, again, handed_in

AFTER = SPRING + timedelta(days=31)
STATES = ["draft", "withdrawn", "not-admitted", "too early"]


def a_hidden_solution(world: World, state: str) -> tuple[Solution, str]:
    """A solution with a file, in a state in which it is not public; and the hash of the file."""
    world.solution.withdrawn_at = SPRING
    solution, lead = a_draft(world), actor(world["lead"])
    picture = a_picture(colour="purple")
    sha256 = storage().write(picture)
    file = CleanFile(picture, "image/png", "radar.png")
    drafting.attach(again(world, solution.key, by=lead), file, sha256, alt="Radar", by=lead, now=SPRING)
    if state != "draft":
        handed_in(world, solution)
    if state == "withdrawn":
        solution.withdrawn_at = SPRING
    if state == "not-admitted":
        solution.admission = "not-admitted"
    return solution, sha256


@pytest.mark.parametrize("who", ["visitor", "stranger", "officer", "juror"])
@pytest.mark.parametrize("state", STATES)
def test_it_is_nowhere(client: FlaskClient, session: scoped_session[Any], state: str, who: str) -> None:
    world = a_world()
    solution, sha256 = a_hidden_solution(world, state)
    now = SPRING if state == "too early" else AFTER
    call = f"/en/calls/{world.call.slug}"
    pages = ["/en/", "/en/solutions", "/en/solutions?q=puddle", call, f"/en/solutions?call={world.call.slug}"]
    pages += [f"{call}/challenges/{world.challenge.key}", "/en/challenges"]
    keys = {solution.key, solution.draft_key or "", "puddle-radar"}
    hidden = [f"{call}/solutions/{key}" for key in keys]
    hidden += [f"{call}/solutions/{key}/files/{sha256}" for key in keys]

    with time_machine.travel(now, tick=False):
        if who != "visitor":
            sign_in(client, world[who])
        session.commit()
        shown = "".join(client.get(page).text for page in pages)
        codes = {client.get(page).status_code for page in hidden}
        counts = (
            count_solutions(VISITOR, now, world.call.id),
            count_by_challenge(VISITOR, [solution.challenge_id], now),
        )

    assert "adar" not in shown.replace('value="puddle"', "")
    assert codes == {404}
    assert counts == (0, {})


def test_the_same_solution_is_everywhere_once_it_is_public(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    _, sha256 = a_hidden_solution(world, "public")
    page = f"/en/calls/{world.call.slug}/solutions/puddle-radar"

    with time_machine.travel(AFTER, tick=False):
        session.commit()
        text = client.get(page).text
        found = client.get("/en/solutions?q=puddle").text
        with client.get(f"{page}/files/{sha256}") as file:
            code = file.status_code

    assert "Map data of the town, by permission." in text
    assert "None, says the team." in text
    assert "Puddle radar" in found
    assert code == 200


def test_a_newer_draft_changes_nothing_of_what_is_public(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    solution, _ = a_hidden_solution(world, "public")
    lead = actor(world["lead"])
    fresh = again(world, solution.key, by=lead)
    drafting.save_draft(fresh, {"language": "en", "title": "Secret plan"}, revision_seen=2, by=lead, now=AFTER)

    with time_machine.travel(AFTER, tick=False):
        session.commit()
        text = client.get(f"/en/calls/{world.call.slug}/solutions/puddle-radar").text

    assert "Puddle radar" in text
    assert "Secret plan" not in text
