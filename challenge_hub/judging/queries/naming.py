"""How the jury's room names a solution: the one place where an anonymised round takes the names away.

Lists, tables, forms and addresses of the room take `id`, `key`, `title` and `team` from a `NamedSolution` and from
nowhere else. While names are hidden, `key` is the number that was drawn, `title` the number with the title of the
redacted copy, `team` is empty, and the order is that of the numbers. Organisers who do not judge read both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, exists, null, select, true
from werkzeug.exceptions import NotFound

from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.anonymity import DrawnNumber, RedactedCopy
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import is_newest, takes_part
from challenge_hub.solutions.rounds import in_round
from challenge_hub.teams.models import Team

WORDS = {"de": "Lösung", "en": "Solution"}
MOST_DIGITS = 9


class Place(Protocol):
    """Where solutions are named: a `JuryRoom` or a `Desk`."""

    @property
    def call(self) -> Call: ...
    @property
    def round(self) -> Round | None: ...
    @property
    def is_anonymised(self) -> bool:
        """Some round of the call hides names still."""

    @property
    def hides_names(self) -> bool:
        """It hides them from this reader."""


@dataclass(frozen=True)
class NamedSolution:
    """A solution as the jury's room names it."""

    id: int
    key: str
    title: Mapping[str, str]
    team: str

    @staticmethod
    def of(place: Place, row: Sequence[Any]) -> "NamedSolution":
        """From the columns of `names`."""
        id_, key, title, team, number, copied = row
        if not place.is_anonymised:
            return NamedSolution(id_, key, title, team)
        if place.hides_names:
            return NamedSolution(id_, str(number), _numbered(number, copied), "")
        return NamedSolution(id_, str(number), _numbered(number, title), team)


NAMES = 6
"""How many columns `names` has."""


def names(place: Place) -> tuple[Any, ...]:
    """The columns a `NamedSolution` is made of, for a statement that went through `with_names`."""
    drawn = (DrawnNumber.number, RedactedCopy.title) if place.is_anonymised else (null(), null())
    return (Solution.id, Solution.key, SolutionVersion.title, Team.name, *drawn)


def with_names(place: Place, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The statement, which has the solution, joined with what names are made of."""
    statement = statement.join(SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
    return given_names(place, statement.join(Team, Solution.team_id == Team.id))


def given_names(place: Place, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """An anonymised round has only what was given a number and a released copy."""
    if not place.is_anonymised:
        return statement
    statement = statement.join(DrawnNumber, and_(DrawnNumber.solution_id == Solution.id, _of_round(place)))
    return statement.join(RedactedCopy, and_(RedactedCopy.solution_id == Solution.id, _is_released()))


def name_order(place: Place) -> Any:
    """By number where names are hidden, so that no order tells of them; else by key."""
    return DrawnNumber.number if place.is_anonymised else Solution.key


def is_called(place: Place, key: str) -> ColumnElement[bool]:
    """The solution an address of the room means: in an anonymised round by its number and by nothing else."""
    wanted: ColumnElement[bool] = name_order(place) == called_of(place, key)
    return wanted


def called_of(place: Place, key: str) -> str | int:
    """What `name_order` is of the solution an address means; 0, which nobody draws, for what is no number."""
    if not place.is_anonymised:
        return key
    is_number = key.isascii() and key.isdigit() and len(key) <= MOST_DIGITS and key == str(int(key))
    return int(key) if is_number else 0


def is_given_out(place: Place) -> ColumnElement[bool]:
    """The jury may get this solution: always, unless an anonymised round still waits for its copy or its number."""
    if not place.is_anonymised:
        return true()
    numbered = exists().where(DrawnNumber.solution_id == Solution.id, _of_round(place))
    copied = exists().where(RedactedCopy.solution_id == Solution.id, _is_released())
    return and_(numbered.correlate(Solution), copied.correlate(Solution))


def named_solutions(place: Place) -> Select[*tuple[Any, ...]]:
    """Everything that takes part in the round, in the order of names; rows for `NamedSolution.of`."""
    statement = with_names(place, select(*names(place)).select_from(Solution))
    taking_part = in_round(place.round) if place.round else takes_part()
    return statement.where(Solution.call_id == place.call.id, taking_part).order_by(name_order(place))


def solutions_for(place: Place, *, among: ColumnElement[bool]) -> Sequence[NamedSolution]:
    """The solutions that take part, as far as `among` lets this reader know of them."""
    return [NamedSolution.of(place, row) for row in db.session.execute(named_solutions(place).where(among))]


def by_own_key(place: Place, *, among: ColumnElement[bool]) -> Mapping[str, NamedSolution]:
    """The same by the solution's own key, by which rankings and sheets know it; that key is for no page."""
    rows = db.session.execute(named_solutions(place).where(among))
    return {row[1]: NamedSolution.of(place, row) for row in rows}


def solution_for(place: Place, key: str, *, among: ColumnElement[bool]) -> NamedSolution:
    """One of them; what the reader may not know of is not there, and a wrong key looks the same."""
    row = db.session.execute(named_solutions(place).where(is_called(place, key), among)).one_or_none()
    if row is None:
        raise NotFound
    return NamedSolution.of(place, row)


def _of_round(place: Place) -> ColumnElement[bool]:
    return DrawnNumber.round_id == (place.round.id if place.round else None)


def _is_released() -> ColumnElement[bool]:
    return and_(RedactedCopy.released_at.is_not(None), RedactedCopy.version == Solution.newest)


def _numbered(number: int, title: Mapping[str, str]) -> Mapping[str, str]:
    return {language: f"{WORDS[language]} {number}: {words}" for language, words in title.items()}
