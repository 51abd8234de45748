"""Several people award at once: one set of awards stands, and no group ever has more than the call allows."""

from collections import Counter

from flask import Flask
from sqlalchemy import func, select

from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call, Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.results import releases
from challenge_hub.results.groups import award_groups
from challenge_hub.results.models import Award, Release
from challenge_hub.results.rules import Choice
from tests import factories as make
from tests.at_once import AT_ONCE, all_at_once
from tests.cast import SPRING, a_world, actor


def test_two_who_award_at_once_never_go_over_the_count(own_app: Flask) -> None:
    with own_app.app_context():
        world = a_world(most_awards=1, awards_per="municipality")
        world.round.closed_at = SPRING
        solutions = [world.solution, make.a_solution(make.a_challenge(world.call))]
        for number in (1, 2):
            facts = {"kind": "honour", "giver": "Town", "decider": "jury"}
            db.session.add(Prize(call_id=world.call.id, position=number, name={"en": str(number)}, **facts))
        db.session.flush()
        ids = [solution.id for solution in solutions]
        people = [actor(world["chair"]), actor(world["organiser"])] * (AT_ONCE // 2)
        call_id = world.call.id
        prizes = db.session.scalars(select(Prize.id).order_by(Prize.position)).all()
        db.session.commit()

    def award(number: int) -> str:
        call = db.session.get_one(Call, call_id)
        given = [ids[number % 2]] * 2 if number > 1 else ids[:: 1 if number else -1]
        choices = [Choice(prize, id_, {"en": "Good."}) for prize, id_ in zip(prizes, given, strict=True)]
        facts = {"statement": {}, "decided_at": SPRING, "by": people[number], "now": SPRING}
        releases.edit_awards(call, calls.any_round(call_id, 1), choices, **facts)  # type: ignore[arg-type]
        return "kept"

    results = all_at_once(own_app, award)

    with own_app.app_context():
        call = db.session.get_one(Call, call_id)
        kept = list(db.session.scalars(select(Award.solution_id)))
        assert results == ["kept", "kept", "too-many-awards", "too-many-awards"]
        assert db.session.scalar(select(func.count(Release.id))) == 1
        assert sorted(kept) == sorted(ids)
        assert max(Counter(award_groups(call, kept)).values()) == 1
