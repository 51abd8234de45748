"""From the page of a call everybody finds their rooms, and nobody sees a link that leads nowhere for them."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import signed_in
from challenge_hub.accounts.models import Person
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.challenges.queries import visible_challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions import actions as solutions
from challenge_hub.solutions import drafting, own
from challenge_hub.solutions.models import SolutionDraft
from challenge_hub.teams import actions as teams
from challenge_hub.teams.models import TeamMember
from tests import factories as make
from tests.accounts.people import ADA, SECRET, link_of, rows, somebody
from tests.cast import ROLES, SPRING, World, a_world, sign_in
from tests.results.test_releases import LATER, prepare, publish

HREF = re.compile(r'<a\b[^>]*\bhref="(/en/[^"#]*)')
ROOMS = {
    "visitor": ("teams.found", "teams.index", "challenges.questions", "calls.notices", "accounts.sign_in"),
    "stranger": ("teams.found", "teams.index", "challenges.ask", "solutions.begin", "pages.me"),
    "member": ("teams.show", "solutions.overview", "solutions.begin", "teams.link", "challenges.ask"),
    "lead": ("teams.show", "solutions.overview", "teams.settings", "teams.invite", "teams.requests"),
    "officer": ("challenges.new_challenge", "challenges.state", "challenges.edit", "challenges.unpublish"),
    "juror": ("judging.desk",),
    "chair": ("judging.desk", "judging.jury", "judging.plan", "judging.ranking", "results.awards"),
    "organiser": (
        "calls.organise", "calls.history", "calls.edit", "results.overview", "results.reminder", "results.awards",
        "judging.jury", "judging.progress", "solutions.pre_check", "teams.every", "teams.lead_requests",
    ),
    "operator": ("pages.me", "challenges.questions"),
}  # fmt: skip
"""What each role must reach in at most two clicks while the call is open."""
TIMES = {"announced": SPRING - timedelta(days=2), "judging": SPRING + timedelta(days=40)}


class Walker:
    """Somebody with a browser who follows links, each page once."""

    def __init__(self, app: Flask, person: Person | None) -> None:
        self.app, self.client = app, app.test_client()
        self.statuses: dict[str, int] = {}
        self.links: dict[str, set[str]] = {}
        if person is not None:
            sign_in(self.client, person)

    def links_on(self, address: str) -> set[str]:
        if address not in self.links:
            with self.client.get(address) as answer:
                self.statuses[address] = answer.status_code
                is_page = answer.status_code == 200 and answer.mimetype == "text/html"
                self.links[address] = {unescape(found) for found in HREF.findall(answer.text)} if is_page else set()
        return self.links[address]

    def within_two_clicks(self, start: str) -> set[str]:
        """Every address that can be reached so; those below the first one are looked at as well."""
        once = self.links_on(start)
        reached = once | {link for page in sorted(once) for link in self.links_on(page)}
        for address in reached:
            if address.startswith(f"{start}/"):
                self.links_on(address)
        return reached

    def endpoints(self, addresses: set[str]) -> set[str]:
        urls = self.app.url_map.bind("localhost")
        return {urls.match(address.partition("?")[0], method="GET")[0] for address in addresses}


def address_of(app: Flask, endpoint: str, **values: Any) -> str:
    with app.test_request_context("/en/"):
        return url_for(endpoint, **values)


def walker(app: Flask, world: World, role: str) -> Walker:
    return Walker(app, world.people.get(role))


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reaches_its_rooms_in_two_clicks(app: Flask, client: FlaskClient, role: str) -> None:
    with time_machine.travel(SPRING, tick=False):
        world = a_world()
        db.session.commit()
        walk = walker(app, world, role)
        reached = walk.within_two_clicks(address_of(app, "calls.show", slug=world.call.slug))

    assert set(ROOMS[role]) - walk.endpoints(reached) == set()
    assert {address: status for address, status in walk.statuses.items() if status >= 400} == {}


@pytest.mark.parametrize("moment", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("role", ROLES)
def test_no_link_near_a_call_leads_nowhere(app: Flask, client: FlaskClient, role: str, moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        world = a_world()
        db.session.commit()
        walk = walker(app, world, role)
        walk.within_two_clicks(address_of(app, "calls.show", slug=world.call.slug))

    assert {address: status for address, status in walk.statuses.items() if status >= 400} == {}


@pytest.fixture
def finished(session: scoped_session[Any]) -> World:
    """A call whose results are published, with feedback for the team."""
    world = a_world()
    world.round.closed_at = SPRING
    for seat, points in ((world.seat, "4"), (world.chair_seat, "2")):
        make.a_review(world.round, seat, world.solution, {"impact": points})
    db.session.add(Prize(call_id=world.call.id, position=1, name={"en": "First prize"}, kind="honour", giver="Town"))
    db.session.commit()
    world.round = calls.any_round(world.call.id, 1)
    publish(world, prepare(world))
    db.session.commit()
    return world


@pytest.mark.parametrize("role", ROLES)
def test_no_link_near_a_finished_call_leads_nowhere(
    app: Flask, client: FlaskClient, finished: World, role: str
) -> None:
    with time_machine.travel(LATER + timedelta(hours=1), tick=False):
        walk = walker(app, finished, role)
        walk.within_two_clicks(address_of(app, "calls.show", slug=finished.call.slug))

    assert {address: status for address, status in walk.statuses.items() if status >= 400} == {}


@pytest.mark.parametrize("role", ROLES)
def test_feedback_and_what_follows_are_linked_for_those_whose_they_are(
    app: Flask, client: FlaskClient, finished: World, role: str
) -> None:
    expected = {"member": {"results.feedback"}, "lead": {"results.feedback"}, "officer": {"results.follow_up"}}
    with time_machine.travel(LATER + timedelta(hours=1), tick=False):
        walk = walker(app, finished, role)
        page = address_of(app, "solutions.show", slug=finished.call.slug, key=finished.solution.key)
        linked = walk.endpoints(walk.links_on(page))

    assert walk.statuses[page] == 200
    assert linked & {"results.feedback", "results.follow_up"} == expected.get(role, set())


def test_before_the_results_a_solution_has_neither(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(SPRING + timedelta(days=40), tick=False):
        world = a_world(closes_at=SPRING, ends_at=SPRING + timedelta(days=60), solutions_public_at=SPRING)
        db.session.commit()
        walk = walker(app, world, "officer")
        page = address_of(app, "solutions.show", slug=world.call.slug, key=world.solution.key)
        walk.links_on(page)

    assert walk.statuses[page] == 200
    assert "results.follow_up" not in walk.endpoints(walk.links_on(page))


@pytest.mark.parametrize("endpoint", ["calls.show", "challenges.show", "teams.show"])
def test_somebody_signed_in_costs_no_more_statements_in_several_teams(
    app: Flask, client: FlaskClient, seen: list[str], endpoint: str
) -> None:
    counts = []
    with time_machine.travel(SPRING, tick=False):
        for many in (1, 3):
            world = a_world()
            everybody = _in_everything(world, many)
            keys = {"challenges.show": world.challenge.key, "teams.show": world.team.key}
            values = {"key": keys[endpoint]} if endpoint in keys else {}
            address = address_of(app, endpoint, slug=world.call.slug, **values)
            sign_in(client, everybody)
            seen.clear()
            assert client.get(address).status_code == 200
            counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= 10


def _in_everything(world: World, many: int) -> Person:
    """The organiser, who also chairs, poses and is in so many teams."""
    person = world["organiser"]
    make.an_officer(world.municipality, person)
    make.a_juror(world.call, person_id=person.id, role="chair", accepted_at=SPRING, declared_at=SPRING)
    make.a_member(world.team.id, person)
    for _ in range(1, many):
        make.a_member(make.a_solution(world.challenge).team_id, person)
        make.a_solution(make.a_challenge(world.call)).team_id = world.team.id
    db.session.commit()
    return person


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("accounts.confirm", {"token": "secret-word"}),
        ("accounts.new_password", {"token": "secret-word"}),
        ("organisations.invitation", {"token": "secret-word"}),
        ("judging.invitation", {"token": "secret-word"}),
        ("teams.join", {"token": "secret-word"}),
        ("teams.invitation", {"word": "secret-word"}),
        ("accounts.sign_in", {"next": "/en/join/secret-word"}),
    ],
)
def test_the_footer_repeats_no_word_that_is_a_key(
    app: Flask, client: FlaskClient, endpoint: str, values: dict[str, str]
) -> None:
    page = client.get(address_of(app, endpoint, **values)).text

    footer = page.partition('<footer class="site-footer">')[2]
    assert "/en/accessibility/report" in footer
    assert "secret-word" not in footer


def test_every_address_with_a_key_in_it_names_it_so(app: Flask) -> None:
    """What names no page, number or file is a word that opens something; the footer knows it by its name."""
    anything = {name for rule in app.url_map.iter_rules() for name in re.findall(r"<(\w+)>", rule.rule)}

    assert anything - {"fingerprint", "name"} == {"token", "word"}


def test_confirming_takes_over_the_seat_in_a_team_and_its_draft(
    app: Flask, client: FlaskClient, session: scoped_session[Any]
) -> None:
    with time_machine.travel(SPRING, tick=False):
        world, owner_id = a_world(), somebody(mail=ADA["mail"], display_name="Owner").id
        client.post("/en/register", data=ADA)
        ada = session.scalars(select(Person).where(Person.display_name == ADA["display_name"])).one()
        who = signed_in(ada.id, ada.display_name, is_confirmed=False, is_operator=False)
        team = teams.found(world.call, "Ada's", organisation=None, agreement=None, by=who, now=SPRING)
        challenge = visible_challenge(who, world.call.slug, world.challenge.key)
        solution = solutions.begin(team, challenge, draft_key="draft-ada", by=who, now=SPRING)
        session.flush()
        solution = own.own_solution(who, world.call.slug, solution.key)
        drafting.save_draft(solution, {"title": "Puddle radar"}, revision_seen=1, by=who, now=SPRING)
        team_id, solution_id = team.id, solution.id
        session.commit()
        link, browser = link_of(app, rows("accounts.confirm")[-1]), app.test_client()
        browser.post("/en/sign-in", data={"mail": ADA["mail"], "password": SECRET})

        assert browser.post(link).headers["Location"] == "/en/me"

    session.expire_all()
    (seat,) = session.scalars(select(TeamMember).where(TeamMember.team_id == team_id)).all()
    draft = session.scalars(select(SolutionDraft).where(SolutionDraft.solution_id == solution_id)).one()
    assert (seat.person_id, seat.role) == (owner_id, "lead")
    assert draft.saved_by == owner_id
