"""What waits for a person around the sittings: one statement, however many calls there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import ids_of_organised_calls
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.deliberation.models import Anchor, AnchorScore, Calibration, Sitting
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.together import Together, answers_to, together
from challenge_hub.judging.models import Juror
from challenge_hub.judging.rules.jury import CHAIRING


@dataclass(frozen=True)
class SittingAhead:
    """A sitting that is not closed; `leads`: this person writes down what happens."""

    number: int
    takes_place_at: datetime
    leads: bool
    slug: str
    title: Mapping[str, str]
    time_zone: str


@dataclass(frozen=True)
class TrialWaiting:
    """A trial in which this person still has points to give."""

    slug: str
    title: Mapping[str, str]


@dataclass(frozen=True)
class Ahead:
    """Everything of this package that waits for one person; `more` answers what else was asked with it."""

    sittings: Sequence[SittingAhead]
    trials: Sequence[TrialWaiting]
    more: Sequence[Sequence[Sequence[Any]]]


Question = Select[*tuple[Any, ...]]


def ahead_of(viewer: Actor, *others: Callable[[Actor], Question]) -> Ahead:
    """Sittings and trials of this person and the answers to `others`, all in one statement."""
    sittings, trials, *more = answers_to(*_ahead(*others, viewer=viewer))
    return Ahead(
        [
            SittingAhead(number, at, bool(organises) or bool(chairs), *call)
            for number, at, organises, chairs, *call in sittings
        ],
        [TrialWaiting(slug, title) for wanted, given, slug, title in trials if given < wanted],
        more,
    )


@once
def _ahead(*others: Callable[[Actor], Question], viewer: Actor) -> Together:
    return together(_sittings(viewer), _trials(viewer), *(other(viewer) for other in others))


def _seat(viewer: Actor) -> ColumnElement[bool]:
    return and_(
        Juror.call_id == Call.id,
        Juror.person_id == viewer.person_id,
        Juror.declared_at.is_not(None),
        Juror.left_at.is_(None),
    )


def _sittings(viewer: Actor) -> Question:
    organises = Call.id.in_(ids_of_organised_calls(viewer))
    chairs = and_(Juror.id.is_not(None), Juror.role.in_(CHAIRING))
    return (
        select(Sitting.number, Sitting.takes_place_at, organises, chairs, Call.slug, Call.title, Call.time_zone)
        .select_from(Sitting)
        .join(Call, Sitting.call_id == Call.id)
        .outerjoin(Juror, _seat(viewer))
        .where(Sitting.closed_at.is_(None), Call.cancelled_at.is_(None), or_(organises, Juror.id.is_not(None)))
    )


def _trials(viewer: Actor) -> Question:
    examples = select(func.count(Anchor.id)).where(Anchor.calibration_id == Calibration.id)
    criteria = select(func.count(Criterion.id)).where(Criterion.round_id == Round.id)
    given = (
        select(func.count(AnchorScore.criterion_id))
        .join(Anchor, AnchorScore.anchor_id == Anchor.id)
        .where(Anchor.calibration_id == Calibration.id, AnchorScore.juror_id == Juror.id)
    )
    wanted = examples.correlate(Calibration).scalar_subquery() * criteria.correlate(Round).scalar_subquery()
    return (
        select(wanted, given.correlate(Calibration, Juror).scalar_subquery(), Call.slug, Call.title)
        .select_from(Calibration)
        .join(Round, Calibration.round_id == Round.id)
        .join(Call, Round.call_id == Call.id)
        .join(Juror, _seat(viewer))
        .where(Calibration.opened_at.is_not(None), Calibration.closed_at.is_(None), Call.cancelled_at.is_(None))
    )
