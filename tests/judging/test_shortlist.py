"""The shortlist of a round: by place, by points or by decision; shown first, told to the teams, taken back."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.judging.actions.shortlist import empty_shortlist, fill_shortlist, tell_teams
from challenge_hub.judging.emails import MAILS
from challenge_hub.judging.queries.naming import solutions_for
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.queries.shortlist import chosen_in, room_before
from challenge_hub.judging.rules.shortlist import Standing, Wanted, among_these, chosen, mark_of_list
from challenge_hub.judging.stored import StoredRanking
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.rules.shortlist import Source
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, browser, given, in_conflict, ranked, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("session", "spring")
PLACES = [Standing(1, 1, Decimal(4)), Standing(2, 2, Decimal(3)), Standing(3, 2, Decimal(3)), Standing(4, None, None)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(Source.PLACE, most=1), {1}),
        (Wanted(Source.PLACE, most=2), {1, 2, 3}),
        (Wanted(Source.SCORE, least=Decimal("3.5")), {1}),
        (Wanted(Source.SCORE, least=Decimal(9)), set()),
        (Wanted(Source.DECISION, solutions=frozenset({4, 99}), reason="Bold."), {4}),
    ],
)
def test_who_comes_to_the_shortlist(wanted: Wanted, expected: set[int]) -> None:
    assert chosen(PLACES, wanted) == expected


def test_places_are_counted_among_what_a_reader_may_see() -> None:
    assert [(one.solution_id, one.place) for one in among_these(PLACES, {2, 3, 4})] == [(2, 1), (3, 1), (4, None)]


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Three solutions judged in a closed first round, and a second one with a shortlist."""
    world = a_jury()
    for points, solution in zip("531", three(world), strict=True):
        make.a_review(world.round, world.seat, solution, {"impact": points})
    world.round.closed_at = NOW
    db.session.flush()
    world.second = make.a_round(world.call, number=2, has_shortlist=True)  # type: ignore[attr-defined]
    ranked(world)
    return world


def three(world: World) -> list[Solution]:
    found = db.session.scalars(select(Solution).where(Solution.call_id == world.call.id).order_by(Solution.id)).all()
    return [*found, *(make.a_solution(world.challenge) for _ in range(3 - len(found)))]


def rooms(world: World, role: str = "organiser") -> tuple[JuryRoom, JuryRoom]:
    viewer = actor(world[role])
    room = jury_room(viewer, world.call.slug, NOW, 2)
    return room, room_before(room)


def fill(world: World, wanted: Wanted, role: str = "organiser", shown: str | None = None) -> frozenset[int]:
    room, before = rooms(world, role)
    standings = [Standing(s.id, n + 1, Decimal(p)) for n, (s, p) in enumerate(zip(three(world), "531", strict=True))]
    mark = shown or mark_of_list(chosen(standings, wanted))
    return fill_shortlist(room, before, wanted, shown=mark, by=actor(world[role]), now=NOW)


def test_the_best_go_on_and_only_they_take_part(world: World) -> None:
    first, second, _third = three(world)

    assert fill(world, Wanted(Source.PLACE, most=2)) == {first.id, second.id}

    room, _before = rooms(world)
    assert [one.id for one in solutions_for(room, among=room.free)] == [first.id, second.id]
    assert [row.version for row in chosen_in(room.judged).values()] == [1, 1]


def test_the_chair_decides_with_a_reason(world: World) -> None:
    last = three(world)[2]
    with pytest.raises(Refused, match="shortlist-needs-reason"):
        fill(world, Wanted(Source.DECISION, solutions=frozenset({last.id})), "chair")

    fill(world, Wanted(Source.DECISION, solutions=frozenset({last.id}), reason="Bold."), "chair")

    assert [row.reason for row in chosen_in(world.second).values()] == ["Bold."]  # type: ignore[attr-defined]


def test_what_was_not_shown_is_not_done(world: World) -> None:
    with pytest.raises(Refused, match="changed-since-shown"):
        fill(world, Wanted(Source.PLACE, most=2), shown=mark_of_list([1]))


def test_it_is_filled_after_the_round_before_and_until_work_is_given_out(world: World) -> None:
    world.round.closed_at = None
    db.session.flush()
    with pytest.raises(Refused, match="earlier-round-is-open"):
        fill(world, Wanted(Source.PLACE, most=2))
    world.round.closed_at = NOW
    db.session.flush()
    fill(world, Wanted(Source.PLACE, most=2))
    world.round = world.second  # type: ignore[attr-defined]
    given(world, world.seat)
    room, _before = rooms(world)

    with pytest.raises(Refused, match="shortlist-is-in-use"):
        empty_shortlist(room, by=actor(world["organiser"]), now=NOW)
    with pytest.raises(Refused, match="shortlist-is-in-use"):
        fill(world, Wanted(Source.PLACE, most=1))


