"""A juror's own desk: my assignments, one review with its solution, and what to read before judging."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, undefer
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.queries.reading import NamedSolution, named_solutions
from challenge_hub.judging.queries.rooms import Desk
from challenge_hub.judging.rules.jury import CHAIRING
from challenge_hub.judging.rules.reviewing import ReviewState, review_state
from challenge_hub.solutions.models import Prototype, Solution, SolutionFile, SolutionVersion
from challenge_hub.solutions.queries import free_for, is_newest, takes_part
from challenge_hub.teams.models import Team


@dataclass(frozen=True)
class MyReview:
    """One line of the desk: a solution given to me and how far my review is."""

    key: str
    title: Mapping[str, str]
    team: str
    review_id: int | None
    state: ReviewState


@dataclass(frozen=True)
class Sheet:
    """One review to fill in: the assignment, the solution's newest version, and what was saved so far."""

    assignment: Assignment
    solution: Solution
    version: SolutionVersion
    team: str
    review: Review | None


@dataclass(frozen=True)
class Reading:
    """A solution as the jury reads it, also before it is public."""

    version: SolutionVersion
    prototypes: Sequence[Prototype]
    files: Sequence[SolutionFile]


def my_reviews(desk: Desk) -> Sequence[MyReview]:
    """What was given to this juror, by key; solutions in conflict appear nowhere."""
    statement = (
        select(Solution.key, SolutionVersion.title, Team.name, Review.id, Review.is_done)
        .select_from(Assignment)
        .join(Solution, and_(Assignment.solution_id == Solution.id, takes_part(), free_for(desk.seat.person_id)))
        .join(SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
        .join(Team, Solution.team_id == Team.id)
        .outerjoin(Review, _review_of_assignment())
        .where(_mine(desk))
        .order_by(Solution.key)
    )
    return [
        MyReview(key, title, team, id_, review_state(is_saved=id_ is not None, is_done=bool(done)))
        for key, title, team, id_, done in db.session.execute(statement)
    ]


def sheet_of(desk: Desk, key: str) -> Sheet:
    """One review of my desk; what was not given to me, or is in conflict with me, is not there."""
    found = db.session.execute(
        select(Assignment, Solution, SolutionVersion, Team.name, Review)
        .select_from(Assignment)
        .join(Solution, and_(Assignment.solution_id == Solution.id, takes_part(), free_for(desk.seat.person_id)))
        .join(SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
        .join(Team, Solution.team_id == Team.id)
        .outerjoin(Review, _review_of_assignment())
        .where(_mine(desk), Solution.key == key)
    ).one_or_none()
    if found is None:
        raise NotFound
    return Sheet(*found)


def solutions_to_declare(desk: Desk) -> Sequence[NamedSolution]:
    """Every solution this juror might be in conflict with; where that is known already it is not listed."""
    found = db.session.execute(named_solutions(desk.call.id).where(free_for(desk.seat.person_id)))
    return [NamedSolution(*row) for row in found]


def _mine(desk: Desk) -> ColumnElement[bool]:
    return and_(
        Assignment.round_id == desk.round.id,
        Assignment.juror_id == desk.seat.id,
        Assignment.handed_back_at.is_(None),
    )


def _review_of_assignment() -> ColumnElement[bool]:
    return and_(
        Review.round_id == Assignment.round_id,
        Review.juror_id == Assignment.juror_id,
        Review.solution_id == Assignment.solution_id,
    )


def reading(viewer: Actor, slug: str, key: str) -> Reading:
    """A solution for the juror it was given to, for the chair and organisers; never under a conflict of interest."""
    version = _readable(viewer, slug, key)
    prototypes = select(Prototype).where(Prototype.version_id == version.id).order_by(Prototype.position)
    return Reading(
        version=version,
        prototypes=db.session.scalars(prototypes).all(),
        files=db.session.scalars(_files(version.id).order_by(SolutionFile.position)).all(),
    )


def readable_file(viewer: Actor, slug: str, key: str, sha256: str) -> SolutionFile:
    """A file of such a solution; a hash alone opens nothing."""
    version = _readable(viewer, slug, key)
    return one_or_404(_files(version.id).where(SolutionFile.sha256 == sha256).order_by(SolutionFile.id).limit(1))


def _files(version_id: int) -> Select[SolutionFile]:
    return select(SolutionFile).where(SolutionFile.version_id == version_id)


def _readable(viewer: Actor, slug: str, key: str) -> SolutionVersion:
    solution = SolutionVersion.solution
    found = db.session.execute(
        select(SolutionVersion, or_(_given_to(viewer), _chaired_by(viewer)))
        .join(solution)
        .join(Solution.challenge)
        .join(Challenge.call)
        .options(
            contains_eager(solution).contains_eager(Solution.challenge).contains_eager(Challenge.call),
            contains_eager(solution).joinedload(Solution.team),
            undefer(SolutionVersion.description),
        )
        .where(Call.slug == slug, Solution.key == key, is_newest(), takes_part(), free_for(viewer.person_id))
    ).one_or_none()
    if found is None or not (found[1] or calls.is_organiser(viewer, found[0].solution.call_id)):
        raise NotFound
    version: SolutionVersion = found[0]
    return version


def _given_to(viewer: Actor) -> ColumnElement[bool]:
    return exists().where(
        Assignment.solution_id == Solution.id,
        Assignment.handed_back_at.is_(None),
        Assignment.juror_id == Juror.id,
        Juror.person_id == viewer.person_id,
        Juror.left_at.is_(None),
    )


def _chaired_by(viewer: Actor) -> ColumnElement[bool]:
    return exists().where(
        Juror.call_id == Solution.call_id,
        Juror.person_id == viewer.person_id,
        Juror.role.in_(CHAIRING),
        Juror.declared_at.is_not(None),
        Juror.left_at.is_(None),
    )
