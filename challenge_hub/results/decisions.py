"""What the municipality that posed a challenge sees of a prize it decides about. Nothing here comes from the jury."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.rules.changes import fingerprint
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries.posing import acts_for
from challenge_hub.infrastructure.db import db
from challenge_hub.organisations.models import Organisation
from challenge_hub.results.groups import solutions_by_theme
from challenge_hub.results.models import PrizeDecision, Release
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import free_for, in_conflict, is_newest, takes_part
from challenge_hub.teams.models import Team


@dataclass(frozen=True)
class Eligible:
    """A solution the prize may go to: it answers a challenge of the own organisation and is of the prize's theme."""

    id: int
    key: str
    title: Mapping[str, str]
    team: str
    organisation_id: int


@dataclass(frozen=True)
class Decided:
    """A decision of an own organisation; `solution` is missing where a conflict of interest hides it."""

    row: PrizeDecision
    organisation: str
    solution: Eligible | None
    mark: str


@dataclass(frozen=True)
class OpenPrize:
    """A prize an own organisation decides about: nothing prepared yet, or prepared and by whom."""

    call_slug: str
    name: Mapping[str, str]
    position: int
    prepared_by: int | None


@dataclass(frozen=True)
class PrizeRoom:
    """A prize for somebody who acts for a municipality that posed a challenge."""

    viewer: Actor
    call: Call
    prize: Prize
    solutions: Sequence[Eligible]
    decisions: Sequence[Decided]
    is_released: bool


def prize_room(viewer: Actor, slug: str, position: int) -> PrizeRoom:
    """For everybody else, and for prizes that others decide about, there is no such room."""
    statement = (
        select(Call, Prize)
        .join(Prize, Prize.call_id == Call.id)
        .where(Call.slug == slug, Call.published_at.is_not(None), Call.cancelled_at.is_(None))
        .where(Prize.position == position, Prize.decider == Decider.MUNICIPALITY)
        .where(Call.id.in_(select(Challenge.call_id).where(Challenge.organisation_id.in_(acts_for(viewer)))))
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    call, prize = found
    released = select(Release.id).where(Release.call_id == call.id, Release.released_at.is_not(None))
    solutions = _eligible(viewer, prize)
    decisions = _decisions(viewer, prize, {one.id: one for one in solutions})
    return PrizeRoom(viewer, call, prize, solutions, decisions, db.session.scalar(released.limit(1)) is not None)


def confirmed_for(call_id: int) -> Sequence[tuple[PrizeDecision, str]]:
    """Every confirmed decision of a call with the name of who decided, for whoever prepares the awards."""
    statement = (
        select(PrizeDecision, Organisation.name)
        .join(Prize, PrizeDecision.prize_id == Prize.id)
        .join(Organisation, PrizeDecision.organisation_id == Organisation.id)
        .where(Prize.call_id == call_id, PrizeDecision.confirmed_at.is_not(None))
        .order_by(Prize.position, PrizeDecision.id)
    )
    return [(row, name) for row, name in db.session.execute(statement)]


def is_in_conflict(viewer: Actor, decision: PrizeDecision) -> bool:
    return in_conflict(viewer, decision.solution_id)


def mark_of_decision(row: PrizeDecision) -> str:
    """The fingerprint of what a colleague looked at before it is released."""
    return fingerprint([row.id, row.solution_id, row.reason, row.how])


def _eligible(viewer: Actor, prize: Prize) -> Sequence[Eligible]:
    """Not while an anonymised call hides names."""
    statement = (
        select(Solution.id, Solution.key, SolutionVersion.title, Team.name, Challenge.organisation_id)
        .join(Challenge, Solution.challenge_id == Challenge.id)
        .join(Team, Solution.team_id == Team.id)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .where(Solution.call_id == prize.call_id, is_newest(), takes_part(), free_for(viewer.person_id))
        .where(Challenge.organisation_id.in_(acts_for(viewer)), ~hides_names(Solution.call_id))
        .order_by(Solution.key)
    )
    found = [Eligible(*row) for row in db.session.execute(statement)]
    within = solutions_by_theme({prize.theme_id} if prize.theme_id else set())
    return [one for one in found if not prize.theme_id or one.id in within[prize.theme_id]]


def _decisions(viewer: Actor, prize: Prize, known: Mapping[int, Eligible]) -> Sequence[Decided]:
    statement = (
        select(PrizeDecision, Organisation.name)
        .join(Organisation, PrizeDecision.organisation_id == Organisation.id)
        .where(PrizeDecision.prize_id == prize.id, PrizeDecision.organisation_id.in_(acts_for(viewer)))
        .order_by(PrizeDecision.id)
    )
    return [
        Decided(row, name, known.get(row.solution_id), mark_of_decision(row))
        for row, name in db.session.execute(statement)
    ]
