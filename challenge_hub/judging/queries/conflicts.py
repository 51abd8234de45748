"""Conflicts of interest in a call: each with what became of it, ready for the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, literal, select, union_all
from sqlalchemy.orm import aliased

from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.naming import NAMES, NamedSolution, name_order, names, with_names
from challenge_hub.judging.queries.rooms import Reader
from challenge_hub.judging.rules.conflicts import Origin, Treatment, treatment_of
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.solutions.models import Conflict, Solution
from challenge_hub.solutions.queries import takes_part
from challenge_hub.solutions.rules import ConflictKind
from challenge_hub.teams.models import Team, TeamMember


@dataclass(frozen=True)
class TreatedConflict:
    """One conflict of interest and how it was treated. `id` is None, and so is `kind`, where the data says it without a
    row. `by` is who reported it where that was not the person; `decided_by`, `reason` and `decided_at` are of the
    confirmation or the lifting. The note is empty for readers from whom names are hidden.
    """

    id: int | None
    person_id: int
    person: str
    is_juror: bool
    solution: NamedSolution
    origin: Origin
    kind: ConflictKind | None
    note: str
    treatment: Treatment
    known_at: datetime | None
    by: str | None = None
    decided_by: str | None = None
    reason: str | None = None
    decided_at: datetime | None = None


def treatment_of_row(conflict: Conflict) -> Treatment:
    return treatment_of(
        is_doubtful=conflict.is_doubtful,
        is_confirmed=conflict.confirmed_at is not None,
        is_lifted=conflict.lifted_at is not None,
    )


def chairs(person_id: int, call_id: int) -> bool:
    """Whether this person holds the chair of the jury, so that the deputy decides about them."""
    seat = select(Juror.id).where(Juror.call_id == call_id, Juror.person_id == person_id, Juror.left_at.is_(None))
    chair = seat.where(Juror.role == JurorRole.CHAIR, Juror.accepted_at.is_not(None))
    return db.session.scalar(chair.limit(1)) is not None


def treated_conflicts(reader: Reader) -> Sequence[TreatedConflict]:
    """Every conflict of interest of a call, declared, reported or plain from the data; what waits for a decision comes
    first. Never about a solution the reader is in conflict with.
    """
    found = [*_told(reader), *_plain(reader)]
    order = list(Treatment)
    order.sort(key=lambda treatment: treatment is not Treatment.DOUBTFUL)
    return sorted(found, key=lambda one: (order.index(one.treatment), one.person, one.solution.id))


def _told(reader: Reader) -> list[TreatedConflict]:
    reporter, confirmer, lifter = aliased(Person), aliased(Person), aliased(Person)
    columns = (Conflict, Person.display_name, reporter.display_name, confirmer.display_name, lifter.display_name)
    statement = select(*names(reader), *columns, _sits(Conflict.person_id)).select_from(Conflict)
    statement = statement.join(Solution, Conflict.solution_id == Solution.id)
    statement = statement.join(Person, Conflict.person_id == Person.id)
    for column, who in (
        (Conflict.reported_by, reporter), (Conflict.confirmed_by, confirmer), (Conflict.lifted_by, lifter)
    ):  # fmt: skip
        statement = statement.outerjoin(who, column == who.id)
    statement = with_names(reader, statement).where(Solution.call_id == reader.call.id, reader.free)
    rows = db.session.execute(statement.order_by(Person.display_name, name_order(reader), Conflict.id))
    return [_of_row(reader, NamedSolution.of(reader, row[:NAMES]), *row[NAMES:]) for row in rows]


def _of_row(
    reader: Reader,
    solution: NamedSolution,
    row: Conflict,
    person: str,
    reporter: str | None,
    confirmer: str | None,
    lifter: str | None,
    is_juror: bool,
) -> TreatedConflict:
    treatment, is_lifted = treatment_of_row(row), row.lifted_at is not None
    return TreatedConflict(
        id=row.id,
        person_id=row.person_id,
        person=person,
        is_juror=bool(is_juror),
        solution=solution,
        origin=Origin.REPORTED if row.reported_by else Origin.DECLARED,
        kind=ConflictKind(row.kind),
        note="" if reader.hides_names else row.note,
        treatment=treatment,
        known_at=row.declared_at,
        by=reporter,
        decided_by=lifter if is_lifted else confirmer,
        reason=row.lift_reason if is_lifted else row.confirm_reason,
        decided_at=row.lifted_at if is_lifted else row.confirmed_at,
    )


def _sits(person_id: object) -> ColumnElement[bool]:
    seat = exists().where(Juror.person_id == person_id, Juror.call_id == Solution.call_id)
    return seat.correlate(Conflict, Solution)


def _plain(reader: Reader) -> list[TreatedConflict]:
    """What nobody needs to say: of the team now or before, of its organisation, of the municipality that posed it.

    While names are hidden from the reader, nothing of this is told.
    """
    if reader.hides_names:
        return []
    plain = union_all(
        *(
            select(
                Juror.person_id.label("person_id"), Solution.id.label("solution_id"), literal(origin).label("origin")
            )
            .join(Solution, Solution.call_id == Juror.call_id)
            .where(Juror.call_id == reader.call.id, Juror.accepted_at.is_not(None), condition)
            for origin, condition in _conditions().items()
        )
    ).subquery()
    statement = select(*names(reader), Person.id, Person.display_name, plain.c.origin).select_from(plain)
    statement = statement.join(Solution, plain.c.solution_id == Solution.id)
    statement = with_names(reader, statement.join(Person, plain.c.person_id == Person.id))
    rows = db.session.execute(statement.where(takes_part(), reader.free).order_by(Person.display_name))
    return [
        TreatedConflict(
            None, id_, name, True, NamedSolution.of(reader, columns), Origin(origin), None, "", Treatment.STANDS, None
        )
        for *columns, id_, name, origin in rows
    ]


def _conditions() -> dict[str, ColumnElement[bool]]:
    acts_for = OrganisationMember.person_id == Juror.person_id
    return {
        Origin.TEAM: exists().where(TeamMember.person_id == Juror.person_id, TeamMember.team_id == Solution.team_id),
        Origin.ORGANISATION: exists().where(
            acts_for, Team.id == Solution.team_id, OrganisationMember.organisation_id == Team.organisation_id
        ),
        Origin.MUNICIPALITY: exists().where(
            acts_for,
            Challenge.id == Solution.challenge_id,
            OrganisationMember.organisation_id == Challenge.organisation_id,
            Call.id == Solution.call_id,
            ~Call.officers_may_judge,
        ),
    }
