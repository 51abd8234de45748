"""Tables of a live expo: for the juror who walks, and for those who watch the hall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, select
from sqlalchemy.orm import aliased
from werkzeug.exceptions import NotFound

from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.judging.expo import ExpoTable, Stop
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.queries.naming import NAMES, NamedSolution, names, solutions_for, with_names
from challenge_hub.judging.queries.panels import panel_facts, panels_by_solution
from challenge_hub.judging.queries.plans import Reviewer, reviewers_of
from challenge_hub.judging.queries.rooms import Desk, JuryRoom
from challenge_hub.judging.rules.expo import ABSENT_FOR, Table, TableStop, there_since
from challenge_hub.judging.rules.panels import PanelFacts
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_to_judge
from challenge_hub.solutions.rounds import in_round


@dataclass(frozen=True)
class MyTable:
    """A table I may go to."""

    solution: NamedSolution
    label: str
    seen: Table
    stop: str | None


@dataclass(frozen=True)
class BoardTable:
    """A table as the board shows it: reviews that are done, jurors there now, and when somebody found nobody."""

    solution: NamedSolution
    label: str
    reviews: int
    jurors: Sequence[str]
    absent_at: datetime | None


@dataclass(frozen=True)
class BoardJuror:
    """A juror as the board shows one: the table at which they are, the reviews done, and what they skipped and why."""

    name: str
    at: str | None
    done: int
    skipped: Sequence[tuple[str, str]]


def tables_for(desk: Desk) -> Sequence[MyTable]:
    """Every table of a solution I may judge, in the order of walking; another panel's only if I have it already."""
    judged, mine, me = desk.round, aliased(Review), desk.seat.id
    statement = (
        with_names(
            desk, select(*names(desk), ExpoTable, *_counts(judged, desk.now, but=me), mine.is_done, Assignment, Stop)
        )
        .join(ExpoTable, ExpoTable.solution_id == Solution.id)
        .outerjoin(mine, _of(mine, judged, me))
        .outerjoin(Assignment, _of(Assignment, judged, me))
        .outerjoin(Stop, _of(Stop, judged, me))
        .where(Solution.call_id == desk.call.id, in_round(judged), desk.free)
        .order_by(ExpoTable.position)
    )
    whose = panels_by_solution(judged, panel_facts(judged))
    found = (_mine(desk, row) for row in db.session.execute(statement))
    return [one for one in found if one.seen.is_mine or _is_open_to(whose.get(one.solution.id), me)]


def _is_open_to(panel: PanelFacts | None, juror_id: int) -> bool:
    return panel is None or juror_id in panel.jurors


def table_for(desk: Desk, key: str) -> MyTable:
    """One of them."""
    found = next((table for table in tables_for(desk) if table.solution.key == key), None)
    if found is None:
        raise NotFound
    return found


def room_left(desk: Desk, tables: Sequence[MyTable]) -> int | None:
    """How many reviews I may still add to my desk; None without a limit of my own."""
    if desk.seat.most_reviews is None:
        return None
    return max(0, desk.seat.most_reviews - sum(table.seen.is_mine for table in tables))


def labels_for(room: JuryRoom) -> Sequence[tuple[NamedSolution, str]]:
    """Every solution of the round this reader may know of, with the label of its table, or none."""
    labels = labels_of(room.call.id)
    return [(solution, labels.get(solution.id, "")) for solution in solutions_for(room, among=room.free)]


def labels_of(call_id: int) -> Mapping[int, str]:
    """The labels by solution (id), in the order of walking."""
    statement = select(ExpoTable.solution_id, ExpoTable.label).where(ExpoTable.call_id == call_id)
    return dict(db.session.execute(statement.order_by(ExpoTable.position)).all())


def has_tables(call_id: int) -> bool:
    """Whether a live expo is set up in this call."""
    return db.session.scalar(*_a_table(call_id=call_id)) is not None


@once
def _a_table(*, call_id: int) -> Select[int]:
    return select(ExpoTable.position).where(ExpoTable.call_id == call_id).limit(1)


