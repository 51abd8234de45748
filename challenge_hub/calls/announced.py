"""What a call makes known beside its texts: prizes, rubric, terms, notices; and its history for those who organise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, literal, select

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Call, CallNotice, Prize, Terms
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.pagination import Page, page_of

BEHIND_THE_DOOR = ("review", "conflict", "assignment")
"""Tables whose lines no history shows: they would say who judged what."""


@dataclass(frozen=True)
class Conditions:
    """The prizes, the rubric with its criteria, which version of the terms counts, how many notices there are."""

    prizes: Sequence[Prize]
    rubric: Round | None
    criteria: Sequence[Criterion]
    terms_version: int | None
    notices: int


@dataclass(frozen=True)
class HistoryLine:
    """Who did what, when. `who` is None for the platform and for people without an account any more."""

    at: datetime
    who: str | None
    verb: str
    facts: Mapping[str, Any]


def conditions_of(viewer: Actor, call_id: int) -> Conditions:
    """In one statement, for a page everybody opens: prizes and criteria come crossed, a few dozen narrow rows."""
    terms = select(func.max(Terms.version)).where(Terms.call_id == Call.id, Terms.published_at.is_not(None))
    notices = select(func.count()).select_from(CallNotice).where(CallNotice.call_id == Call.id)
    statement = (
        select(terms.correlate(Call).scalar_subquery(), notices.correlate(Call).scalar_subquery())
        .add_columns(Prize, Round, Criterion)
        .select_from(Call)
        .outerjoin(Prize, Prize.call_id == Call.id)
        .outerjoin(Round, (Round.call_id == Call.id) & (Round.number == 1))
        .outerjoin(Criterion, Criterion.round_id == Round.id)
        .where(Call.id == call_id)
    )
    rows = db.session.execute(statement).all()
    prizes = {prize.id: prize for _, _, prize, _, _ in rows if prize}
    criteria = {criterion.id: criterion for *_, criterion in rows if criterion}
    version, count, _, rubric, _ = rows[0]
    return Conditions(
        prizes=sorted(prizes.values(), key=lambda prize: prize.position),
        rubric=rubric,
        criteria=sorted(criteria.values(), key=lambda criterion: criterion.position),
        terms_version=version,
        notices=count,
    )


def notices_of(viewer: Actor, call_id: int, *, number: int = 1) -> Page[CallNotice]:
    """The notices of a call, the newest first."""
    return page_of(
        select(CallNotice),
        number,
        among=select(CallNotice.id).where(CallNotice.call_id == call_id),
        order=(CallNotice.number.desc(),),
        row=lambda found: found[0],
    )


def published_terms(viewer: Actor, call_id: int, version: int | None = None) -> Terms:
    """One published version of the terms; the newest where none is named."""
    statement = select(Terms).where(Terms.call_id == call_id, Terms.published_at.is_not(None))
    if version is not None:
        statement = statement.where(Terms.version == version)
    return one_or_404(statement.order_by(Terms.version.desc()).limit(1))


def history_of(viewer: Actor, call_id: int, *, number: int = 1) -> Page[HistoryLine]:
    """What was done around a call, the newest first. For its organisers; the jury's room stays shut."""
    return page_of(
        select(TrailLine.at, TrailLine.verb, TrailLine.facts, Person.display_name).outerjoin(
            Person, TrailLine.actor == literal("person:") + cast(Person.id, String)
        ),
        number,
        among=select(TrailLine.id).where(TrailLine.call_id == call_id, TrailLine.thing.not_in(BEHIND_THE_DOOR)),
        order=(TrailLine.id.desc(),),
        row=lambda found: HistoryLine(at=found[0], verb=found[1], facts=found[2], who=found[3]),
    )
