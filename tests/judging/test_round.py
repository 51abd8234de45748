"""Closing a round and opening it again; what waits; what mails say."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, render_template
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.judging.emails import MAILS
from challenge_hub.judging.models import Assignment, Reopening
from challenge_hub.judging.tasks import tasks_for
from challenge_hub.results.models import Publication
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, SPRING, a_jury, a_seat, browser, given, in_conflict, ranked, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


def test_before_closing_the_chair_reads_who_is_not_finished(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    given(world, world.seat)
    chair = browser(app, world, "chair")
    address = f"/en/calls/{world.call.slug}/jury/closing"

    page = chair.get(address).text
    answer = chair.post(address)

    session.expire_all()
    assert "Juror: 1 review left" in page
    assert answer.headers["Location"] == f"/en/calls/{world.call.slug}/jury/ranking"
    assert world.round.closed_at == NOW


def test_an_organiser_closes_only_where_nobody_chairs(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    organiser = browser(app, world, "organiser")
    address = f"/en/calls/{world.call.slug}/jury/closing"

    refused = organiser.post(address).status_code
    world.chair_seat.role = "juror"
    session.commit()

    assert (refused, organiser.post(address).status_code) == (403, 302)


def test_a_round_opens_again_with_a_reason_that_stays_readable(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    given(world, world.seat)
    world.round.closed_at = NOW
    chair = browser(app, world, "chair")
    address = f"/en/calls/{world.call.slug}/jury/reopening"

    assert chair.post(address, data={"reason": " "}).status_code == 422
    assert chair.post(address, data={"reason": "A juror was ill."}).status_code == 302

    session.expire_all()
    assert world.round.closed_at is None
    assert session.scalars(select(Reopening.reason)).all() == ["A juror was ill."]
    assert "A juror was ill." in chair.get(f"/en/calls/{world.call.slug}/jury/ranking").text


def test_after_results_are_published_a_round_stays_closed(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    world.round.closed_at = NOW
    facts = {"seed": 1, "review_count": 1, "program_version": "0", "settings": {}, "settings_hash": "0" * 64}
    session.add(
        Publication(
            call_id=world.call.id, round_number=1, number=1, published_at=NOW, criteria=[], note={}, draws=[], **facts
        )
    )
    chair = browser(app, world, "chair")

    answer = chair.post(f"/en/calls/{world.call.slug}/jury/reopening", data={"reason": "One more."})

    assert answer.status_code == 403
    assert "One more." in answer.text


def test_a_trimmed_mean_with_too_few_reviews_is_explained(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    world.round.method = "trimmed-mean"
    make.a_review(world.round, world.seat, world.solution, {"impact": "3"})
    ranked(world)

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/ranking")

    assert page.status_code == 200
    assert "The ranking cannot be worked out yet" in page.text


def test_the_ranking_marks_ties_and_what_is_not_reviewed(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    second = make.a_solution(world.challenge)
    make.a_solution(world.challenge, title={"en": "Nobody read me"})
    for solution in (world.solution, second):
        make.a_review(world.round, world.seat, solution, {"impact": "3"})
    ranked(world)

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/ranking").text

    assert page.count("(tie)") == 2
    assert "Nobody read me" in page.split("Not reviewed yet")[1]


def told(app: Flask, world: World, role: str) -> list[tuple[str, bool]]:
    with app.test_request_context("/en/"):
        return [(str(task.sentence), task.waits) for task in tasks_for(actor(world[role]), NOW)]


def test_what_waits_for_a_juror_is_the_declaration_then_the_reviews(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    title = world.call.title["en"]
    world.seat.declared_at = None
    given(world, world.seat, world.solution, make.a_solution(world.challenge))
    session.flush()

    first = told(app, world, "juror")
    world.seat.declared_at = NOW
    session.flush()
    then = told(app, world, "juror")

    assert first == [(f"Give your declaration for the jury of “{title}”", True)]
    assert then == [(f"2 reviews left in “{title}”", True)]


def test_an_invitation_waits_for_whoever_has_the_address(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    make.a_juror(world.call, invited_mail=world["stranger"].mail, invited_language="en", invited_at=NOW)

    assert told(app, world, "stranger") == [
        (f"Accept or decline: a seat on the jury of “{world.call.title['en']}”", True)
    ]


def test_what_waits_for_an_organiser_is_the_next_thing_the_jury_needs(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    title = world.call.title["en"]

    unplanned = told(app, world, "organiser")
    given(world, world.seat)
    going = told(app, world, "organiser")
    world.call.ends_at = NOW
    session.flush()
    over = told(app, world, "organiser")
    make.a_juror(world.call, invited_mail="x@example.org", invited_language="en", invited_at=NOW)

    assert unplanned == [(f"Give the solutions of “{title}” to the jurors", True)]
    assert going == [(f"How far the jury of “{title}” is", False)]
    assert over == [(f"The round of “{title}” is over: close it", True)]
    assert told(app, world, "organiser")[0][0] == f"The jury of “{title}” is not complete"


def mail(app: Flask, kind: str, seat_id: int) -> str | None:
    with app.test_request_context("/en/"):
        found = MAILS[kind]({"juror": seat_id}, Recipient("a@example.org", "en", "Ada"))
        return found and found.subject + "\n" + render_template(found.template, **found.context)


def test_the_invitation_by_mail_says_what_is_public_how_much_work_and_where_to_answer(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury(juror_names_public=True)
    facts = {"invited_mail": "x@example.org", "invited_language": "en", "invited_at": NOW, "label": "Noor New"}
    seat = make.a_juror(world.call, role="deputy-chair", **facts)

    text = mail(app, "judging.invitation", seat.id)

    assert text is not None
    for said in ("Deputy chair", "About 1 review, about 15 minutes", "names of the jurors are pub",
                 "points of each sheet are published", "http://localhost:8000/en/jury/invitations/"):  # fmt: skip
        assert said in text


def test_a_mail_that_no_longer_concerns_anybody_is_not_sent(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()

    assert mail(app, "judging.reminder", world.seat.id) is None
    assert mail(app, "judging.assigned", world.seat.id) is None
    assert mail(app, "judging.invitation", world.seat.id) is None or world.seat.declined_at is not None


@pytest.mark.parametrize("kind", ["judging.assigned", "judging.reminder", "judging.replaced"])
def test_a_mail_about_work_names_the_call_and_its_end(app: Flask, session: scoped_session[Any], kind: str) -> None:
    world = a_jury()
    given(world, world.seat)

    text = mail(app, kind, world.seat.id)

    assert text is not None
    assert plain_title(world) in text
    assert "Friday" in text or "2027" in text
    assert f"http://localhost:8000/en/calls/{world.call.slug}/desk" in text


def plain_title(world: World) -> str:
    return str(world.call.title["en"])


def test_solutions_in_conflict_are_not_counted_in_a_mail(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    given(world, world.seat, world.solution, make.a_solution(world.challenge))
    in_conflict(world["juror"], world.solution)

    assert "1 solution waits" in (mail(app, "judging.assigned", world.seat.id) or "")


def test_a_seat_of_an_imported_call_bothers_no_organiser(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury(package_id="imported", ends_at=SPRING + timedelta(days=1))

    assert told(app, world, "organiser") == []
    assert a_seat(world).id
    with app.test_request_context("/en/"):
        assert plain(world.call.title) == plain_title(world)


def test_what_was_handed_back_and_lacks_a_review_waits_for_the_organisers(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    world.round.reviews_per_solution = 1
    given(world, world.seat)
    session.scalars(select(Assignment)).one().handed_back_at = NOW
    session.flush()

    before = told(app, world, "organiser")
    given(world, world.chair_seat)

    title = world.call.title["en"]
    assert before == [(f"1 solution in “{title}” was handed back and lacks a review", True)]
    assert told(app, world, "organiser") == [(f"How far the jury of “{title}” is", False)]
