"""What waits for somebody: drafts, submissions and open questions, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.challenges.queries.posing import acts_for, organises
from challenge_hub.challenges.queries.questions import is_open
from challenge_hub.challenges.rules.gate import Stage, stage_of
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.together import Together, answers_to, together

MOST = 50


@dataclass(frozen=True)
class CallFacts:
    """What a task says about a call."""

    slug: str
    time_zone: str
    closes_at: datetime
    cancelled_at: datetime | None
    questions_until: datetime | None


@dataclass(frozen=True)
class WaitingDraft:
    """A draft, where it lies, and what the person is to it."""

    key: str
    title: Mapping[str, str]
    stage: Stage
    cosigner_id: int | None
    return_reason: str | None
    is_officer: bool
    is_organiser: bool
    call: CallFacts


@dataclass(frozen=True)
class WaitingQuestions:
    """How many questions about one challenge wait for an answer."""

    key: str
    title: Mapping[str, str]
    count: int
    is_officer: bool
    is_organiser: bool
    call: CallFacts


CALL = (Call.slug, Call.time_zone, Call.closes_at, Call.cancelled_at, Call.questions_until)


def waiting_for(viewer: Actor) -> tuple[Sequence[WaitingDraft], Sequence[WaitingQuestions]]:
    """Drafts and open questions this person has to do with."""
    drafts, questions = answers_to(*_waiting(viewer=viewer))
    return [_draft(row) for row in drafts], [_waiting_questions(row) for row in questions]


@once
def _waiting(*, viewer: Actor) -> Together:
    return together(_drafts(viewer), _questions(viewer))


def _drafts(viewer: Actor) -> Select[*tuple[Any, ...]]:
    """Drafts of the organisations the person acts for, and submissions to the calls they organise."""
    columns = (
        Challenge.key, Challenge.title, Challenge.draft, Challenge.submitted_at, Challenge.cosigner_id,
        Challenge.cosigned_at, Challenge.returned_at, Challenge.return_reason,
    )  # fmt: skip
    statement = select(*columns, *_rights(viewer), *CALL).join(Challenge.call).where(Challenge.draft.is_not(None))
    return statement.where(_mine(viewer)).order_by(Challenge.id).limit(MOST)


def _draft(row: Any) -> WaitingDraft:
    key, title, draft, submitted_at, cosigner_id, cosigned_at, returned_at, reason, officer, organiser, *call = row
    typed = {language: texts["title"] for language, texts in draft.items() if texts.get("title")}
    stage = stage_of(
        has_draft=True,
        submitted_at=submitted_at,
        wants_cosignature=cosigner_id is not None,
        cosigned_at=cosigned_at,
        returned_at=returned_at,
    )
    return WaitingDraft(
        key, typed or title, stage, cosigner_id, reason, bool(officer), bool(organiser), CallFacts(*call)
    )


def _questions(viewer: Actor) -> Select[*tuple[Any, ...]]:
    """Challenges with open questions: those this person answers for, and those in the calls they organise."""
    count = select(func.count()).where(Question.challenge_id == Challenge.id, is_open()).scalar_subquery()
    statement = select(Challenge.key, Challenge.title, count, *_rights(viewer), *CALL).join(Challenge.call)
    waiting = select(Question.challenge_id).where(is_open())
    statement = statement.where(Challenge.id.in_(waiting), Challenge.published_at.is_not(None), _mine(viewer))
    return statement.order_by(Challenge.id).limit(MOST)


def _waiting_questions(row: Any) -> WaitingQuestions:
    key, title, count, officer, organiser, *call = row
    return WaitingQuestions(key, title, count, bool(officer), bool(organiser), CallFacts(*call))


def _rights(viewer: Actor) -> tuple[Any, Any]:
    officer = case((Challenge.organisation_id.in_(acts_for(viewer)), 1), else_=0)
    organiser = case((Challenge.call_id.in_(organises(viewer)), 1), else_=0)
    return officer, organiser


def _mine(viewer: Actor) -> Any:
    return or_(Challenge.organisation_id.in_(acts_for(viewer)), Challenge.call_id.in_(organises(viewer)))
