"""Two people of a municipality choose with whom it works on; the release fills the shortlist."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session
from werkzeug.exceptions import NotFound

from challenge_hub.access import YES, Refused
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.judging.actions.shortlist import empty_shortlist, fill_shortlist
from challenge_hub.judging.actions.tandem import choose, release_choice
from challenge_hub.judging.queries.rooms import jury_room
from challenge_hub.judging.queries.shortlist import chosen_in, room_before
from challenge_hub.judging.queries.tandem import mark_of_choice, tandem_room
from challenge_hub.judging.rules.shortlist import Wanted, mark_of_list
from challenge_hub.judging.rules.tandem import chooses_itself, may_choose, may_release_choice
from challenge_hub.judging.tandem import TandemChoice
from challenge_hub.judging.tasks import tasks_for
from challenge_hub.solutions.models import Conflict
from challenge_hub.solutions.rules.shortlist import Source
from tests import factories as make
from tests.accounts.people import written
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, browser, spring  # noqa: F401

REASON = {"en": "It fits our streets."}


@pytest.fixture
def world(session: scoped_session[Any], spring: None) -> World:  # noqa: F811
    """The first round is closed; the second is a tandem with the municipality, of which two people are here."""
    world = a_jury()
    world.call.language = "en"
    world.people["colleague"] = make.a_person(display_name="Colleague")
    make.an_officer(world.municipality, world["colleague"])
    world.round.closed_at = NOW
    make.a_round(world.call, number=2, has_shortlist=True, tandem_with_id=world.municipality.id)
    session.commit()
    return world


def room(world: World, role: str = "officer") -> Any:
    return tandem_room(actor(world[role]), world.call.slug, 2)


def prepare(world: World, *solutions: int, by: str = "officer") -> TandemChoice:
    chosen = solutions or (world.solution.id,)
    return choose(room(world, by), chosen, reason=REASON, how="Committee, 7 of 9", by=actor(world[by]), now=NOW)


def release(world: World, by: str = "colleague", *, seen: str | None = None) -> None:
    found = room(world, by)
    release_choice(found, seen=seen or mark_of_choice(found.choice), by=actor(world[by]), now=NOW)


def at_the_jury(world: World, role: str = "chair") -> Any:
    return jury_room(actor(world[role]), world.call.slug, NOW, 2)


@pytest.mark.parametrize(("people", "hidden", "expected"), [(2, False, True), (1, False, False), (5, True, False)])
def test_a_municipality_of_two_people_chooses_itself_as_long_as_there_are_names(
    people: int, hidden: bool, expected: bool
) -> None:
    assert chooses_itself(people=people, names_are_hidden=hidden) is expected


CHOOSING = {
    "chooses": True,
    "earlier_is_closed": True,
    "is_closed": False,
    "is_in_use": False,
    "is_released": False,
    "chosen": 1,
}


@pytest.mark.parametrize(
    ("fact", "value", "reason"),
    [
        ("chooses", False, "jury-chooses"),
        ("earlier_is_closed", False, "earlier-round-is-open"),
        ("is_closed", True, "round-is-closed"),
        ("is_in_use", True, "shortlist-is-in-use"),
        ("is_released", True, "choice-is-released"),
        ("chosen", 0, "nobody-is-chosen"),
    ],
)
def test_a_choice_is_made_between_the_rounds(fact: str, value: Any, reason: str) -> None:
    assert may_choose(**CHOOSING) == YES  # type: ignore[arg-type]
    assert may_choose(**{**CHOOSING, fact: value}).reason == reason  # type: ignore[arg-type]


def test_nobody_releases_what_they_prepared_or_have_a_conflict_with() -> None:
    free = {"has_prepared": False, "conflicts": (), "is_unchanged": True}

    assert may_release_choice(YES, **free) == YES  # type: ignore[arg-type]
    assert may_release_choice(YES, **{**free, "has_prepared": True}).reason == "prize-four-eyes"  # type: ignore[arg-type]
    assert may_release_choice(YES, **{**free, "conflicts": (3,)}).reason == "in-conflict-with-awarded"  # type: ignore[arg-type]
    assert may_release_choice(YES, **{**free, "is_unchanged": False}).reason == "changed-since-shown"  # type: ignore[arg-type]


def test_what_one_officer_prepares_a_colleague_releases_and_it_is_the_shortlist(app: Flask, world: World) -> None:
    prepare(world)
    with pytest.raises(Refused, match="prize-four-eyes"):
        release(world, "officer")
    assert chosen_in(room(world).judged) == {}

    db.session.flush()
    mails = db.session.scalars(select(OutboxRow).where(OutboxRow.kind == "judging.choice_waits")).all()
    assert [mail.person_id for mail in mails] == [world["colleague"].id]
    assert "works on" in str(written(app, mails[0]))
    release(world)

    listed = chosen_in(room(world).judged)
    assert list(listed) == [world.solution.id]
    assert listed[world.solution.id].reason == f"{world.municipality.name}: Committee, 7 of 9"
    assert written(app, mails[0]) is None
    with pytest.raises(Refused, match="choice-is-released"):
        prepare(world)


def test_only_answers_to_the_own_challenges_are_chosen_and_never_one_in_conflict(world: World) -> None:
    other = make.a_solution(make.a_challenge(world.call, organisation=make.an_organisation()))
    facts = {"kind": "family", "declared_at": NOW, "solution_id": world.solution.id}
    db.session.add(Conflict(person_id=world["colleague"].id, **facts))
    db.session.flush()

    with pytest.raises(Refused, match="nobody-is-chosen"):
        prepare(world, other.id)
    with pytest.raises(Refused, match="nobody-is-chosen"):
        prepare(world, by="colleague")
    prepare(world)
    with pytest.raises(Refused, match="in-conflict-with-awarded"):
        release(world)
    db.session.query(Conflict).delete()
    with pytest.raises(Refused, match="changed-since-shown"):
        release(world, seen="0" * 64)


def test_chair_and_organisers_do_not_choose_in_its_place_but_may_send_it_back(world: World) -> None:
    prepare(world)
    release(world)
    found = at_the_jury(world)
    wanted = Wanted(Source.DECISION, solutions=frozenset({world.solution.id}), reason="We say so.")
    shown = mark_of_list({world.solution.id})

    with pytest.raises(Refused, match="municipality-chooses"):
        fill_shortlist(found, room_before(found), wanted, shown=shown, by=found.viewer, now=NOW)
    empty_shortlist(found, by=found.viewer, now=NOW)

    assert (chosen_in(found.judged), room(world).choice) == ({}, None)
    prepare(world, by="colleague")


def test_it_stands_among_the_tasks_until_it_is_released(app: Flask, world: World) -> None:
    def told(role: str) -> list[tuple[str, bool]]:
        with app.test_request_context("/en/"):
            found = tasks_for(actor(world[role]), NOW)
        return [(task.sentence, task.waits) for task in found if "tandem" in task.url]

    title = world.call.title["en"]
    assert told("officer") == [(f"Choose with whom your municipality works on in “{title}”", True)]
    prepare(world)
    assert told("officer") == [(f"The choice for the tandem in “{title}” waits for a colleague", False)]
    assert told("colleague") == [(f"Look at the choice for the tandem in “{title}” and release it", True)]
    release(world)
    assert told("officer") == []


def test_the_page_is_for_this_municipality_alone_and_asks_for_a_reason(app: Flask, world: World) -> None:
    address = f"/en/calls/{world.call.slug}/rounds/2/tandem"
    officer = browser(app, world, "officer")
    typed = {"solutions": str(world.solution.id), "how": "A vote."}

    assert officer.post(address, data=typed).status_code == 422
    assert officer.post(address, data={**typed, "reason_en": "It fits."}).status_code == 302
    colleague = browser(app, world, "colleague")
    page = colleague.get(address).text
    assert "It fits." in page
    assert colleague.post(f"{address}/release", data={"seen": mark_of_choice(room(world).choice)}).status_code == 302
    assert "municipality of this tandem round chooses itself" not in officer.get(address).text
    with pytest.raises(NotFound):
        tandem_room(actor(world["organiser"]), world.call.slug, 2)
