"""Editions: written from the record, frozen, with a fingerprint; what a reader gets; how the public one comes about."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.deliberation.models import Sitting
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.judging.panels import RoundSeat
from challenge_hub.minutes import actions
from challenge_hub.minutes.emails import MAILS
from challenge_hub.minutes.queries import editions as queries
from challenge_hub.minutes.queries.public import published_editions
from challenge_hub.minutes.tasks import tasks_for
from challenge_hub.notifications.audiences import told_by
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import World, actor
from tests.judging.blind import CANARIES, NUMBER, a_blind_jury
from tests.judging.juries import browser
from tests.minutes.recorded import LATER, a_recorded_jury, an_edition, minutes_of, rival, with_results


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_recorded_jury()


def told(world: World, role: str = "organiser", number: int = 1) -> dict[str, Any]:
    return queries.full_edition(minutes_of(world, role), number).content


def test_an_edition_tells_everything_of_the_record(world: World) -> None:
    an_edition(with_results(world), remarks="Calm and friendly.")

    content = told(world)
    (sitting,) = content["sittings"]
    assert [(juror["name"], juror["role"]) for juror in content["jurors"]] == [("Juror", "juror"), ("Chair", "chair")]
    assert [one["person"] for one in content["conflicts"]] == ["Juror"]
    assert [(one["motion"], one["yes"], one["is_carried"]) for one in sitting["resolutions"]] == [
        ("Carry it out, as Juror says.", 2, True),
        ("Wait with the rival.", 1, True),
        ("The keeper gets flowers.", 1, False),
    ]
    assert [len(one["left_room"]) for one in sitting["items"]] == [0, 1]
    assert [(one["place"], one["total"]) for one in content["rounds"][0]["ranking"]["places"]] == [(1, "5"), (2, "3")]
    assert [one["prize"] for one in content["awards"]["awards"]] == [{"en": "First prize"}]
    assert content["remarks"] == "Calm and friendly."


def test_a_round_with_jurors_of_its_own_names_them(world: World) -> None:
    db.session.add(RoundSeat(round_id=world.round.id, juror_id=world.chair_seat.id))

    an_edition(world)

    content = told(world)
    names = {juror["ref"]: juror["name"] for juror in content["jurors"]}
    assert [names[ref] for ref in content["rounds"][0]["panel"]] == ["Chair"]


def test_the_fingerprint_of_the_file_stands_in_the_trail(app: Flask, world: World) -> None:
    an_edition(world)

    with time_machine.travel(LATER, tick=False):
        answer = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/minutes/1/minutes.json")
    line = db.session.scalars(select(TrailLine).filter_by(verb="write-minutes")).one()
    assert hashlib.sha256(answer.data).hexdigest() == line.facts["sha256"]


def test_a_frozen_edition_does_not_change_with_the_record(world: World) -> None:
    edition = an_edition(world)
    before = queries.newest_edition(world.call.id).content  # type: ignore[union-attr]

    world["juror"].display_name = "Somebody else"
    db.session.commit()

    assert queries.newest_edition(world.call.id).content == before  # type: ignore[union-attr]
    assert hashlib.sha256(before.encode()).hexdigest() == edition.sha256


def test_a_later_edition_needs_a_reason_and_a_change(world: World) -> None:
    an_edition(world)

    with pytest.raises(Refused, match="edition-needs-reason"):
        an_edition(world)
    with pytest.raises(Refused, match="edition-is-the-same"):
        an_edition(world, reason="Once more.")
    assert an_edition(world, reason="A remark was missing.", remarks="It rained.").number == 2


def test_there_are_no_minutes_before_something_is_closed(session: scoped_session[Any]) -> None:
    world = a_recorded_jury()
    world.round.closed_at = None
    db.session.execute(update(Sitting).values(closed_at=None))

    with pytest.raises(Refused, match="nothing-recorded"):
        an_edition(world)


def test_a_juror_reads_and_does_not_write(world: World) -> None:
    an_edition(world)

    with pytest.raises(Refused, match="not-organiser-or-chair"):
        an_edition(world, "juror", reason="Mine.", remarks="Mine.")
    assert told(world, "juror")["edition"] == 1


def test_a_conflict_of_interest_hides_the_solution_in_every_form(app: Flask, world: World) -> None:
    an_edition(world, remarks="The rival shouted.")
    address = f"/en/calls/{world.call.slug}/jury/minutes/1"

    with time_machine.travel(LATER, tick=False):
        juror, organiser = browser(app, world, "juror"), browser(app, world, "organiser")
        seen = [juror.get(address).text, juror.get(f"{address}/minutes.json").text]
        whole = organiser.get(address).text
    for secret in ("Wait with the rival.", "Too dear.", "The rival shouted.", team_of(world)):
        assert secret in whole
        assert [secret in text for text in seen] == [False, False]
    assert "left out" in seen[0]
    assert [one["place"] for one in told(world, "juror")["rounds"][0]["ranking"]["places"]] == [1]


def team_of(world: World) -> str:
    return db.session.get_one(Team, rival(world).team_id).name


def test_an_anonymised_round_is_told_by_numbers_to_everybody(session: scoped_session[Any]) -> None:
    blind = a_blind_jury()
    make.a_review(blind.world.round, blind.world.seat, blind.hidden, {"impact": "4"})
    blind.world.round.closed_at = LATER
    db.session.commit()

    an_edition(blind.world, "organiser")

    written = json.dumps(told(blind.world), ensure_ascii=False)
    assert f"Solution {NUMBER}: A quiet thing" in written
    assert [name for name, canary in CANARIES.items() if canary in written] == []


def test_jurors_read_nothing_while_points_are_given(app: Flask, world: World) -> None:
    an_edition(world)
    world.round.closed_at = None
    db.session.commit()

    with time_machine.travel(LATER - timedelta(days=50), tick=False):
        found = [
            browser(app, world, role).get(f"/en/calls/{world.call.slug}/jury/minutes") for role in ("juror", "chair")
        ]

    assert [answer.status_code for answer in found] == [404, 200]


def published(world: World, by: str = "organiser", *, number: int = 1) -> None:
    room = minutes_of(world, by)
    edition = queries.with_public_content(room, number)
    actions.publish(room, edition, by=actor(world[by]), now=LATER)
    db.session.commit()


def test_somebody_else_than_the_writer_publishes(world: World) -> None:
    an_edition(with_results(world), "chair")

    with pytest.raises(Refused, match="wrote-the-minutes"):
        published(world, "chair")
    published(world, "organiser")
    assert [one.number for one in published_editions(actor(world["stranger"]), world.call.id)] == [1]


def test_minutes_written_before_the_results_are_not_published(world: World) -> None:
    an_edition(world, "chair")

    with pytest.raises(Refused, match="results-come-first"):
        published(world)


def test_an_older_edition_is_not_published(world: World) -> None:
    an_edition(with_results(world))
    an_edition(world, reason="More.", remarks="It rained.")

    with pytest.raises(Refused, match="newer-edition-exists"):
        published(world)


def test_what_was_taken_back_is_gone_and_stays_so(app: Flask, world: World) -> None:
    an_edition(with_results(world))
    published(world)
    room = minutes_of(world)
    address = f"/en/calls/{world.call.slug}/minutes/1"
    before = app.test_client().get(address).status_code

    actions.unpublish(room, queries.edition_of(room, 1), reason="A name.", by=room.jury.viewer, now=LATER)
    db.session.commit()

    after = [app.test_client().get(address + more).status_code for more in ("", "/minutes.json", "/minutes.pdf")]
    assert (before, after) == (200, [404, 404, 404])
    with pytest.raises(Refused, match="minutes-were-published"):
        published(world)


def test_the_public_version_names_no_juror_and_no_conflict(app: Flask, world: World) -> None:
    an_edition(with_results(world), remarks="juror spoke first.")
    published(world)
    client = app.test_client()

    page = client.get(f"/en/calls/{world.call.slug}/minutes/1").text
    data = client.get(f"/en/calls/{world.call.slug}/minutes/1/minutes.json")

    content = data.get_json()
    assert "Carry it out, as [1] says." in page
    assert "[1] spoke first." in page
    for secret in ("Pat Example", "flowers", "employer", "Employer", '"Juror"', '"Chair"', "left_room"):
        assert secret not in data.text
        assert secret not in page
    assert (content["conflicts"], content["conflict_counts"]) == (None, {"stands": 1})
    assert hashlib.sha256(data.data).hexdigest() == queries.edition_of(minutes_of(world), 1).public_sha256


def test_public_names_are_named_where_the_call_says_so(world: World) -> None:
    world.call.juror_names_public = True

    an_edition(with_results(world))

    content = json.loads(queries.with_public_content(minutes_of(world), 1).public_content)
    assert [one["name"] for one in content["jurors"]] == ["Juror", "Chair"]
    assert content["sittings"][0]["resolutions"][0]["motion"] == "Carry it out, as Juror says."


def test_results_lead_to_the_public_minutes(app: Flask, world: World) -> None:
    an_edition(with_results(world))
    client, address = app.test_client(), f"/en/calls/{world.call.slug}/minutes/1"
    with time_machine.travel(LATER, tick=False):
        before = client.get(f"/en/calls/{world.call.slug}/results").text
        published(world)
        after = client.get(f"/en/calls/{world.call.slug}/results").text

    assert (address in before, address in after) == (False, True)


def test_from_the_form_to_the_public_page(app: Flask, world: World) -> None:
    with_results(world)
    address = f"/en/calls/{world.call.slug}/jury/minutes"
    with time_machine.travel(LATER, tick=False):
        chair, organiser = browser(app, world, "chair"), browser(app, world, "organiser")
        written = chair.post(address, data={"remarks": "Fine weather."})
        unread = organiser.post(f"{address}/1/publication", data={})
        answer = organiser.post(f"{address}/1/publication", data={"looked": "y"})
        public = app.test_client().get(f"/de/calls/{world.call.slug}/minutes/1").text
        taken = organiser.post(f"{address}/1/withdrawal", data={"reason": "A slip."})
        page = chair.get(f"{address}/1").text

    assert [one.status_code for one in (written, unread, answer, taken)] == [302, 422, 302, 302]
    assert "Fine weather." in public
    assert "A slip." in page


def waiting(app: Flask, world: World, role: str) -> list[str]:
    with app.test_request_context("/en/"):
        return [str(task.sentence) for task in tasks_for(actor(world[role]), LATER)]


def test_minutes_wait_for_the_second_person_by_task_and_mail(app: Flask, world: World) -> None:
    with_results(world)
    edition = an_edition(world)
    line = db.session.scalars(select(TrailLine).where(TrailLine.verb == "write-minutes")).one()
    title = world.call.title["en"]

    assert waiting(app, world, "organiser") == [f"Publish the minutes of the jury of “{title}”"]
    assert [waiting(app, world, role) for role in ("chair", "juror", "stranger")] == [[], [], []]
    mails = told_by(line)
    assert [(one.kind, one.person_id) for one in mails] == [("minutes.waiting", world["organiser"].id)]
    with app.test_request_context("/en/"):
        mail = MAILS["minutes.waiting"]({"edition": edition.id}, Recipient("a@example.org", "en", "A"))
        assert mail is not None
        edition.published_at, edition.published_by = LATER, world["organiser"].id
        db.session.flush()
        assert MAILS["minutes.waiting"]({"edition": edition.id}, Recipient("a@example.org", "en", "A")) is None
    assert waiting(app, world, "organiser") == []


def test_minutes_written_before_the_results_wait_for_nobody(app: Flask, world: World) -> None:
    edition = an_edition(world)

    assert waiting(app, world, "organiser") == []
    assert MAILS["minutes.waiting"]({"edition": edition.id}, Recipient("a@example.org", "en", "A")) is None


def test_the_form_is_offered_once_something_is_recorded(app: Flask, world: World) -> None:
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/minutes"
    offered = client.get(address).text
    world.round.closed_at = None
    db.session.execute(update(Sitting).values(closed_at=None))
    db.session.commit()

    assert "Write the first edition" in offered
    assert "Write the first edition" not in client.get(address).text
