"""How many awards a team, a challenge or a theme may get, and awards that somebody else than the jury decides."""

from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.results import releases
from challenge_hub.results.models import Award
from challenge_hub.results.rules import Choice, within_limit
from challenge_hub.solutions.models import Solution
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in


@pytest.mark.parametrize(
    ("groups", "most", "reason"),
    [([1, 1, 2], None, None), ([1, 1, 2], 2, None), ([1, 1, 2], 1, "too-many-awards"), ([], 1, None)],
)
def test_no_group_gets_more_than_the_call_allows(groups: list[int], most: int | None, reason: str | None) -> None:
    assert within_limit(groups, most).reason == reason


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Two prizes, the second decided by the municipality; two solutions to challenges of one theme."""
    world = a_world(most_awards=1)
    world.round.closed_at = SPRING
    theme, other = make.a_theme(world.call), make.a_challenge(world.call)
    for challenge in (world.challenge, other):
        make.put_into(theme, challenge)
    for solution in (world.solution, make.a_solution(other)):
        make.a_review(world.round, world.seat, solution, {"impact": "4"})
    facts = {"call_id": world.call.id, "kind": "honour", "giver": "Town"}
    db.session.add(Prize(position=1, name={"en": "First"}, decider="jury", **facts))
    db.session.add(Prize(position=2, name={"en": "Town's own"}, decider="municipality", **facts))
    db.session.commit()
    return world


def award(world: World, per: str, *, same: bool) -> list[int]:
    """Both prizes to one solution, or to one each; returns what was kept."""
    world.call.awards_per = per
    prizes = db.session.scalars(select(Prize.id).order_by(Prize.position)).all()
    solutions = db.session.scalars(select(Solution.id).order_by(Solution.id)).all()
    pairs = zip(prizes, [solutions[0]] * 2 if same else solutions, strict=True)
    choices = [Choice(prize, solution, {"en": "Good."}, "Minutes") for prize, solution in pairs]
    judged = calls.any_round(world.call.id, 1)
    facts = {"statement": {}, "decided_at": SPRING, "by": actor(world["chair"]), "now": SPRING}
    releases.edit_awards(world.call, judged, choices, **facts)
    return list(db.session.scalars(select(Award.solution_id).order_by(Award.position)))


@pytest.mark.parametrize(
    ("per", "same"),
    [
        ("team", True),
        ("challenge", True),
        ("theme", True),
        ("theme", False),
        ("municipality", True),
        ("organisation", True),
    ],
)
def test_a_second_award_of_the_same_group_is_refused(world: World, per: str, same: bool) -> None:
    with pytest.raises(Refused, match="too-many-awards"):
        award(world, per, same=same)


def test_two_teams_that_act_for_one_organisation_count_together(world: World) -> None:
    for team in db.session.scalars(select(Team)):
        team.organisation_id = world.organisation.id
    db.session.commit()

    with pytest.raises(Refused, match="too-many-awards"):
        award(world, "organisation", same=False)


def test_two_challenges_of_one_municipality_count_together(world: World) -> None:
    for challenge in db.session.scalars(select(Challenge)):
        challenge.organisation_id = world.municipality.id
    db.session.commit()

    with pytest.raises(Refused, match="too-many-awards"):
        award(world, "municipality", same=False)


@pytest.mark.parametrize("per", ["team", "challenge", "municipality", "organisation"])
def test_awards_of_different_groups_are_kept(world: World, per: str) -> None:
    assert len(set(award(world, per, same=False))) == 2


@time_machine.travel(SPRING, tick=False)
def test_a_decision_of_somebody_else_names_where_it_is_found(client: FlaskClient, world: World) -> None:
    sign_in(client, world["chair"])
    first, second = db.session.scalars(select(Prize.id).order_by(Prize.position)).all()
    one = f"prize-{second}-"
    typed = {
        "decided_on": "2027-03-01", f"prize-{first}-solution": "none", f"{one}reason_en": "It fits us.",
        f"{one}solution": str(world.solution.id),
    }  # fmt: skip
    address = f"/en/calls/{world.call.slug}/awards"

    refused = client.post(address, data=typed)
    kept = client.post(address, data={**typed, f"{one}source": "Resolution 12 of the council"})

    assert refused.status_code == 422
    assert "Say where the decision is found" in refused.text
    assert kept.status_code == 302
    assert db.session.scalars(select(Award.source)).all() == ["Resolution 12 of the council"]
