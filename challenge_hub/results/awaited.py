"""What waits for one person after the jury: awards, feedback, what follows. One statement, however many calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import aliased

from challenge_hub.access import Actor
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.queries import ids_of_organised_calls
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries.posing import acts_for
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.together import Together, answers_to, together
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries import is_chairing
from challenge_hub.results.corrected import Correction
from challenge_hub.results.decisions import OpenPrize
from challenge_hub.results.models import (
    Award,
    Feedback,
    FollowUp,
    Objection,
    PrizeDecision,
    Publication,
    PublishedPlace,
    Release,
)
from challenge_hub.results.room import is_last
from challenge_hub.results.voted import OpenVote, votes_over
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_for, takes_part
from challenge_hub.teams.models import TeamMember

MOST = 50
"""More of one kind than anybody reads on a page; the newest are kept."""


@dataclass(frozen=True)
class OpenAwards:
    """Awards of a call whose round is closed, until they are released.

    `is_prepared`: handed over for release. `in_conflict`: this person has no say about one of the awarded solutions.
    """

    slug: str
    title: Mapping[str, str]
    time_zone: str
    due_at: datetime | None
    is_prepared: bool
    edited_by: Sequence[int]
    return_reason: str | None
    in_conflict: bool


@dataclass(frozen=True)
class FeedbackGiven:
    """Feedback a team of this person got."""

    call_slug: str
    key: str
    title: Mapping[str, str]


@dataclass(frozen=True)
class Undecided:
    """Solutions to one challenge of an own organisation, with no decision yet what follows; and the first of them."""

    call_slug: str
    title: Mapping[str, str]
    count: int
    first_key: str


@dataclass(frozen=True)
class OpenObjections:
    """Objections in one call that wait for a decision, without those this person has a conflict of interest with."""

    call_slug: str
    title: Mapping[str, str]
    count: int


@dataclass(frozen=True)
class OpenCorrection:
    """A correction of published results that waits for its release."""

    call_slug: str
    title: Mapping[str, str]
    number: int
    prepared_by: int


@dataclass(frozen=True)
class Awaited:
    """Everything after the jury that one person has to do with."""

    awards: Sequence[OpenAwards]
    feedback: Sequence[FeedbackGiven]
    undecided: Sequence[Undecided]
    objections: Sequence[OpenObjections]
    prizes: Sequence[OpenPrize]
    corrections: Sequence[OpenCorrection]
    votes: Sequence[OpenVote]


Question = Select[*tuple[Any, ...]]


def awaited_of(viewer: Actor, now: datetime) -> Awaited:
    """Awards for chair and organisers, feedback for teams, open decisions for officers."""
    asked = _awaited(viewer=viewer, now=now)
    awards, feedback, undecided, objections, prizes, corrections, votes = answers_to(*asked)
    return Awaited(
        [_open_awards(row) for row in awards],
        [FeedbackGiven(*row) for row in feedback],
        [Undecided(*row) for row in undecided],
        [OpenObjections(*row) for row in objections],
        [OpenPrize(*row) for row in prizes],
        [OpenCorrection(*row) for row in corrections],
        [OpenVote(*row) for row in votes],
    )


@once
def _awaited(*, viewer: Actor, now: datetime) -> Together:
    early = (_awards(viewer), _feedback(viewer), _undecided(viewer, now))
    votes = votes_over(viewer, now, _is_mine(viewer)).limit(MOST)
    return together(*early, _objections(viewer), _prizes(viewer, now), _corrections(viewer), votes)


def _awards(viewer: Actor) -> Question:
    conflict = (
        exists()
        .where(Award.release_id == Release.id, Award.solution_id == Solution.id, not_(free_for(viewer.person_id)))
        .correlate(Release)
    )
    columns = (Release.prepared_at.is_not(None), Release.edited_by, Release.return_reason, conflict)
    return (
        select(Call.slug, Call.title, Call.time_zone, Call.feedback_by, *columns)
        .select_from(Call)
        .join(Round, and_(Round.call_id == Call.id, is_last(), Round.closed_at.is_not(None)))
        .outerjoin(Release, and_(Release.call_id == Call.id, Release.released_at.is_(None)))
        .where(_is_mine(viewer), Call.cancelled_at.is_(None), ~exists().where(Publication.call_id == Call.id))
        .order_by(Call.id.desc())
        .limit(MOST)
    )


def _is_mine(viewer: Actor) -> ColumnElement[bool]:
    """This person organises the call of this row, or chairs its jury."""
    chaired = select(Juror.call_id).where(is_chairing(viewer))
    return or_(Call.id.in_(ids_of_organised_calls(viewer)), Call.id.in_(chaired))


def _objections(viewer: Actor) -> Question:
    return (
        select(Call.slug, Call.title, func.count(Objection.id))
        .select_from(Objection)
        .join(Solution, Objection.solution_id == Solution.id)
        .join(Call, Solution.call_id == Call.id)
        .where(_is_mine(viewer), Objection.outcome.is_(None), free_for(viewer.person_id))
        .group_by(Call.id)
        .order_by(Call.id.desc())
        .limit(MOST)
    )


def _corrections(viewer: Actor) -> Question:
    return (
        select(Call.slug, Call.title, Correction.round_number, Correction.prepared_by)
        .join(Correction, Correction.call_id == Call.id)
        .where(_is_mine(viewer), Correction.returned_at.is_(None), Correction.released_at.is_(None))
        .order_by(Correction.id.desc())
        .limit(MOST)
    )


def _open_awards(row: Sequence[Any]) -> OpenAwards:
    slug, title, time_zone, due_at, is_prepared, edited_by, reason, in_conflict = row
    return OpenAwards(slug, title, time_zone, due_at, bool(is_prepared), edited_by or [], reason, bool(in_conflict))


def _feedback(viewer: Actor) -> Question:
    """The same condition as the page of the feedback: released, and to a team this person is in."""
    of_round = Publication.round_number == Feedback.round_number
    newer = aliased(Feedback)
    later = exists().where(newer.solution_id == Feedback.solution_id, newer.round_number > Feedback.round_number)
    placed = and_(PublishedPlace.solution_id == Solution.id, PublishedPlace.publication_id == Publication.id)
    return (
        select(Call.slug, Solution.key, PublishedPlace.title)
        .select_from(Feedback)
        .join(Solution, Feedback.solution_id == Solution.id)
        .join(Call, Solution.call_id == Call.id)
        .join(TeamMember, TeamMember.team_id == Solution.team_id)
        .join(Publication, and_(Publication.call_id == Call.id, Publication.number == 1, of_round))
        .join(PublishedPlace, placed)
        .where(TeamMember.person_id == viewer.person_id, TeamMember.left_at.is_(None))
        .where(Feedback.released_at.is_not(None), ~later.correlate(Feedback))
        .order_by(Feedback.id.desc())
        .limit(MOST)
    )


def _undecided(viewer: Actor, now: datetime) -> Question:
    """Where results are public; calls that came in as packages were decided elsewhere."""
    decided = exists().where(FollowUp.solution_id == Solution.id, FollowUp.organisation_id == Challenge.organisation_id)
    public = select(Publication.call_id).where(Publication.published_at <= now)
    return (
        select(Call.slug, Challenge.title, func.count(Solution.id), func.min(Solution.key))
        .select_from(Challenge)
        .join(Call, Challenge.call_id == Call.id)
        .join(Solution, Solution.challenge_id == Challenge.id)
        .where(Challenge.organisation_id.in_(acts_for(viewer)), Call.id.in_(public), Call.package_id.is_(None))
        .where(takes_part(), free_for(viewer.person_id), ~decided)
        .group_by(Call.id, Challenge.id)
        .order_by(Challenge.id.desc())
        .limit(MOST)
    )


def _prizes(viewer: Actor, now: datetime) -> Question:
    """Prizes of calls whose deadline is over, until the decision or the awards are released."""
    decision = and_(PrizeDecision.prize_id == Prize.id, PrizeDecision.organisation_id == Challenge.organisation_id)
    released = exists().where(Release.call_id == Call.id, Release.released_at.is_not(None))
    handed_in = exists().where(Solution.challenge_id == Challenge.id, takes_part(), free_for(viewer.person_id))
    return (
        select(Call.slug, Prize.name, Prize.position, PrizeDecision.prepared_by)
        .select_from(Prize)
        .join(Call, Prize.call_id == Call.id)
        .join(Challenge, and_(Challenge.call_id == Call.id, Challenge.organisation_id.in_(acts_for(viewer))))
        .outerjoin(PrizeDecision, decision)
        .where(Prize.decider == Decider.MUNICIPALITY, PrizeDecision.confirmed_at.is_(None))
        .where(Call.closes_at <= now, Call.published_at.is_not(None), Call.cancelled_at.is_(None))
        .where(Call.package_id.is_(None), ~released, handed_in.correlate(Challenge), ~hides_names(Call.id))
        .group_by(Call.id, Prize.id, Challenge.organisation_id, PrizeDecision.id)
        .order_by(Prize.id.desc())
        .limit(MOST)
    )
