"""What the tests of this package begin with: a team with a complete draft, and what its form sends."""

import io
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.challenges.queries import visible_challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions import actions, drafting, own
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.own_lines import OwnLine, my_solutions
from challenge_hub.solutions.rules.content import fingerprint
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import SPRING, World, actor

TYPED = {
    "language": "en",
    "title": "Puddle radar",
    "pitch": "It warns of wet feet.",
    "description": "## How\n\nWith *sensors*.",
    "repository_url": "https://git.example.org/radar",
    "repository_licence": "eupl-1.2",
    "repository_maturity": "prototype",
    "prior_work_answer": "none",
    "prior_work": "",
    "third_party_rights_answer": "some",
    "third_party_rights": "Map data of the town, by permission.",
}
"""A complete draft, as its form sends it."""

CONTENT = {
    "language": "en",
    "title": "Puddle radar",
    "pitch": "It warns of wet feet.",
    "description": "## How\n\nWith *sensors*.",
    "prototypes": [
        {
            "kind": "repository",
            "url": "https://git.example.org/radar",
            "licence": "eupl-1.2",
            "maturity": "prototype",
        }
    ],
    "prior_work_answer": "none",
    "prior_work": "",
    "third_party_rights_answer": "some",
    "third_party_rights": "Map data of the town, by permission.",
}
"""The same, as the draft keeps it."""


def a_draft(world: World, *, by: str = "lead", now: datetime = SPRING, **content: Any) -> Solution:
    """A draft of the world's team to another challenge of its call; complete unless `content` says otherwise."""
    viewer = actor(world[by])
    key = make.a_challenge(world.call, organisation=world.municipality).key
    team, challenge = db.session.get_one(Team, world.team.id), visible_challenge(viewer, world.call.slug, key)
    begun = actions.begin(team, challenge, draft_key=f"draft-of-{key}", by=viewer, now=now)
    solution = again(world, begun.key, by=viewer)
    drafting.save_draft(solution, {**CONTENT, **content}, revision_seen=1, by=viewer, now=now)
    return again(world, begun.key, by=viewer)


def again(world: World, key: str, *, by: Actor) -> Solution:
    """The same solution, fetched as a page fetches it."""
    return own.own_solution(by, world.call.slug, key)


def handed_in(world: World, solution: Solution, *, by: str = "lead", now: datetime = SPRING) -> SolutionVersion:
    """The draft submitted as it stands."""
    viewer = actor(world[by])
    fresh = again(world, solution.key, by=viewer)
    seen = fingerprint(own.draft_of(viewer, fresh).content)
    return actions.submit(fresh, fingerprint_seen=seen, by=viewer, now=now)


def lines_of(world: World, who: str) -> list[OwnLine]:
    return list(my_solutions(actor(world[who])))


def versions_of(solution_id: int) -> list[SolutionVersion]:
    statement = select(SolutionVersion).where(SolutionVersion.solution_id == solution_id)
    return list(db.session.scalars(statement.order_by(SolutionVersion.number)))


def address(world: World, solution: Solution, page: str) -> str:
    return f"/en/calls/{world.call.slug}/solutions/{solution.key}/{page}"


def press_submit(client: FlaskClient, world: World, solution: Solution, by: str = "lead") -> Any:
    """What the button of the check page sends."""
    viewer = actor(world[by])
    seen = fingerprint(own.draft_of(viewer, again(world, solution.key, by=viewer)).content)
    to = address(world, solution, "submission")
    db.session.commit()
    return client.post(to, data={"fingerprint": seen})


def a_picture(kind: str = "PNG", size: tuple[int, int] = (8, 6), colour: str = "teal", **more: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **more)
    return written.getvalue()
