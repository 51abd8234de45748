"""What the data hints at between the jury and the solutions, without what is known or was looked at already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased
from werkzeug.exceptions import NotFound

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.hints import DismissedHint
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.naming import NamedSolution, Place, solutions_for
from challenge_hub.judging.queries.rooms import Desk, JuryRoom
from challenge_hub.judging.rules.conflicts import Hint, Pair, PersonFacts, SolutionFacts, hints
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.solutions.models import Conflict, Prototype, Solution, SolutionVersion
from challenge_hub.solutions.queries import free_to_judge, is_newest, takes_part
from challenge_hub.teams.models import Team, TeamMember


@dataclass(frozen=True)
class HintedPair:
    """Somebody on the jury and a solution, with what the data hints at. `is_denied`: the person read it and said no."""

    seat: Juror
    person: str
    solution: NamedSolution
    hints: Sequence[Hint]
    is_denied: bool


def hints_for_desk(desk: Desk) -> Mapping[int, Sequence[Hint]]:
    """What the holder of a seat is asked to look at, by solution (id). While names are hidden it would tell them."""
    if desk.hides_names:
        return {}
    person_id = desk.seat.person_id
    return {solution: told for (_, solution), told in _found(desk, {person_id} if person_id else set()).items()}


def hints_for(room: JuryRoom) -> Sequence[HintedPair]:
    """What chair and organisers are asked to look at: no known conflict, none of the reader's own, nothing that another
    than the person has dismissed. Nothing for readers from whom names are hidden.
    """
    if room.hides_names:
        return []
    seats = db.session.execute(
        select(Juror, Person.display_name)
        .join(Person, Juror.person_id == Person.id)
        .where(Juror.call_id == room.call.id, Juror.left_at.is_(None), Juror.person_id != room.viewer.person_id)
    ).all()
    holders = {seat.person_id: (seat, name) for seat, name in seats if seat.person_id is not None}
    found = _found(room, holders.keys())
    known = {solution.id: solution for solution in solutions_for(room, among=room.free)}
    looked_at = _dismissed(room.call.id)
    pairs = [
        HintedPair(*holders[person], known[solution], told, (person, solution, True) in looked_at)
        for (person, solution), told in found.items()
        if solution in known and (person, solution, False) not in looked_at
    ]
    return sorted(pairs, key=lambda pair: (pair.person, pair.solution.id))


def hinted_pair(room: JuryRoom, seat_id: int, key: str) -> HintedPair:
    """One of them."""
    for pair in hints_for(room):
        if (pair.seat.id, pair.solution.key) == (seat_id, key):
            return pair
    raise NotFound


def _found(place: Place, people: Collection[int]) -> dict[Pair, tuple[Hint, ...]]:
    """The pairs with a hint, without conflicts that stand and without those that were lifted."""
    found = hints(_people(people, place.call.id), _solutions(place.call.id))
    if not found:
        return {}
    some = (Juror.person_id.in_({person for person, _ in found}), Solution.id.in_({pair[1] for pair in found}))
    free = select(Juror.person_id, Solution.id).join(Solution, Solution.call_id == Juror.call_id)
    free = free.where(Juror.call_id == place.call.id, *some, free_to_judge(Juror.person_id))
    decided = select(Conflict.person_id, Conflict.solution_id).join(Solution, Conflict.solution_id == Solution.id)
    decided = decided.where(Solution.call_id == place.call.id, Conflict.lifted_at.is_not(None))
    open_pairs = set(_pairs(free)) - set(_pairs(decided))
    return {pair: told for pair, told in found.items() if pair in open_pairs}


def _pairs(statement: Select[int | None, int]) -> list[Pair]:
    found = db.session.execute(statement)
    return [(person, solution) for person, solution in found if person is not None]


def _people(ids: Collection[int], call_id: int) -> list[PersonFacts]:
    """Three statements, however many."""
    people = select(Person.id, Person.display_name, Person.mail).where(Person.id.in_(ids)).order_by(Person.id)
    organisations = select(OrganisationMember.person_id, OrganisationMember.organisation_id)
    mine, mate = aliased(TeamMember), aliased(TeamMember)
    mates = (
        select(mine.person_id, mate.person_id)
        .join(mate, and_(mate.team_id == mine.team_id, mate.person_id != mine.person_id))
        .join(Team, Team.id == mine.team_id)
        .where(mine.person_id.in_(ids), Team.call_id != call_id)
    )
    acts_for = _grouped(organisations.where(OrganisationMember.person_id.in_(ids)))
    worked_with = _grouped(mates)
    return [
        PersonFacts(id_, name, mail or "", acts_for.get(id_, frozenset()), worked_with.get(id_, frozenset()))
        for id_, name, mail in db.session.execute(people)
    ]


def _solutions(call_id: int) -> list[SolutionFacts]:
    """Three statements, however many."""
    seated = select(Solution.id).where(Solution.call_id == call_id, takes_part())
    seated = seated.join(TeamMember, TeamMember.team_id == Solution.team_id)
    members = seated.join(Person, TeamMember.person_id == Person.id).add_columns(Person.id, Person.mail)
    acting = seated.join(OrganisationMember, OrganisationMember.person_id == TeamMember.person_id)
    organisations = _grouped(acting.add_columns(OrganisationMember.organisation_id))
    addresses = _grouped(_addresses(call_id))
    people: dict[int, dict[int, str]] = {}
    for solution, person, mail in db.session.execute(members):
        people.setdefault(solution, {})[person] = mail or ""
    return [
        SolutionFacts(
            id=id_,
            members=frozenset(people.get(id_, ())),
            mails=frozenset(people.get(id_, {}).values()),
            organisations=organisations.get(id_, frozenset()),
            addresses=sorted(addresses.get(id_, frozenset())),
        )
        for id_ in sorted({*people, *organisations, *addresses})
    ]


def _addresses(call_id: int) -> Select[int, str | None]:
    return (
        select(Solution.id, Prototype.url)
        .join(SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
        .join(Prototype, Prototype.version_id == SolutionVersion.id)
        .where(Solution.call_id == call_id, takes_part(), Prototype.url.is_not(None))
    )


def _grouped(statement: Select[*tuple[Any, ...]]) -> dict[int, frozenset[Any]]:
    groups: dict[int, set[Any]] = {}
    for id_, fact in db.session.execute(statement):
        groups.setdefault(id_, set()).add(fact)
    return {id_: frozenset(facts) for id_, facts in groups.items()}


def _dismissed(call_id: int) -> set[tuple[int, int, bool]]:
    """Person, solution, and whether it was the person who dismissed it."""
    row = DismissedHint
    statement = select(row.person_id, row.solution_id, row.dismissed_by).join(Solution, Solution.id == row.solution_id)
    found = db.session.execute(statement.where(Solution.call_id == call_id))
    return {(person, solution, by == person) for person, solution, by in found}
