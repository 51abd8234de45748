"""Awards: four eyes, no conflict, as they were shown; then frozen, public, and told to every team."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.results import releases, room
from challenge_hub.results.awarded import published_awards
from challenge_hub.results.models import Feedback, PublishedPlace, Release
from challenge_hub.results.rules import Choice, may_release
from challenge_hub.solutions.contents import title_of
from challenge_hub.solutions.models import Conflict
from challenge_hub.solutions.rounds import RoundSolution
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in

LATER = SPRING + timedelta(days=61)


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """The round is closed: two reviews of the team's solution, one prize to give."""
    world = a_world()
    world.round.closed_at = SPRING
    for seat, points, comment in ((world.seat, "4", "Well made."), (world.chair_seat, "2", "Who maintains it?")):
        make.a_review(world.round, seat, world.solution, {"impact": points}).comment = comment
    db.session.add(Prize(call_id=world.call.id, position=1, name={"en": "First prize"}, kind="honour", giver="Town"))
    db.session.commit()
    world.round = calls.any_round(world.call.id, 1)
    return world


def prize_of(world: World) -> Prize:
    return db.session.scalars(select(Prize).filter_by(call_id=world.call.id)).one()


def prepare(world: World, *, by: str = "chair") -> Release:
    """Awards put down and handed over by one person."""
    who, world.round = actor(world[by]), calls.any_round(world.call.id, 1)
    choice = Choice(prize_of(world).id, world.solution.id, {"en": "It works."})
    words = {"statement": {"en": "We thank everybody."}, "decided_at": SPRING}
    release = releases.edit_awards(world.call, world.round, [choice], **words, by=who, now=LATER)
    releases.hand_over(world.call, world.round, release, by=who, now=LATER)
    return release


def publish(world: World, release: Release, *, by: str = "organiser") -> None:
    seen = release.content_sha256 or ""
    releases.release_awards(world.call, world.round, release, seen=seen, by=actor(world[by]), now=LATER)


def test_what_one_prepared_another_releases(world: World) -> None:
    release = prepare(world)

    publish(world, release)

    (award,) = published_awards(actor(world["stranger"]), world.call.id)
    assert award.award.prize_name == {"en": "First prize"}
    assert release.released_by == world["organiser"].id


def test_whoever_prepared_does_not_release(world: World) -> None:
    release = prepare(world)

    with pytest.raises(Refused, match="four-eyes"):
        publish(world, release, by="chair")


def test_whoever_changed_a_word_before_does_not_release_either(world: World) -> None:
    who = actor(world["organiser"])
    releases.edit_awards(world.call, world.round, [], statement={}, decided_at=None, by=who, now=LATER)
    release = prepare(world, by="chair")

    with pytest.raises(Refused, match="four-eyes"):
        publish(world, release, by="organiser")


def test_what_is_not_handed_over_is_not_released() -> None:
    assert may_release(is_prepared=False, has_edited=False, is_unchanged=True).reason == "not-prepared"


def test_a_score_that_changed_meanwhile_stops_the_release(world: World) -> None:
    release = prepare(world)
    make.a_review(world.round, make.a_juror(world.call), world.solution, {"impact": "5"})

    with pytest.raises(Refused, match="changed-since-shown"):
        publish(world, release)


@pytest.mark.parametrize("who", ["chair", "organiser"])
def test_nobody_with_a_conflict_prepares_or_releases(world: World, who: str) -> None:
    release = prepare(world) if who == "organiser" else None
    conflict = {"person_id": world[who].id, "solution_id": world.solution.id, "kind": "family"}
    db.session.add(Conflict(**conflict, declared_at=SPRING))
    db.session.flush()

    with pytest.raises(Refused, match="in-conflict-with-awarded"):
        publish(world, release, by=who) if release else prepare(world, by=who)


def test_a_member_of_the_team_is_in_conflict_without_saying_so(world: World) -> None:
    make.a_member(world.team.id, world["organiser"])

    with pytest.raises(Refused, match="in-conflict-with-awarded"):
        publish(world, prepare(world))


def test_awards_wait_until_the_round_is_closed(world: World) -> None:
    world.round.closed_at = None

    with pytest.raises(Refused, match="round-still-open"):
        prepare(world)


def test_sent_back_awards_can_be_prepared_again(world: World) -> None:
    release = prepare(world)
    releases.send_back(world.call, release, reason="A word is missing.", by=actor(world["organiser"]), now=LATER)

    again = prepare(world)

    assert (again.id, again.return_reason) == (release.id, None)


def test_released_awards_are_not_touched_any_more(world: World) -> None:
    publish(world, prepare(world))

    with pytest.raises(Refused, match="awards-released"):
        prepare(world)


def test_every_team_gets_means_and_comments_with_the_results(world: World) -> None:
    publish(world, prepare(world))

    feedback = db.session.scalars(select(Feedback)).one()
    assert feedback.criterion_means == {"impact": "3"}
    assert feedback.comments == ["Well made.", "Who maintains it?"]
    assert feedback.released_at == LATER


def test_an_unticked_comment_reaches_nobody(world: World) -> None:
    who = actor(world["chair"])
    releases.choose_feedback(
        world.call, world.round, world.solution.id, comments=["Well made."], message="Go on!", by=who, now=SPRING
    )

    publish(world, prepare(world))

    feedback = db.session.scalars(select(Feedback)).one()
    assert (feedback.comments, feedback.message) == (["Well made."], "Go on!")


def test_the_copy_keeps_the_title_and_the_team_of_that_day(world: World) -> None:
    publish(world, prepare(world))

    place = db.session.scalars(select(PublishedPlace)).one()
    assert place.team == world.team.name
    assert place.title


