"""Objections (Einwände) to the results: questions about them. The minutes list them as `objections_for` gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import any_round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries import named_for
from challenge_hub.results.models import Objection
from challenge_hub.solutions.models import Solution

FIRST = 1
"""The round in which every solution took part, so that it names them all."""


@dataclass(frozen=True)
class ObjectionRecord:
    """An objection as the minutes list it; who filed it is a person of the team, and no matter of theirs."""

    solution_id: int
    filed_at: datetime
    text: str
    outcome: str | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class SeenObjection:
    """An objection with its solution, as the reader's room names it."""

    objection: Objection
    title: Mapping[str, str]
    team: str


def objections_for(call_id: int) -> Sequence[ObjectionRecord]:
    """Every objection in a call, in the order of filing; whoever shows it names solutions for a reader."""
    columns = (Objection.filed_at, Objection.text, Objection.outcome, Objection.answer, Objection.answered_at)
    statement = select(Objection.solution_id, *columns).join(Solution, Objection.solution_id == Solution.id)
    statement = statement.where(Solution.call_id == call_id).order_by(Objection.filed_at, Objection.id)
    return [ObjectionRecord(*found) for found in db.session.execute(statement)]


def objection_to(solution_id: int) -> Objection | None:
    """What the team of this solution objected to."""
    return db.session.scalar(select(Objection).where(Objection.solution_id == solution_id))


def objections_seen(viewer: Actor, call: Call) -> Sequence[SeenObjection]:
    """Every objection but those about solutions this person has a conflict of interest with; open ones first."""
    named = {one.id: one for one in named_for(viewer, any_round(call.id, FIRST)).values()}
    found = db.session.scalars(
        select(Objection)
        .where(Objection.solution_id.in_(named))
        .order_by(Objection.outcome.is_not(None), Objection.filed_at, Objection.id)
    )
    return [SeenObjection(one, named[one.solution_id].title, named[one.solution_id].team) for one in found]


def objection_seen(viewer: Actor, call: Call, objection_id: int) -> SeenObjection:
    """One of them; what is hidden from this person is not there."""
    for one in objections_seen(viewer, call):
        if one.objection.id == objection_id:
            return one
    raise NotFound
