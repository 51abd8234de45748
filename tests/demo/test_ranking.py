"""The chair of the demonstration finds a ranking, without anybody saving a review first."""

from flask import Flask
from sqlalchemy import select

from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.demo.story.jury_call import SLUG
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.jobs import Job
from challenge_hub.judging.actions.rankings import KIND


def test_the_ranking_of_the_jury_at_work_is_asked_for_from_the_first_minute(demo: Flask) -> None:
    with demo.app_context():
        first = select(Round.id).join(Call, Call.id == Round.call_id).where(Call.slug == SLUG, Round.number == 1)
        asked = db.session.execute(select(Job.asked).where(Job.kind == KIND, Job.subject == db.session.scalar(first)))

        assert list(asked.scalars()) == [1]