def test_releasing_shows_the_solutions_and_writes_one_line_for_the_act(world: World) -> None:
    world.call.solutions_public_at = None

    publish(world, prepare(world))

    assert world.call.solutions_public_at == LATER
    verbs = db.session.scalars(select(TrailLine.verb).order_by(TrailLine.id)).all()
    assert verbs == ["edit-awards", "prepare-awards", "publish-results"]


def test_from_the_form_to_the_public_page(client: FlaskClient, world: World) -> None:
    slug, prize = world.call.slug, prize_of(world).id
    typed = {
        "decided_on": "2027-04-30",
        "statement_en": "We thank everybody.",
        f"prize-{prize}-solution": str(world.solution.id),
        f"prize-{prize}-reason_en": "It works where it rains.",
    }
    with time_machine.travel(LATER, tick=False):
        sign_in(client, world["chair"])
        assert client.post(f"/en/calls/{slug}/awards", data=typed).status_code == 302
        assert client.post(f"/en/calls/{slug}/awards/handover").status_code == 302
        sign_in(client, world["organiser"])
        page = client.get(f"/en/calls/{slug}/awards/release").text
        seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
        answer = client.post(f"/en/calls/{slug}/awards/release", data={"seen": seen})
        public = client.get(f"/en/calls/{slug}/results").text
        paper = client.get(f"/en/calls/{slug}/results/summary").text

    assert answer.status_code == 302
    for shown in (public, paper):
        assert "It works where it rains." in shown
        assert "Decision of the jury" in shown


def test_an_award_needs_its_reason_in_the_language_that_counts(client: FlaskClient, world: World) -> None:
    prize = prize_of(world).id
    typed = {f"prize-{prize}-solution": str(world.solution.id), f"prize-{prize}-reason_de": "Es geht."}
    with time_machine.travel(LATER, tick=False):
        sign_in(client, world["chair"])
        answer = client.post(f"/en/calls/{world.call.slug}/awards", data={"decided_on": "2027-04-30", **typed})

    assert answer.status_code == 422
    assert "Give the reason in English" in answer.text
    assert "Es geht." in answer.text


def test_a_chair_prepares_awards_once_the_declaration_is_given(client: FlaskClient, world: World) -> None:
    world.chair_seat.declared_at = None
    db.session.commit()
    sign_in(client, world["chair"])
    address = f"/en/calls/{world.call.slug}/awards"

    before = client.get(address)
    world.chair_seat.declared_at = SPRING
    db.session.commit()
    after = client.get(address)

    assert (before.status_code, after.status_code) == (404, 200)


@pytest.mark.parametrize("path", ["awards", "awards/release"])
def test_a_conflict_hides_the_solution_from_the_chair(client: FlaskClient, world: World, path: str) -> None:
    prepare(world, by="organiser")
    conflict = {"person_id": world["chair"].id, "solution_id": world.solution.id, "kind": "employer"}
    db.session.add(Conflict(**conflict, declared_at=SPRING))
    title = db.session.scalars(select(PublishedPlace.title)).first() or title_of(world.solution.id)["en"]
    with time_machine.travel(LATER, tick=False):
        sign_in(client, world["chair"])
        page = client.get(f"/en/calls/{world.call.slug}/{path}").text
        choice = client.get(f"/en/calls/{world.call.slug}/awards/feedback/{world.solution.key}")

    assert title not in page
    assert world.team.name not in page
    assert choice.status_code == 404


def test_with_two_rounds_the_last_is_awarded_and_each_team_hears_of_its_rounds(world: World) -> None:
    second = make.a_round(world.call, number=2, has_shortlist=True, closed_at=SPRING)
    going_on, left = make.a_solution(world.challenge), world.solution
    listed = {"source": "place", "version": 1, "added_at": SPRING}
    db.session.add(RoundSolution(round_id=second.id, solution_id=going_on.id, **listed))
    for judged in (world.round, second):
        make.a_review(judged, world.seat, going_on, {"impact": "5"})
    db.session.commit()
    chair, organiser, last = actor(world["chair"]), actor(world["organiser"]), room.round_of(world.call)
    facts = {"statement": {}, "decided_at": SPRING, "by": chair, "now": LATER}
    release = releases.edit_awards(world.call, last, [], **facts)
    releases.hand_over(world.call, last, release, by=chair, now=LATER)

    seen = str(release.content_sha256)
    published = releases.release_awards(world.call, last, release, seen=seen, by=organiser, now=LATER)

    found = db.session.execute(select(Feedback.solution_id, Feedback.round_number)).all()
    assert (last.number, published.round_number, release.round_number) == (2, 2, 2)
    assert sorted(map(tuple, found)) == sorted([(left.id, 1), (going_on.id, 1), (going_on.id, 2)])


def test_a_team_reads_the_feedback_of_each_of_its_rounds(client: FlaskClient, world: World) -> None:
    second = make.a_round(world.call, number=2, closed_at=SPRING)
    make.a_review(second, world.seat, world.solution, {"impact": "5"}).comment = "Even better."
    db.session.commit()
    last = room.round_of(world.call)
    facts = {"statement": {}, "decided_at": SPRING, "by": actor(world["chair"]), "now": LATER}
    release = releases.edit_awards(world.call, last, [], **facts)
    releases.hand_over(world.call, last, release, by=actor(world["chair"]), now=LATER)
    world.round = last
    publish(world, release)
    db.session.commit()
    sign_in(client, world["lead"])

    page = client.get(f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/feedback").text

    assert page.index("Even better.") < page.index("Well made.")
    assert "Round 1: Place 1" in page
