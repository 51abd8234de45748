"""What a call makes known beside its texts: prizes, rubric, terms, notices; and its history for those who organise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, select

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Call, CallNotice, Prize, Terms, Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_of

BEHIND_THE_DOOR = ("review", "conflict", "dismissed_hint", "assignment")
"""Tables whose lines no history shows: they would say who judged what."""


@dataclass(frozen=True)
class Conditions:
    """The prizes, the rubric with its criteria, which version of the terms counts, how many notices there are.

    `prize_themes` names the theme of each prize (id) that has one. The rubric is that of the first round; `later` are
    the rounds after it, each with its criteria.
    """

    prizes: Sequence[Prize]
    prize_themes: Mapping[int, Mapping[str, str]]
    rubric: Round | None
    criteria: Sequence[Criterion]
    later: Sequence[tuple[Round, Sequence[Criterion]]]
    terms_version: int | None
    conduct_version: int | None
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
    rows = db.session.execute(*_conditions(call_id=call_id)).all()
    prizes = {prize.id: prize for _, _, _, prize, *_ in rows if prize}
    themes = {prize.id: theme for _, _, _, prize, theme, *_ in rows if prize and theme}
    rounds = {judged.number: judged for *_, judged, _ in rows if judged}
    criteria = {criterion.id: criterion for *_, criterion in rows if criterion}
    of_round = {number: _of(judged, criteria.values()) for number, judged in rounds.items()}
    version, conduct, count, *_ = rows[0]
    return Conditions(
        prizes=sorted(prizes.values(), key=lambda prize: prize.position),
        prize_themes=themes,
        rubric=rounds.get(1),
        criteria=of_round.get(1, []),
        later=[(rounds[number], of_round[number]) for number in sorted(rounds) if number > 1],
        terms_version=version,
        conduct_version=conduct,
        notices=count,
    )


@once
def _conditions(*, call_id: int) -> Select[*tuple[Any, ...]]:
    newest = select(func.max(Terms.version)).where(Terms.call_id == Call.id, Terms.published_at.is_not(None))
    versions = [newest.where(Terms.kind == kind).correlate(Call).scalar_subquery() for kind in DocumentKind]
    notices = select(func.count()).select_from(CallNotice).where(CallNotice.call_id == Call.id)
    return (
        select(*versions, notices.correlate(Call).scalar_subquery())
        .add_columns(Prize, Theme.name, Round, Criterion)
        .select_from(Call)
        .outerjoin(Prize, Prize.call_id == Call.id)
        .outerjoin(Theme, Theme.id == Prize.theme_id)
        .outerjoin(Round, Round.call_id == Call.id)
        .outerjoin(Criterion, Criterion.round_id == Round.id)
        .where(Call.id == call_id)
    )


def _of(judged: Round, criteria: Iterable[Criterion]) -> Sequence[Criterion]:
    mine = (criterion for criterion in criteria if criterion.round_id == judged.id)
    return sorted(mine, key=lambda criterion: criterion.position)


def notices_of(viewer: Actor, call_id: int, *, number: int = 1) -> Page[CallNotice]:
    """The notices of a call, the newest first."""
    return page_of(
        select(CallNotice),
        number,
        among=select(CallNotice.id).where(CallNotice.call_id == call_id),
        order=(CallNotice.number.desc(),),
        row=lambda found: found[0],
    )


def published_terms(
    viewer: Actor, call_id: int, version: int | None = None, kind: DocumentKind = DocumentKind.TERMS
) -> Terms:
    """One published version of the terms, or of the code of conduct; the newest where none is named."""
    statement = select(Terms).where(Terms.call_id == call_id, Terms.kind == kind, Terms.published_at.is_not(None))
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
