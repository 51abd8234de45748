"""Several people enter the same sheet of paper at once: one review comes of it, and it is one person's as a whole."""

from decimal import Decimal

from flask import Flask
from sqlalchemy import func, select

from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions.papers import enter_papers
from challenge_hub.judging.models import Review, Score
from challenge_hub.judging.papers import PaperEntry
from challenge_hub.judging.queries.rooms import criteria_of, jury_room
from challenge_hub.judging.rules.undo import Entered
from tests.at_once import AT_ONCE, all_at_once
from tests.cast import actor
from tests.judging.juries import NOW, a_jury, given


def test_the_same_sheet_entered_at_once_is_one_review(own_app: Flask) -> None:
    with own_app.app_context():
        world = a_jury()
        given(world, world.seat)
        people = [actor(world["chair"]), actor(world["organiser"])] * (AT_ONCE // 2)
        slug, seat, solution = world.call.slug, world.seat.id, world.solution.id
        db.session.commit()

    def enter(number: int) -> str:
        room = jury_room(people[number], slug, NOW)
        (criterion,) = criteria_of(room.judged)
        sheet = Entered({criterion.id: Decimal(number + 1)}, comment=f"Typed by {number}", note="")
        return str(enter_papers(room, seat, {solution: sheet}, by=people[number], now=NOW))

    results = all_at_once(own_app, enter)

    with own_app.app_context():
        review = db.session.scalars(select(Review)).one()
        value = db.session.scalars(select(Score.value)).one()
        assert results == ["1"] * AT_ONCE
        assert (review.revision, review.is_done) == (AT_ONCE, True)
        assert review.comment == f"Typed by {int(value) - 1}"
        assert db.session.scalar(select(func.count(PaperEntry.review_id))) == 1