def test_whoever_has_a_conflict_in_the_round_neither_fills_nor_sees(app: Flask, world: World) -> None:
    hidden = three(world)[1]
    in_conflict(world["organiser"], hidden)
    db.session.commit()

    with pytest.raises(Refused, match="conflict-in-round"):
        fill(world, Wanted(Source.PLACE, most=2))
    address = f"/en/calls/{world.call.slug}/jury/rounds/2/shortlist"
    page = browser(app, world, "organiser").post(address, data={"source": "place", "most": "2"}).text

    assert "so somebody else fills the shortlist" in page
    assert hidden.key not in page
    assert page.count('<td class="number">2</td>') == 1


def test_a_list_is_shown_before_it_is_done_and_can_be_taken_back(app: Flask, world: World) -> None:
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/rounds/2/shortlist"
    typed = {"source": "score", "least": "3"}

    page = client.post(address, data=typed).text
    nothing_yet = dict(chosen_in(world.second))  # type: ignore[attr-defined]
    mark = page.split('name="shown" value="')[1].split('"')[0]
    answer = client.post(address, data={**typed, "shown": mark})
    many = len(chosen_in(world.second))  # type: ignore[attr-defined]
    client.post(f"{address}/removal")

    assert "Nothing is changed yet." in page
    assert (nothing_yet, answer.status_code, many) == ({}, 302, 2)
    assert chosen_in(world.second) == {}  # type: ignore[attr-defined]


def test_a_way_of_choosing_asks_for_its_own(app: Flask, world: World) -> None:
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/rounds/2/shortlist"

    for source, sentence in (
        ("place", "Say up to which place."),
        ("score", "Say from how many points on."),
        ("decision", "Give the reasons, or name the resolution."),
    ):
        answer = client.post(address, data={"source": source, "solutions": str(world.solution.id)})
        assert answer.status_code == 422
        assert sentence in answer.text


def test_every_team_hears_once_for_each_list(world: World) -> None:
    fill(world, Wanted(Source.PLACE, most=1))
    make.a_member(three(world)[2].team_id, make.a_person())
    room, before = rooms(world)
    by = actor(world["organiser"])

    assert tell_teams(room, before, by=by, now=NOW) == 3
    with pytest.raises(Refused, match="teams-are-told"):
        tell_teams(room, before, by=by, now=NOW)
    empty_shortlist(room, by=by, now=NOW)
    fill(world, Wanted(Source.PLACE, most=2))
    assert tell_teams(room, before, by=by, now=NOW) == 3

    waiting = db.session.scalars(select(OutboxRow).where(OutboxRow.kind == "judging.shortlist")).all()
    told = {mail.facts["solution_id"] for mail in waiting}
    assert told == {world.solution.id, three(world)[2].id}


def subject_for(world: World, solution: Solution, person: Person) -> str | None:
    facts = {"round_id": world.second.id, "solution_id": solution.id}  # type: ignore[attr-defined]
    to = Recipient(person.mail or "", "en", person.display_name)
    mail = MAILS["judging.shortlist"](facts, to)
    return mail and mail.subject


def test_the_mail_says_what_stands_when_it_is_sent(app: Flask, world: World) -> None:
    first, _second, third = three(world)
    with app.test_request_context("/en/"):
        assert subject_for(world, first, world["lead"]) is None
        fill(world, Wanted(Source.PLACE, most=1))

        assert (subject_for(world, first, world["lead"]) or "").startswith("On the shortlist: ")
        assert (subject_for(world, third, world["lead"]) or "").startswith("Not on the shortlist: ")


def test_while_the_round_before_is_open_it_is_only_shown(app: Flask, world: World) -> None:
    world.round.closed_at = None
    db.session.commit()
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/rounds/2/shortlist"

    page = client.post(address, data={"source": "place", "most": "1"}).text

    assert "It can be done as soon as the earlier round is closed." in page
    assert 'name="shown"' not in page


def test_the_list_is_made_from_the_stored_ranking_which_is_brought_up_to_date_before(app: Flask, world: World) -> None:
    first, second, _third = three(world)
    address = f"/en/calls/{world.call.slug}/jury/rounds/2/shortlist"
    seat = make.a_juror(world.call)
    make.a_review(world.round, seat, second, {"impact": "5"})
    make.a_review(world.round, seat, first, {"impact": "1"})
    db.session.commit()

    page = browser(app, world, "organiser").post(address, data={"source": "place", "most": "1"}).text
    shown = page.split('name="shown" value="')[1].split('"')[0]

    assert "Something changed since the ranking was computed" in page
    assert shown == mark_of_list([first.id])
    with pytest.raises(Refused, match="changed-since-shown"):
        fill(world, Wanted(Source.PLACE, most=1), shown=shown)
    assert fill(world, Wanted(Source.PLACE, most=1), shown=mark_of_list([second.id])) == {second.id}


def test_without_a_stored_ranking_nothing_is_offered(app: Flask, world: World) -> None:
    db.session.query(StoredRanking).delete()
    db.session.commit()

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/rounds/2/shortlist").text

    assert "The ranking cannot be worked out yet" in page
    assert 'name="source"' not in page
