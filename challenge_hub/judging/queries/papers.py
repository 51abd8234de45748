"""Score sheets on paper: what is printed for each juror, and what can be entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, select
from werkzeug.exceptions import NotFound

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.papers import PaperEntry, is_from_paper
from challenge_hub.judging.queries.expo import labels_of
from challenge_hub.judging.queries.naming import NamedSolution, solutions_for
from challenge_hub.judging.queries.plans import Reviewer, given_for, reviewers_of
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.sheets import points_of
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_to_judge
from challenge_hub.solutions.rounds import in_round


@dataclass(frozen=True)
class PaperLine:
    """One solution on a juror's sheet; `label` is its table at a live expo, or empty."""

    solution: NamedSolution
    label: str
    is_done: bool


@dataclass(frozen=True)
class EntryLine:
    """One solution whose sheet may be entered for a juror, with what was entered before."""

    solution: NamedSolution
    label: str
    review: Review | None
    is_from_paper: bool
    points: Mapping[int, Decimal]

    def written(self, criterion_id: int) -> str:
        """The points as a field shows them; empty where there are none."""
        points = self.points.get(criterion_id)
        return "" if points is None else f"{points.normalize():f}"

    @property
    def comment(self) -> str:
        """For the team, as it was entered from paper."""
        return self.review.comment if self.review and self.is_from_paper else ""

    @property
    def is_open(self) -> bool:
        """The juror has not entered it."""
        return self.review is None or self.is_from_paper


def papers_for(room: JuryRoom) -> Sequence[tuple[Reviewer, Sequence[PaperLine]]]:
    """A sheet for each juror with assignments, in the order of walking. What the reader has a conflict with is not
    there.
    """
    named = {solution.id: solution for solution in solutions_for(room, among=room.free)}
    labels = labels_of(room.call.id)
    at = {id_: place for place, id_ in enumerate([*labels, *(id_ for id_ in named if id_ not in labels)])}
    lines: dict[int, list[PaperLine]] = {}
    for given in sorted(given_for(room, room.free), key=lambda given: at.get(given.solution, 0)):
        line = PaperLine(named[given.solution], labels.get(given.solution, ""), given.is_done)
        lines.setdefault(given.juror, []).append(line)
    return [(juror, lines[juror.id]) for juror in reviewers_of(room) if juror.id in lines]


def name_of_seat(seat: Juror) -> str:
    """Whose sheet it is."""
    name = db.session.scalar(select(Person.display_name).where(Person.id == seat.person_id))
    return name or seat.label or seat.key


def entering_for(room: JuryRoom, juror_id: int) -> tuple[Juror, Sequence[EntryLine]]:
    """What lies on the desk of one juror, as far as the reader may know of it: nothing under a conflict of interest of
    either, and nothing whose own review the reader still owes.
    """
    seat = db.session.scalar(select(Juror).where(Juror.id == juror_id, Juror.call_id == room.call.id))
    if seat is None or seat.accepted_at is None or seat.left_at is not None:
        raise NotFound
    found = _given_to(room, seat)
    points = points_of([review.id for review, is_from_paper in found.values() if review and is_from_paper])
    labels = labels_of(room.call.id)
    return seat, [
        EntryLine(solution, labels.get(solution.id, ""), *found[solution.id], _points(found[solution.id][0], points))
        for solution in solutions_for(room, among=_open_to_both(room, seat))
        if solution.id in found
    ]


def _given_to(room: JuryRoom, seat: Juror) -> Mapping[int, tuple[Review | None, bool]]:
    """By solution (id) the review, if there is one, and whether it stands as it was entered from paper."""
    rows = db.session.execute(
        select(Assignment.solution_id, Review, PaperEntry.review_id)
        .select_from(Assignment)
        .join(Solution, and_(Assignment.solution_id == Solution.id, in_round(room.judged), _open_to_both(room, seat)))
        .outerjoin(
            Review,
            and_(
                Review.round_id == Assignment.round_id,
                Review.juror_id == Assignment.juror_id,
                Review.solution_id == Assignment.solution_id,
            ),
        )
        .outerjoin(PaperEntry, is_from_paper())
        .where(
            Assignment.round_id == room.judged.id, Assignment.juror_id == seat.id, Assignment.handed_back_at.is_(None)
        )
    ).all()
    return {id_: (review, entry is not None) for id_, review, entry in rows}


def _points(review: Review | None, points: Mapping[int, Mapping[int, Decimal]]) -> Mapping[int, Decimal]:
    return points.get(review.id, {}) if review else {}


def _open_to_both(room: JuryRoom, seat: Juror) -> ColumnElement[bool]:
    return and_(open_to_reader(room), free_to_judge(seat.person_id))
