"""A sitting from the invitation to the closing: who is here, what is called, what is resolved."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.deliberation.actions import agenda as agenda_actions
from challenge_hub.deliberation.actions import resolutions as resolving
from challenge_hub.deliberation.actions import sittings as actions
from challenge_hub.deliberation.actions.resolutions import Motion
from challenge_hub.deliberation.models import Attendance, Resolution, Sitting
from challenge_hub.deliberation.queries.agenda import agenda_for
from challenge_hub.deliberation.queries.record import record_of
from challenge_hub.deliberation.rules.resolutions import ResolutionKind, Votes
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.solutions.models import Solution
from tests import factories as make
from tests.cast import World, actor
from tests.deliberation.sittings import NOW, a_sitting, comes, form_of, room_for
from tests.judging.juries import a_jury, a_seat, browser, in_conflict, ranked, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """The round is closed; `world.solution` is first, `second` and `third` share the second place."""
    world = a_jury()
    for title, points in (("second", "3"), ("third", "3")):
        solution = make.a_solution(world.challenge, title={"en": title}, key=title)
        make.a_review(world.round, world.seat, solution, {"impact": points})
    make.a_review(world.round, world.seat, world.solution, {"impact": "5"})
    world.round.closed_at = NOW
    ranked(world)
    return world


def solution(session: scoped_session[Any], key: str) -> Solution:
    return session.scalars(select(Solution).where(Solution.key == key)).one()


def resolve(world: World, sitting: Sitting, votes: Votes, **more: Any) -> Resolution:
    room = room_for(world, sitting)
    facts = {"kind": ResolutionKind.OTHER, "words": "We agree.", "solutions": frozenset(), "reason": "", **more}
    return resolving.resolve(room, Motion(**facts), votes, by=room.jury.viewer, now=NOW)


def test_calling_a_sitting_tells_the_jury_and_puts_everything_on_the_agenda(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    typed = {"takes_place_at": "2027-03-05T18:00", "place": "online", "minutes_by": "Pat", "quorum": "2"}

    answer = browser(app, world, "organiser").post(f"/en/calls/{world.call.slug}/jury/sittings", data=typed)

    sitting = session.scalars(select(Sitting)).one()
    assert answer.status_code == 302
    assert (sitting.number, sitting.place, sitting.quorum, sitting.takes_place_at.hour) == (1, "online", 2, 17)
    assert len(record_of(sitting).items) == 3
    told = {row.person_id for row in session.scalars(select(OutboxRow)) if row.kind == "deliberation.sitting"}
    assert told == {world["juror"].id, world["chair"].id}
    assert [line.verb for line in session.scalars(select(TrailLine))] == ["call-sitting"]


def test_what_was_typed_stays_when_the_clock_does_not_show_the_time(app: Flask, world: World) -> None:
    typed = {"takes_place_at": "2027-03-28T02:30", "place": "Room 7", "minutes_by": "Pat"}

    answer = browser(app, world, "chair").post(f"/en/calls/{world.call.slug}/jury/sittings", data=typed)

    assert answer.status_code == 422
    assert "Room 7" in answer.text


def test_a_juror_leaves_in_the_middle_comes_back_and_a_slip_is_taken_back(
    session: scoped_session[Any], world: World
) -> None:
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id)
    room, seat = room_for(world, sitting), world.seat.id
    by = room.jury.viewer

    actions.go(room, seat, by=by, now=NOW)
    actions.come(room, seat, may_vote=True, by=by, now=NOW)
    actions.take_back_mark(room, seat, by=by, now=NOW)
    actions.take_back_mark(room, seat, by=by, now=NOW)

    stays = session.scalars(select(Attendance)).all()
    assert [(stay.juror_id, stay.until_at) for stay in stays] == [(seat, None)]
    with pytest.raises(Refused, match="here-already"):
        actions.come(room, seat, may_vote=True, by=by, now=NOW)


def test_a_deputy_is_a_guest(session: scoped_session[Any], world: World) -> None:
    deputy, sitting = a_seat(world, role="deputy"), a_sitting(world)

    comes(world, sitting, deputy.id)

    assert session.scalars(select(Attendance.may_vote)).all() == [False]


def test_guests_have_no_vote_and_do_not_count_for_the_quorum(session: scoped_session[Any], world: World) -> None:
    sitting = a_sitting(world, quorum=2)
    guest, deputy = a_seat(world), a_seat(world, role="deputy")
    comes(world, sitting, world.seat.id)
    comes(world, sitting, guest.id, deputy.id, may_vote=False)

    with pytest.raises(Refused, match="no-quorum"):
        resolve(world, sitting, Votes(1, 0, 0))
    comes(world, sitting, world.chair_seat.id)
    with pytest.raises(Refused, match="votes-do-not-add-up"):
        resolve(world, sitting, Votes(3, 0, 0))

    assert resolve(world, sitting, Votes(2, 0, 0)).voters == 2


def test_calling_an_item_notes_who_had_to_leave(session: scoped_session[Any], world: World) -> None:
    in_conflict(world["juror"], world.solution)
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id, world.chair_seat.id)
    room = room_for(world, sitting)
    number = next(item.number for item in agenda_for(room).items if item.item.solution_id == world.solution.id)

    agenda_actions.call_item(room, number, by=room.jury.viewer, now=NOW)

    found = record_of(sitting).items[number - 1]
    assert number == 3
    assert (found.solution_id, found.called_at, found.left_room) == (world.solution.id, NOW, (world.seat.id,))


def test_the_chair_moves_an_item_and_arranges_what_is_left(session: scoped_session[Any], world: World) -> None:
    sitting = a_sitting(world)
    room = room_for(world, sitting)
    by, before = room.jury.viewer, [item.solution_key for item in record_of(sitting).items]

    agenda_actions.move_item(room, 3, earlier=True, by=by, now=NOW)
    moved = [item.solution_key for item in record_of(sitting).items]
    agenda_actions.call_item(room, 2, by=by, now=NOW)
    solution(session, "third" if before[2] != "third" else "second").withdrawn_at = NOW
    session.flush()
    agenda_actions.arrange_anew(room, by=by, now=NOW)
    left = [item.solution_key for item in record_of(sitting).items]

    assert moved == [before[0], before[2], before[1]]
    assert left[0] == before[2]
    assert len(left) == 2


def test_votes_that_do_not_add_up_are_told_in_figures_and_nothing_typed_is_lost(app: Flask, world: World) -> None:
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id, world.chair_seat.id)
    client = browser(app, world, "chair")
    address = f"/en/calls/{world.call.slug}/jury/sittings/1/resolutions"

    wrong = client.post(address, data=form_of(words="We thank everybody."))
    right = client.post(address, data=form_of(words="We thank everybody.", yes="2"))

    assert wrong.status_code == 422
    assert "2 jurors are present and may vote on this, but 3 votes were counted." in wrong.text
    assert "We thank everybody." in wrong.text
    assert right.status_code == 302
    assert "We thank everybody." in client.get(f"/en/calls/{world.call.slug}/jury/sittings/1").text


def test_whoever_has_a_conflict_is_not_among_the_voters(session: scoped_session[Any], world: World) -> None:
    in_conflict(world["juror"], world.solution)
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id, world.chair_seat.id)
    about = {"kind": ResolutionKind.AWARD, "solutions": frozenset([world.solution.id]), "reason": "Best."}

    with pytest.raises(Refused, match="votes-do-not-add-up"):
        resolve(world, sitting, Votes(2, 0, 0), **about)

    assert resolve(world, sitting, Votes(1, 0, 0), **about).voters == 1


def test_to_leave_the_ranking_needs_a_reason_which_the_record_keeps(session: scoped_session[Any], world: World) -> None:
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id)
    second = {"kind": ResolutionKind.AWARD, "solutions": frozenset([solution(session, "second").id])}

    with pytest.raises(Refused, match="deviation-needs-reason"):
        resolve(world, sitting, Votes(1, 0, 0), **second)
    resolve(world, sitting, Votes(1, 0, 0), reason="It serves more people.", **second)

    (found,) = record_of(sitting).resolutions
    assert (found.deviates, found.reason, found.is_carried) == (True, "It serves more people.", True)


def test_after_the_first_is_awarded_the_next_place_needs_no_reason(session: scoped_session[Any], world: World) -> None:
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id)
    kind = {"kind": ResolutionKind.AWARD}

    resolve(world, sitting, Votes(1, 0, 0), solutions=frozenset([world.solution.id]), **kind)
    made = resolve(world, sitting, Votes(1, 0, 0), solutions=frozenset([solution(session, "second").id]), **kind)

    assert (made.number, made.deviates) == (2, False)


def test_whoever_may_not_know_the_whole_ranking_always_gives_a_reason(
    session: scoped_session[Any], world: World
) -> None:
    """With or without a better solution behind the door: being asked tells nothing."""
    in_conflict(world["chair"], world.solution)
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id)

    with pytest.raises(Refused, match="deviation-needs-reason"):
        resolve(
            world, sitting, Votes(1, 0, 0), kind=ResolutionKind.TIE,
            solutions=frozenset([solution(session, "second").id, solution(session, "third").id]),
        )  # fmt: skip


def test_the_chair_decides_a_tie_only_where_the_sitting_says_so(session: scoped_session[Any], world: World) -> None:
    plain, agreed = a_sitting(world), a_sitting(world, chair_decides_ties=True)
    for sitting in (plain, agreed):
        comes(world, sitting, world.seat.id, world.chair_seat.id)

    lost = resolve(world, plain, Votes(1, 1, 0, chair_in_tie=True))
    with pytest.raises(Refused, match="chair-vote-missing"):
        resolve(world, agreed, Votes(1, 1, 0))
    won = resolve(world, agreed, Votes(1, 1, 0, chair_in_tie=True))

    assert (lost.is_carried, lost.chair_in_tie) == (False, None)
    assert (won.is_carried, won.chair_in_tie) == (True, True)


def test_without_its_quorum_the_jury_resolves_nothing_and_the_page_says_so(app: Flask, world: World) -> None:
    sitting = a_sitting(world, quorum=2)
    comes(world, sitting, world.seat.id)

    with pytest.raises(Refused, match="no-quorum"):
        resolve(world, sitting, Votes(1, 0, 0))

    page = browser(app, world, "juror").get(f"/en/calls/{world.call.slug}/jury/sittings/1").text
    assert "1 jurors with a vote are present; the quorum is 2." in page


def test_the_newest_resolution_is_taken_back_and_an_older_one_corrected(
    session: scoped_session[Any], world: World
) -> None:
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id)
    first, _second = resolve(world, sitting, Votes(1, 0, 0)), resolve(world, sitting, Votes(0, 1, 0))
    room = room_for(world, sitting)
    by = room.jury.viewer

    with pytest.raises(Refused, match="only-the-last"):
        resolving.take_back(room, 1, by=by, now=NOW)
    resolving.take_back(room, 2, by=by, now=NOW)
    made = resolve(world, sitting, Votes(0, 0, 1), corrects=first.id)

    assert (made.number, made.is_carried) == (2, False)
    assert [found.corrects for found in record_of(sitting).resolutions] == [None, (1, 1)]


def test_nothing_changes_in_a_closed_sitting(session: scoped_session[Any], world: World) -> None:
    sitting = a_sitting(world)
    comes(world, sitting, world.seat.id)
    room = room_for(world, sitting)
    by = room.jury.viewer
    resolve(world, sitting, Votes(1, 0, 0))

    actions.close_sitting(room, by=by, now=NOW)

    for act in (
        lambda: resolve(world, sitting, Votes(1, 0, 0)),
        lambda: resolving.take_back(room, 1, by=by, now=NOW),
        lambda: actions.go(room, world.seat.id, by=by, now=NOW),
        lambda: agenda_actions.call_item(room, 1, by=by, now=NOW),
        lambda: actions.close_sitting(room, by=by, now=NOW),
    ):
        with pytest.raises(Refused, match="sitting-is-closed"):
            act()
    assert record_of(sitting).attendance[0].until_at == NOW


def test_jurors_see_places_once_nobody_gives_points_any_more(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    a_sitting(world)
    address = f"/en/calls/{world.call.slug}/jury/sittings/1"
    client = browser(app, world, "juror")

    after = client.get(address).text
    world.round.closed_at = None
    session.commit()
    before = client.get(address).text

    assert ("tie" in after, "Places and points appear here" in after) == (True, False)
    assert ('class="badge badge-warning">tie' in before, "Places and points appear here" in before) == (False, True)


def test_my_own_review_and_private_note_lie_beside_the_discussion(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    sitting = a_sitting(world)
    for review in session.query(make.Review).filter_by(juror_id=world.seat.id):
        review.private_note = "Ask about the budget."
    session.commit()
    number = [item.solution_id for item in record_of(sitting).items].index(world.solution.id) + 1
    address = f"/en/calls/{world.call.slug}/jury/sittings/1/items/{number}"

    assert "Ask about the budget." in browser(app, world, "juror").get(address).text
    assert "Ask about the budget." not in browser(app, world, "chair").get(address).text


def test_the_calendar_entry_tells_time_and_place_and_no_solution(app: Flask, world: World) -> None:
    a_sitting(world, place="Room 2; left, then right")

    answer = browser(app, world, "juror").get(f"/en/calls/{world.call.slug}/jury/sittings/1/calendar.ics")

    assert answer.mimetype == "text/calendar"
    assert "DTSTART:20270303T120000Z\r\n" in answer.text
    assert "LOCATION:Room 2\\; left\\, then right\r\n" in answer.text
    assert world.solution.key not in answer.text


def test_a_sitting_is_a_task_for_the_jury(app: Flask, session: scoped_session[Any], world: World) -> None:
    a_sitting(world)
    session.commit()

    told = [role for role in ("juror", "chair", "organiser", "stranger") if "/jury/sittings/1" in _me(app, world, role)]

    assert told == ["juror", "chair", "organiser"]


def _me(app: Flask, world: World, role: str) -> str:
    return browser(app, world, role).get("/en/me").text


def test_only_those_who_lead_write(session: scoped_session[Any], world: World) -> None:
    sitting = a_sitting(world)
    room = room_for(world, sitting, "juror")

    with pytest.raises(Refused, match="not-organiser-or-chair"):
        actions.come(room, world.seat.id, may_vote=True, by=actor(world["juror"]), now=NOW)
