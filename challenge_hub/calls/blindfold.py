"""What an anonymised round means outside the jury's room: who may not look, and until when."""

from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, exists
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import Model


class Blindfold(Model):
    """Somebody who took a seat on the jury of a call. While an anonymised round hides names, they do not organise it:
    an organiser sees everything, and whoever judges sees numbers alone. It stays when the seat is left.
    """

    __tablename__ = "blindfold"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


def hides_names(call_id: Any) -> ColumnElement[bool]:
    """Some round of the call (a column) is anonymised, and its names are not revealed yet. One is enough for all
    rounds: what a reader knows from one round is known in the next.
    """
    hiding = exists().where(Round.call_id == call_id, Round.is_anonymous, Round.names_revealed_at.is_(None))
    return hiding.correlate(call_id.class_)


def wears_blindfold(person_id: int | None, call_id: Any) -> ColumnElement[bool]:
    """This person judges in the call (a column) and may not look at names for now."""
    wears = exists().where(
        Blindfold.person_id == person_id,
        Blindfold.call_id == call_id,
        Round.call_id == Blindfold.call_id,
        Round.is_anonymous,
        Round.names_revealed_at.is_(None),
    )
    return wears.correlate(call_id.class_)
