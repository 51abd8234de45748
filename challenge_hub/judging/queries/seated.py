"""One statement for a call, its round and the seat of whoever asks: what nearly every page of the jury begins with."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.once import once
from challenge_hub.judging.models import Juror
from challenge_hub.judging.panels import sits_in
from challenge_hub.judging.rules.jury import CHAIRING, REVIEWING


@once
def call_and_seat(by_number: bool, *, viewer: Actor, slug: str, number: int | None) -> Select[*tuple[Any, ...]]:
    """Of the call with an address, at the round with a number or at the one judged now."""
    return _call_and_seat(viewer, number if by_number else None).where(Call.slug == slug)


@once
def round_and_seat(*, viewer: Actor, call_id: int, number: int) -> Select[*tuple[Any, ...]]:
    """The same of one round."""
    return _call_and_seat(viewer, number).where(Call.id == call_id)


def _call_and_seat(viewer: Actor, number: int | None) -> Select[*tuple[Any, ...]]:
    wanted = current_round() if number is None else and_(Round.call_id == Call.id, Round.number == number)
    return (
        select(
            Call,
            Round,
            Juror,
            hides_names(Call.id),
            func.coalesce(current_number(), 0),
            _last_number(),
            _declared(),
        )
        .select_from(Call)
        .outerjoin(Round, wanted)
        .outerjoin(Juror, and_(Juror.call_id == Call.id, is_seat_of(viewer.person_id)))
    )


def current_round() -> ColumnElement[bool]:
    """The round that is judged now: the first that is not closed, else the last. Goes into a join of Call and Round."""
    return and_(Round.call_id == Call.id, Round.number == current_number())


def current_number() -> ScalarSelect[int]:
    """Its number, for a statement with Call in it."""
    other = aliased(Round)
    first_open = func.min(case((other.closed_at.is_(None), other.number)))
    return (
        select(func.coalesce(first_open, func.max(other.number)))
        .where(other.call_id == Call.id)
        .correlate(Call)
        .scalar_subquery()
    )


def is_seat_of(person: Any) -> ColumnElement[bool]:
    """This seat is held by this person (an id, or a parameter)."""
    return and_(Juror.person_id == person, Juror.accepted_at.is_not(None), Juror.left_at.is_(None))


def judges_with_factor(person_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """A part of other statements: whether a person chairs any jury, or judges where the call asks all for a factor."""
    seat = select(Juror.id).join(Call, Juror.call_id == Call.id).where(is_seat_of(person_id))
    asked = or_(Juror.role.in_(CHAIRING), Call.jurors_need_factor)
    return exists(seat.where(asked).correlate(Person))


def _last_number() -> ColumnElement[int]:
    other = aliased(Round)
    last = select(func.max(other.number)).where(other.call_id == Call.id).correlate(Call).scalar_subquery()
    return func.coalesce(last, 0)


def _declared() -> ScalarSelect[int]:
    """How many jurors with a vote in the round have given their declaration and not left."""
    other = aliased(Juror)
    ready = (
        other.role.in_(REVIEWING),
        other.declared_at.is_not(None),
        other.left_at.is_(None),
        sits_in(Round.id, other.id),
    )
    return select(func.count(other.id)).where(other.call_id == Call.id, *ready).correlate(Call, Round).scalar_subquery()
