"""Texts that were reported in the world of the cast."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from challenge_hub.access import VISITOR, Actor
from challenge_hub.infrastructure.db import db
from challenge_hub.moderation import actions
from challenge_hub.moderation.models import TextReport
from challenge_hub.moderation.rules import Ground, Handling, Matter, TextKind
from challenge_hub.moderation.texts import public_text
from challenge_hub.solutions.models import SolutionVersion
from tests.cast import SPRING, World, a_world, actor

PUBLIC = SPRING + timedelta(days=31)
"""When everybody reads the solutions of the cast's call."""

WORDS = "Zeppelin-Verleih"
"""In everything that is reported here, and in nothing else."""


def a_reported_world() -> World:
    """The solution says something that stands nowhere else."""
    world = a_world()
    version = db.session.scalars(select(SolutionVersion).filter_by(solution_id=world.solution.id)).one()
    version.title, version.search_text = {"en": WORDS}, WORDS.lower()
    db.session.commit()
    return world


def reported(world: World, kind: TextKind = TextKind.SOLUTION, number: int | None = None, **facts: Any) -> TextReport:
    values = {"name": None, "mail": None, "language": "en", "by": VISITOR, "now": PUBLIC, **facts}
    text = public_text(kind, number or world.solution.id, PUBLIC)
    report = actions.report_text(text, Matter.RIGHTS, values.pop("explanation", "My photo."), **values)
    db.session.commit()
    return report


def decided(report: TextReport, by: Actor, handling: Handling = Handling.HIDDEN, **facts: Any) -> None:
    values = {"facts": "The photo is hers.", "ground": Ground.LAW, "rule": "Copyright", "now": PUBLIC, **facts}
    actions.decide(report, handling, by=by, **values)
    db.session.commit()


def hidden(world: World) -> TextReport:
    """The solution, hidden by the organiser."""
    report = reported(world)
    decided(report, actor(world["organiser"]))
    return report
