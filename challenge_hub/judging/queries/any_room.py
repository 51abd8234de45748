"""The jury's room and a desk as the statements know them that are put together once."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from challenge_hub.judging.queries.rooms import Desk, JuryRoom
from challenge_hub.solutions.queries import free_for, free_to_judge


@dataclass(frozen=True)
class Kind:
    """What a statement depends on: for rooms of one kind the same is asked."""

    is_anonymised: bool
    has_shortlist: bool
    has_seat: bool
    is_scoring: bool = False
    method: str = ""

    @staticmethod
    def of(room: JuryRoom) -> "Kind":
        has_seat = room.seat is not None
        judged, is_scoring = room.judged, has_seat and room.is_scoring
        return Kind(room.is_anonymised, judged.has_shortlist, has_seat, is_scoring, judged.method)

    @staticmethod
    def of_desk(desk: Desk) -> "Kind":
        return Kind(desk.is_anonymised, desk.round.has_shortlist, has_seat=True)


@dataclass(frozen=True)
class Ids:
    """What differs from room to room, whatever the kind."""

    call: int
    round: int
    seat: int | None
    person: int | None

    @staticmethod
    def of(room: JuryRoom) -> "Ids":
        return Ids(room.call.id, room.judged.id, room.seat.id if room.seat else None, room.viewer.person_id)

    @staticmethod
    def of_desk(desk: Desk) -> "Ids":
        return Ids(desk.call.id, desk.round.id, desk.seat.id, desk.seat.person_id)


@dataclass(frozen=True)
class Row:
    """A call or a seat, of which a statement asks no more."""

    id: Any


@dataclass(frozen=True)
class AnyRound:
    """The same of a round."""

    id: Any
    call_id: Any
    has_shortlist: bool
    method: str


@dataclass(frozen=True)
class AnyRoom:
    """Any room of a kind, or any desk; `ids` are the parameters of a statement."""

    kind: Kind
    ids: Ids

    @property
    def call(self) -> Any:
        return Row(self.ids.call)

    @property
    def round(self) -> Any:
        return AnyRound(self.ids.round, self.ids.call, self.kind.has_shortlist, self.kind.method)

    judged = round

    @property
    def seat(self) -> Any:
        return Row(self.ids.seat) if self.kind.has_seat else None

    @property
    def is_anonymised(self) -> bool:
        return self.kind.is_anonymised

    @property
    def hides_names(self) -> bool:
        return self.kind.is_anonymised

    @property
    def is_scoring(self) -> bool:
        return self.kind.is_scoring

    @property
    def free(self) -> ColumnElement[bool]:
        """As the room has it: who has a seat is held to more."""
        return free_to_judge(self.ids.person) if self.kind.has_seat else free_for(self.ids.person)
