"""Solutions and jurors of a call by the numbers they have in its minutes, named as the jury's room may name them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, true

from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.anonymity import DrawnNumber
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.conflicts import TreatedConflict, treated_conflicts
from challenge_hub.judging.queries.naming import NamedSolution, solutions_for
from challenge_hub.judging.queries.rooms import JuryRoom, Reader
from challenge_hub.minutes.queries.times import at


@dataclass(frozen=True)
class WholeRecord(Reader):
    """The minutes themselves: nothing is under a conflict of interest here, and while an anonymised round hides names
    they name nobody, whoever reads them.
    """

    @property
    def hides_names(self) -> bool:
        return self.is_anonymised

    @property
    def free(self) -> ColumnElement[bool]:
        return true()


class Refs:
    """Gives every solution and every seat its number. What took part in a round comes first, by name."""

    def __init__(self, room: JuryRoom, rounds: Sequence[Round]) -> None:
        self._readers = [WholeRecord(room.viewer, room.call, one, None, False, room.is_anonymised) for one in rounds]
        self._solutions: dict[int, int] = {}
        self._jurors: dict[int, int] = {}
        self._people: dict[int, int] = {}
        self._named: dict[int, NamedSolution] = {}
        self._taking_part = [solutions_for(reader, among=true()) for reader in self._readers]
        self._conflicts = self._told_once()
        for one in [*(one for group in self._taking_part for one in group), *(c.solution for c in self._conflicts)]:
            self.solution(one.id)
            self._named.setdefault(one.id, one)
        self._numbers = _drawn([one.id for one in rounds])

    def solution(self, id_: int) -> int:
        return self._solutions.setdefault(id_, len(self._solutions) + 1)

    def juror(self, id_: int) -> int:
        return self._jurors.setdefault(id_, len(self._jurors) + 1)

    def seat(self, seat: Juror) -> None:
        """Know a seat, and whose it is."""
        ref = self.juror(seat.id)
        if seat.person_id is not None:
            self._people[seat.person_id] = ref

    def taking_part(self, position: int) -> list[int]:
        """The refs of what takes part in a round, by its position in the list of rounds."""
        return [self.solution(one.id) for one in self._taking_part[position]]

    def names_in(self, judged: Round, position: int) -> list[dict[str, Any]]:
        """How an anonymised round knows its solutions: number, and the title as far as it may be known now."""
        numbers = self._numbers.get(judged.id, {})
        return [
            {"solution": self.solution(one.id), "number": numbers[one.id], "title": dict(one.title)}
            for one in self._taking_part[position]
            if one.id in numbers
        ]

    def solutions(self) -> list[dict[str, Any]]:
        """Every solution that was referred to, by its number."""
        return [self._shown(id_, ref) for id_, ref in self._solutions.items()]

    def _shown(self, id_: int, ref: int) -> dict[str, Any]:
        named = self._named.get(id_)
        return {"ref": ref, "title": dict(named.title) if named else {}, "team": named.team if named else ""}

    def solution_ids(self) -> list[int]:
        return list(self._solutions)

    def _told_once(self) -> list[TreatedConflict]:
        """Conflicts of interest, each once: an anonymised round tells only of what it has a number for."""
        readers = self._readers if self._readers and self._readers[0].is_anonymised else self._readers[:1]
        found: dict[tuple[object, ...], TreatedConflict] = {}
        for reader in readers:
            for one in treated_conflicts(reader):
                found.setdefault((one.id, one.person_id, one.solution.id, one.origin), one)
        return list(found.values())

    def conflicts(self) -> list[dict[str, Any]]:
        """Each with what became of it. What somebody wrote about their own reasons is not for the minutes."""
        return [self._conflict(one) for one in self._conflicts]

    def _conflict(self, told: TreatedConflict) -> dict[str, Any]:
        return {
            "juror": self._people.get(told.person_id),
            "person": told.person,
            "solution": self.solution(told.solution.id),
            "origin": told.origin.value,
            "kind": told.kind.value if told.kind else None,
            "treatment": told.treatment.value,
            "known_at": at(told.known_at),
            "reported_by": told.by,
            "decided_by": told.decided_by,
            "decided_at": at(told.decided_at),
            "reason": told.reason or "",
        }


def _drawn(round_ids: Sequence[int]) -> Mapping[int, Mapping[int, int]]:
    """The number of each solution in each anonymised round (ids)."""
    found: dict[int, dict[int, int]] = {}
    for row in db.session.scalars(select(DrawnNumber).where(DrawnNumber.round_id.in_(round_ids))):
        found.setdefault(row.round_id, {})[row.solution_id] = row.number
    return found
