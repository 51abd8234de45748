"""Questions about what was made known. They read the frozen copy alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import contains_eager, joinedload
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.hidden import title_in_public
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_asked, paged
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.results.feedback import RoundFeedback
from challenge_hub.results.models import Award, Feedback, FollowUp, Publication, PublishedPlace, Release
from challenge_hub.results.published import is_current
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import free_for, is_newest, takes_part
from challenge_hub.solutions.tandem import is_adapted
from challenge_hub.teams.models import Team, TeamMember

PLACES_ON_A_PAGE = 15
Ranked = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class RankedSolution:
    """A line of the ranking: the frozen place and the solution it belongs to."""

    frozen: PublishedPlace
    key: str
    title: Mapping[str, str]
    team: str | None


@dataclass(frozen=True)
class Reached:
    """What one solution reached and was awarded, and what follows from it. No place, no points: nobody reviewed it."""

    place: int | None
    total: Decimal | None
    reviews: int
    awards: Sequence[Award] = ()
    follow_ups: Sequence[FollowUp] = ()
    is_adapted: bool = False


def publications_of(viewer: Actor, call_id: int, now: datetime) -> Sequence[Publication]:
    """Every publication of a call, the one that counts first: last round, highest number."""
    return db.session.scalars(*_publications(call_id=call_id, now=now)).all()


@once
def _publications(*, call_id: int, now: datetime) -> Select[Publication]:
    statement = select(Publication).where(Publication.call_id == call_id, Publication.published_at <= now)
    return statement.order_by(Publication.round_number.desc(), Publication.number.desc())


def ranking_of(viewer: Actor, publication_id: int, *, number: int = 1) -> Page[RankedSolution]:
    """The places of a publication in order, those not reviewed behind and without a place; a page at a time."""
    return page_asked(*_places(publication_id=publication_id), number, row=_line, size=PLACES_ON_A_PAGE)


@once
def _places(*, publication_id: int) -> Ranked:
    among = select(PublishedPlace.id).where(PublishedPlace.publication_id == publication_id)
    order = (PublishedPlace.place.is_(None), PublishedPlace.place, PublishedPlace.solution_id)
    return paged(_ranked(), among=among, order=order)


def published_sheets(viewer: Actor, publication_id: int, key: str) -> RankedSolution:
    """One solution of a publication with its sheets; where no sheets are published there is no such page."""
    statement = _ranked().where(PublishedPlace.publication_id == publication_id, Solution.key == key)
    found = db.session.execute(statement).one_or_none()
    if found is None or not found[0].sheets:
        raise NotFound
    return _line(found)


def first_by_mean(viewer: Actor, publication_id: int) -> RankedSolution | None:
    """The solution that the plain mean would put first; the better placed one where several are level."""
    level = [_line(found) for found in db.session.execute(*_first_by_mean(publication_id=publication_id))]
    return min(level, key=lambda line: (line.frozen.place or 0, line.key), default=None)


@once
def _first_by_mean(*, publication_id: int) -> Ranked:
    return _ranked().where(PublishedPlace.publication_id == publication_id, PublishedPlace.mean_place == 1)


def _ranked() -> Ranked:
    return (
        select(PublishedPlace, Solution.key, SolutionVersion.title, Solution.hidden_at, Team.hidden_at)
        .join(Solution, PublishedPlace.solution_id == Solution.id)
        .join(Team, Solution.team_id == Team.id)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .where(is_newest())
    )


def _line(found: Any) -> RankedSolution:
    frozen, key, title, hidden_at, team_hidden_at = found
    team = None if team_hidden_at else frozen.team
    return RankedSolution(frozen, key, title_in_public(frozen.title or title, hidden_at), team)


def place_of(viewer: Actor, solution_id: int, now: datetime) -> Reached | None:
    """What one solution reached in the publication that counts. One statement, for the page has many already."""
    found = db.session.execute(*_place(solution_id=solution_id, now=now)).all()
    if not found:
        return None
    awards = dict.fromkeys(row.Award for row in found if row.Award is not None)
    follow_ups = dict.fromkeys(row.FollowUp for row in found if row.FollowUp is not None)
    place, total, reviews, *_, adapted = found[0]
    return Reached(place, total, reviews, list(awards), list(follow_ups), bool(adapted))


@once
def _place(*, solution_id: int, now: datetime) -> Ranked:
    adapted = is_adapted(PublishedPlace.solution_id).label("adapted")
    awarded = and_(Award.release_id == Release.id, Award.solution_id == PublishedPlace.solution_id)
    return (
        select(PublishedPlace.place, PublishedPlace.total, PublishedPlace.reviews, Award, FollowUp, adapted)
        .join(PublishedPlace.publication)
        .outerjoin(Release, and_(Release.call_id == Publication.call_id, Release.released_at.is_not(None)))
        .outerjoin(Award, awarded)
        .outerjoin(FollowUp, FollowUp.solution_id == PublishedPlace.solution_id)
        .outerjoin(FollowUp.organisation)
        .options(contains_eager(FollowUp.organisation))
        .where(PublishedPlace.solution_id == solution_id, Publication.published_at <= now)
        .order_by(Publication.round_number.desc(), Publication.number.desc(), Award.position, FollowUp.id.desc())
    )


def has_results(viewer: Actor, call_id: int, now: datetime) -> bool:
    """Whether anything of a call has been published."""
    return db.session.scalar(*_published(call_id=call_id, now=now)) is not None


@once
def _published(*, call_id: int, now: datetime) -> Select[int]:
    return select(Publication.id).where(Publication.call_id == call_id, Publication.published_at <= now).limit(1)


def released(call_id: int) -> Release | None:
    """The awards that were released, with what the jury says about them, and when it decided."""
    return db.session.scalars(*_released(call_id=call_id)).first()


@once
def _released(*, call_id: int) -> Select[Release]:
    return select(Release).where(Release.call_id == call_id, Release.released_at.is_not(None))


def awards_of_solution(viewer: Actor, solution_id: int) -> Sequence[Award]:
    """What one solution was awarded."""
    statement = select(Award).join(Release, Award.release_id == Release.id)
    statement = statement.where(Award.solution_id == solution_id, Release.released_at.is_not(None))
    return db.session.scalars(statement.order_by(Award.position)).all()


def follow_ups_of(viewer: Actor, solution_id: int) -> Sequence[FollowUp]:
    """What municipalities decided about a solution, the newest first."""
    statement = select(FollowUp).where(FollowUp.solution_id == solution_id).options(joinedload(FollowUp.organisation))
    return db.session.scalars(statement.order_by(FollowUp.decided_at.desc(), FollowUp.id.desc())).all()


def feedback_for(viewer: Actor, call_slug: str, key: str) -> tuple[Solution, Sequence[RoundFeedback]]:
    """What a team got back, for its members alone, the last round first; nothing before it is released."""
    found = db.session.execute(*_feedback(viewer=viewer, call_slug=call_slug, key=key)).all()
    if not found:
        raise NotFound
    return found[0][0], [RoundFeedback(feedback, place, frozen) for _, feedback, place, frozen in found]


@once
def _feedback(*, viewer: Actor, call_slug: str, key: str) -> Ranked:
    return (
        select(Solution, Feedback, PublishedPlace, Publication)
        .join(Solution, Feedback.solution_id == Solution.id)
        .join(Call, Solution.call_id == Call.id)
        .join(TeamMember, TeamMember.team_id == Solution.team_id)
        .join(PublishedPlace, PublishedPlace.solution_id == Solution.id)
        .join(Publication, and_(Publication.id == PublishedPlace.publication_id, is_current()))
        .where(Publication.round_number == Feedback.round_number)
        .where(Call.slug == call_slug, Solution.key == key, Feedback.released_at.is_not(None))
        .where(TeamMember.person_id == viewer.person_id, TeamMember.left_at.is_(None))
        .order_by(Feedback.round_number.desc())
    )


def solution_to_follow_up(viewer: Actor, call_slug: str, key: str) -> tuple[Solution, Challenge]:
    """A solution and its challenge, for the officers of the organisation that posed it; not while names are hidden."""
    found = db.session.execute(*_to_follow_up(viewer=viewer, call_slug=call_slug, key=key)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


@once
def _to_follow_up(*, viewer: Actor, call_slug: str, key: str) -> Select[Solution, Challenge]:
    return (
        select(Solution, Challenge)
        .join(Challenge, Solution.challenge_id == Challenge.id)
        .join(Call, Solution.call_id == Call.id)
        .join(OrganisationMember, OrganisationMember.organisation_id == Challenge.organisation_id)
        .where(Call.slug == call_slug, Solution.key == key, takes_part(), free_for(viewer.person_id))
        .where(OrganisationMember.person_id == viewer.person_id, ~hides_names(Solution.call_id))
    )
