"""Rounds one after the other: adding, changing, dropping; every page of the jury's room at the round asked for."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.calls.models import CallNotice
from challenge_hub.calls.queries import any_round
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions.assigning import assign_everything
from challenge_hub.judging.actions.rounds import RoundFacts, add_round, drop_round
from challenge_hub.judging.actions.seats import replace
from challenge_hub.judging.anonymity import DrawnNumber
from challenge_hub.judging.models import Assignment
from challenge_hub.judging.panels import RoundSeat
from challenge_hub.judging.queries.plans import reviewers_of
from challenge_hub.judging.queries.rooms import JuryRoom, desk_of, jury_room
from challenge_hub.judging.rules.rounds import may_add_round, may_end
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("session", "spring")
TITLE = {"en": "Final"}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_jury()


def a_next_round(world: World, **facts: Any) -> Round:
    said = RoundFacts(**{"title": TITLE, "ends_at": None, "quorum": None, "has_shortlist": False, "seats": (), **facts})
    by = actor(world["organiser"])
    return add_round(room_of(world), said, seed=7, results_are_out=False, by=by, now=NOW)


def room_at(world: World, number: int, role: str = "organiser") -> JuryRoom:
    return jury_room(actor(world[role]), world.call.slug, NOW, number)


def test_the_next_round_begins_with_a_copy_of_the_rubric(world: World) -> None:
    added = a_next_round(world)

    first, second = any_round(world.call.id, 1), any_round(world.call.id, 2)
    assert (added.number, added.title, added.seed) == (2, TITLE, 7)
    assert [(c.key, c.weight, c.name) for c in second.criteria] == [(c.key, c.weight, c.name) for c in first.criteria]
    assert {c.id for c in second.criteria}.isdisjoint(c.id for c in first.criteria)


def test_a_published_call_tells_of_it_in_a_numbered_notice(world: World) -> None:
    a_next_round(world)

    notice = db.session.scalars(select(CallNotice).where(CallNotice.call_id == world.call.id)).one()
    assert notice.changes[0]["field"] == "rounds"
    assert notice.changes[0]["before"] == {}
    assert notice.changes[0]["after"]["en"].startswith("Round 2: Final")


def test_it_begins_when_the_earlier_one_is_closed(world: World) -> None:
    a_next_round(world)
    by = actor(world["organiser"])

    with pytest.raises(Refused, match="earlier-round-is-open"):
        assign_everything(room_at(world, 2), seed=1, by=by, now=NOW)
    world.round.closed_at = NOW
    db.session.flush()

    assert assign_everything(room_at(world, 2), seed=1, by=by, now=NOW) == 2


def test_a_round_may_have_jurors_of_its_own(world: World) -> None:
    other = a_seat(world)
    a_next_round(world, seats=[other.id])
    world.round.closed_at = NOW
    db.session.flush()

    assign_everything(room_at(world, 2), seed=1, by=actor(world["organiser"]), now=NOW)

    assert [reviewer.id for reviewer in reviewers_of(room_at(world, 2)) if reviewer.is_ready] == [other.id]
    assert set(db.session.scalars(select(Assignment.juror_id))) == {other.id}


def test_the_quorum_counts_the_jurors_of_the_round(world: World) -> None:
    a_next_round(world, seats=[world.seat.id], quorum=2)

    assert room_at(world, 2).times.jurors_missing == 1


def test_a_deputy_judges_where_the_seat_did(world: World) -> None:
    deputy = a_seat(world, role="deputy")
    second = a_next_round(world, seats=[world.seat.id])

    replace(room_of(world), world.seat, deputy, by=actor(world["organiser"]), now=NOW)

    assert db.session.get(RoundSeat, (second.id, deputy.id)) is not None


def test_only_the_last_round_goes_again_and_only_unused(world: World) -> None:
    by = actor(world["organiser"])
    with pytest.raises(Refused, match="not-the-last-round"):
        drop_round(room_at(world, 1), by=by, now=NOW)
    world.round = a_next_round(world)
    given(world, world.seat)

    with pytest.raises(Refused, match="round-has-work"):
        drop_round(room_at(world, 2), by=by, now=NOW)
    db.session.query(Assignment).delete()
    drop_round(room_at(world, 2), by=by, now=NOW)

    assert room_of(world).rounds.last == 1


@pytest.mark.parametrize(
    ("hours", "earlier", "reason"),
    [
        (-1, None, "round-ends-in-the-past"),
        (1, None, "round-ends-before-deadline"),
        (3, 4, "round-ends-before-the-earlier"),
        (5, 4, None),
        (None, 4, None),
    ],
)
def test_a_round_ends_after_the_deadline_and_after_the_one_before(
    hours: int | None, earlier: int | None, reason: str | None
) -> None:
    def at(hour: int | None) -> Any:
        return None if hour is None else NOW + timedelta(hours=hour)

    decision = may_end(at(hours), closes_at=at(2), earlier_ends_at=at(earlier), now=NOW)

    assert decision.reason == reason


def test_there_are_no_more_than_nine_rounds_and_none_without_a_first() -> None:
    asked = {"is_organiser": True, "is_stopped": False, "results_are_out": False}
    assert may_add_round(rounds=0, **asked).reason == "first-the-rubric"
    assert may_add_round(rounds=9, **asked).reason == "too-many-rounds"
    assert may_add_round(rounds=8, **asked)


def test_every_page_stays_at_the_round_that_was_asked_for(app: Flask, world: World) -> None:
    world.round.closed_at = NOW
    a_next_round(world)
    client = browser(app, world, "organiser")
    at = f"/en/calls/{world.call.slug}/jury"

    first, now = (client.get(f"{at}/progress{asked}").text for asked in ("?round=1", ""))

    assert f'href="{at}/ranking?round=1"' in first
    assert f'href="{at}/ranking"' in now
    assert client.get(f"{at}/progress?round=3").status_code == 404
    assert client.get(f"{at}/progress?round=x").status_code == 404


def test_a_form_sent_at_a_round_acts_on_that_round(app: Flask, world: World) -> None:
    a_next_round(world)
    client = browser(app, world, "chair")

    answer = client.post(f"/en/calls/{world.call.slug}/jury/closing?round=2")

    assert answer.status_code == 403
    assert "An earlier round is still open." in answer.text
    assert db.session.get_one(Round, world.round.id).closed_at is None


def test_the_desk_of_an_earlier_round_stays_to_be_read(app: Flask, world: World) -> None:
    given(world, world.seat)
    world.round.closed_at = NOW
    a_next_round(world)
    viewer = actor(world["juror"])

    page = browser(app, world, "juror").get(f"/en/calls/{world.call.slug}/desk?round=1").text

    assert desk_of(viewer, world.call.slug, NOW).round.number == 2
    assert f"/desk/{world.solution.key}?round=1" in page
    assert "The round is closed, so nothing changes any more." in page


def form_of(page: str) -> dict[str, str]:
    """The hidden mark of a form as it was opened."""
    return {"seen": page.split('name="seen" type="hidden" value="')[1].split('"')[0]}


RUBRIC = {
    "criteria-0-key": "impact", "criteria-0-name_en": "Public interest", "criteria-0-weight": "3",
    "scale_min": "0", "scale_max": "5", "method": "mean", "tie_rules": "share", "minutes_per_review": "20",
    "blank": "left-out", "total_places": "",
}  # fmt: skip


def test_its_rubric_changes_until_something_is_given_out(app: Flask, world: World) -> None:
    second = a_next_round(world)
    db.session.commit()
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/rounds/2"
    mark = form_of(client.get(address).text)

    answer = client.post(address, data={**mark, **RUBRIC, "title_en": "Last round", "quorum": "2"})

    db.session.expire_all()
    changed = any_round(world.call.id, 2)
    assert answer.status_code == 302
    assert (changed.title, changed.quorum, changed.method) == ({"en": "Last round"}, 2, "mean")
    assert [(c.name, int(c.weight)) for c in changed.criteria] == [({"en": "Public interest"}, 3)]
    assert int(any_round(world.call.id, 1).criteria[0].weight) == 1

    world.round = second
    given(world, world.seat)
    assert "criteria-0-name_en" not in client.get(address).text


def test_two_people_at_the_form_of_a_round_notice_each_other(app: Flask, world: World) -> None:
    a_next_round(world)
    db.session.commit()
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/rounds/2"
    mark = form_of(client.get(address).text)
    client.post(address, data={**mark, **RUBRIC, "title_en": "First"})

    answer = client.post(address, data={**mark, **RUBRIC, "title_en": "Second"})

    assert answer.status_code == 409
    assert "Second" in answer.text
    assert any_round(world.call.id, 2).title == {"en": "First"}


def test_an_anonymised_call_draws_numbers_for_its_next_round() -> None:
    world = a_jury()
    world.round.is_anonymous = True
    db.session.add(DrawnNumber(round_id=world.round.id, solution_id=world.solution.id, number=100))
    db.session.flush()

    second = a_next_round(world)

    numbers = select(DrawnNumber.number).where(DrawnNumber.round_id == second.id)
    assert len(db.session.scalars(numbers).all()) == 1