def board_for(room: JuryRoom) -> tuple[Sequence[BoardTable], Sequence[BoardJuror]]:
    """The hall now. What the reader has a conflict of interest with is nowhere on it."""
    solutions = {solution.id: solution for solution in solutions_for(room, among=room.free)}
    labels = {id_: label for id_, label in labels_of(room.call.id).items() if id_ in solutions}
    done, stops = _done(room), [stop for stop in _stops(room) if stop.solution_id in labels]
    jurors = {juror.id: juror for juror in reviewers_of(room)}
    since = there_since(room.now, room.judged.minutes_per_review)
    here = {
        stop.juror_id: stop.solution_id
        for stop in stops
        if stop.kind == TableStop.HERE and stop.at > since and (stop.juror_id, stop.solution_id) not in done
    }
    tables = [_on_board(solutions[id_], label, done, here, jurors, stops) for id_, label in labels.items()]
    return tables, [_juror_on_board(juror, labels, done, here, stops) for juror in jurors.values() if juror.is_ready]


def _on_board(
    solution: NamedSolution,
    label: str,
    done: set[tuple[int, int]],
    here: Mapping[int, int],
    jurors: Mapping[int, Reviewer],
    stops: Sequence[Stop],
) -> BoardTable:
    absent = [stop.at for stop in stops if stop.kind == TableStop.ABSENT and stop.solution_id == solution.id]
    return BoardTable(
        solution,
        label,
        reviews=sum(solution.id == id_ for _, id_ in done),
        jurors=[jurors[juror].name for juror, id_ in here.items() if id_ == solution.id and juror in jurors],
        absent_at=max(absent, default=None),
    )


def _juror_on_board(
    juror: Reviewer,
    labels: Mapping[int, str],
    done: set[tuple[int, int]],
    here: Mapping[int, int],
    stops: Sequence[Stop],
) -> BoardJuror:
    skipped = [s for s in stops if s.juror_id == juror.id and s.kind == TableStop.SKIPPED]
    return BoardJuror(
        juror.name,
        labels.get(here.get(juror.id, 0)),
        sum(juror.id == id_ and solution in labels for id_, solution in done),
        [(labels[stop.solution_id], stop.reason) for stop in skipped],
    )


def _done(room: JuryRoom) -> set[tuple[int, int]]:
    """Every review that counts: juror and solution."""
    statement = (
        select(Review.juror_id, Review.solution_id)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, Review.solution_id == Solution.id)
        .where(Review.round_id == room.judged.id, Review.is_done, free_to_judge(Juror.person_id))
    )
    return {(juror, solution) for juror, solution in db.session.execute(statement)}


def _stops(room: JuryRoom) -> Sequence[Stop]:
    return db.session.scalars(select(Stop).where(Stop.round_id == room.judged.id).order_by(Stop.at)).all()


def _mine(desk: Desk, row: Sequence[Any]) -> MyTable:
    solution, (table, reviews, there, absent_at, is_done, given, stop) = (
        NamedSolution.of(desk, row[:NAMES]),
        row[NAMES:],
    )
    seen = Table(
        position=table.position,
        reviews=reviews,
        jurors_there=there,
        is_done=bool(is_done),
        is_skipped=stop is not None and stop.kind == TableStop.SKIPPED,
        is_handed_back=given is not None and given.handed_back_at is not None,
        is_absent=absent_at is not None and absent_at > desk.now - ABSENT_FOR,
        is_mine=given is not None and given.handed_back_at is None,
    )
    return MyTable(solution, table.label, seen, stop.kind if stop else None)


def _of(model: Any, judged: Round, juror_id: int) -> ColumnElement[bool]:
    return and_(model.round_id == judged.id, model.juror_id == juror_id, model.solution_id == Solution.id)


def _counts(judged: Round, now: datetime, *, but: int) -> tuple[ScalarSelect[Any], ...]:
    """Of the solution of a row: reviews that are done, other jurors there now, and when nobody was found there."""
    done, stop = aliased(Review), aliased(Stop)
    reviews = select(func.count(done.id)).where(
        done.round_id == judged.id, done.solution_id == Solution.id, done.is_done
    )
    at_table = and_(stop.round_id == judged.id, stop.solution_id == Solution.id)
    finished = exists().where(
        done.round_id == judged.id, done.juror_id == stop.juror_id, done.solution_id == stop.solution_id, done.is_done
    )
    since = there_since(now, judged.minutes_per_review)
    there = select(func.count(stop.id)).where(
        at_table, stop.kind == TableStop.HERE, stop.at > since, stop.juror_id != but, ~finished.correlate(stop)
    )
    absent = select(func.max(stop.at)).where(at_table, stop.kind == TableStop.ABSENT)
    return tuple(part.correlate(Solution).scalar_subquery() for part in (reviews, there, absent))
