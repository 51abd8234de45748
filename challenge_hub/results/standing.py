"""The numbers of one call, counted in one statement; for its organisers alone."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.results.models import FollowUp, Publication, Release
from challenge_hub.results.room import is_last
from challenge_hub.results.waiting import Standing
from challenge_hub.solutions.models import Solution, SolutionDraft
from challenge_hub.solutions.queries import takes_part
from challenge_hub.teams.models import Team, TeamMember

REMINDED = "remind-teams"


def standing_of(call: Call) -> Standing:
    """How far the call is, in numbers."""
    counts = {**_of_challenges(call.id), **_of_teams(call.id), **_of_jury(call.id), **_of_results(call.id)}
    names = [field.name for field in fields(Standing)]
    found = db.session.execute(select(*(_count(counts[name]) for name in names))).one()
    return Standing(**dict(zip(names, found, strict=True)))


def _count(rows: Select[Any]) -> ScalarSelect[int]:
    return rows.with_only_columns(func.count(), maintain_column_froms=True).scalar_subquery()


def _of_challenges(call_id: int) -> Mapping[str, Select[Any]]:
    of_call = select(Challenge.id).where(Challenge.call_id == call_id)
    handed_in = of_call.where(Challenge.submitted_at.is_not(None))
    unsigned = (Challenge.cosigner_id.is_not(None), Challenge.cosigned_at.is_(None))
    questions = select(Question.id).join(Challenge, Question.challenge_id == Challenge.id)
    return {
        "challenges": of_call.where(Challenge.published_at.is_not(None)),
        "challenges_to_cosign": handed_in.where(*unsigned),
        "challenges_to_publish": handed_in.where(Challenge.cosigner_id.is_(None) | Challenge.cosigned_at.is_not(None)),
        "open_questions": questions.where(
            Challenge.call_id == call_id, Question.answered_at.is_(None), Question.declined_at.is_(None)
        ),
    }


def _of_teams(call_id: int) -> Mapping[str, Select[Any]]:
    teams = select(Team.id).where(Team.call_id == call_id, Team.dissolved_at.is_(None))
    solutions = select(Solution.id).where(Solution.call_id == call_id)
    return {
        "teams": teams,
        "people": teams.join(TeamMember, TeamMember.team_id == Team.id).where(TeamMember.left_at.is_(None)),
        "drafts": solutions.where(Solution.newest == 0),
        "submitted": solutions.where(takes_part()),
        "unchecked": solutions.where(takes_part(), Solution.admission.is_(None)),
    }


def _of_jury(call_id: int) -> Mapping[str, Select[Any]]:
    seats = select(Juror.id).where(Juror.call_id == call_id, Juror.left_at.is_(None), Juror.declined_at.is_(None))
    assigned = (
        select(Assignment.id)
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(Juror.call_id == call_id, Assignment.handed_back_at.is_(None))
    )
    done = (
        (Review.round_id == Assignment.round_id)
        & (Review.juror_id == Assignment.juror_id)
        & (Review.solution_id == Assignment.solution_id)
    )
    return {
        "seats": seats,
        "seats_open": seats.where(Juror.invited_at.is_not(None), Juror.accepted_at.is_(None)),
        "undeclared": seats.where(Juror.accepted_at.is_not(None), Juror.declared_at.is_(None)),
        "assigned": assigned,
        "reviews_done": assigned.join(Review, done).where(Review.is_done),
        "round_closed": select(Round.id).where(Round.call_id == call_id, Round.closed_at.is_not(None), is_last()),
    }


def _of_results(call_id: int) -> Mapping[str, Select[Any]]:
    releases = select(Release.id).where(Release.call_id == call_id)
    decided = select(FollowUp.id).where(FollowUp.solution_id == Solution.id).exists()
    return {
        "awards_open": releases.where(Release.released_at.is_(None)),
        "awards_prepared": releases.where(Release.released_at.is_(None), Release.prepared_at.is_not(None)),
        "released": select(Publication.id).where(Publication.call_id == call_id),
        "unanswered": select(Solution.id).where(Solution.call_id == call_id, takes_part(), ~decided),
    }


def unsubmitted_teams(call_id: int) -> Sequence[tuple[str, int, datetime]]:
    """Teams with a draft and nothing handed in: name, number of people, when the draft was last saved."""
    statement = (
        select(Team.name, func.count(TeamMember.id), func.max(SolutionDraft.saved_at))
        .join(Solution, Solution.team_id == Team.id)
        .join(SolutionDraft, SolutionDraft.solution_id == Solution.id)
        .join(TeamMember, TeamMember.team_id == Team.id)
        .where(Solution.call_id == call_id, Solution.newest == 0, TeamMember.left_at.is_(None))
        .group_by(Team.id, Team.name)
        .order_by(Team.name)
    )
    return [(name, people, saved_at) for name, people, saved_at in db.session.execute(statement)]


def people_with_drafts(call_id: int) -> Sequence[tuple[int, int]]:
    """Person and solution, for everybody in a team whose solution is a draft still."""
    statement = (
        select(TeamMember.person_id, Solution.id)
        .join(Solution, Solution.team_id == TeamMember.team_id)
        .where(Solution.call_id == call_id, Solution.newest == 0, TeamMember.left_at.is_(None))
        .order_by(TeamMember.person_id)
    )
    return [(person, solution) for person, solution in db.session.execute(statement)]


def last_reminder(call_id: int) -> datetime | None:
    """When the teams of a call were last reminded."""
    statement = select(func.max(TrailLine.at)).where(TrailLine.call_id == call_id, TrailLine.verb == REMINDED)
    return db.session.scalar(statement)
