"""The texts that can be reported: whether everybody may read one, what it says, where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, undefer

from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.challenges.queries.public import is_out as challenge_is_out
from challenge_hub.challenges.queries.public import is_public as challenge_is_public
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.hidden import Hideable, in_public
from challenge_hub.infrastructure.text import Rendered, sources
from challenge_hub.moderation.rules import TextKind
from challenge_hub.organisations.models import Organisation
from challenge_hub.solutions.contents import files_of, prototypes_of, version_of
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import is_out as solution_is_out
from challenge_hub.teams.models import Team

MODELS: dict[TextKind, type[Any]] = {
    TextKind.CALL: Call,
    TextKind.CHALLENGE: Challenge,
    TextKind.QUESTION: Question,
    TextKind.SOLUTION: Solution,
    TextKind.TEAM: Team,
    TextKind.ORGANISATION: Organisation,
}

Part = dict[str, Any]
"""`part` names it, `texts` says it by language, or `plain` in none; a file has `sha256`, `name` and `media_type`."""


@dataclass(frozen=True)
class PublicText:
    """A text as everybody reads it now: whose, in which call if in any, and every part of it."""

    kind: TextKind
    thing: Hideable
    call_id: int | None
    copy: Sequence[Part]

    @property
    def first(self) -> Part:
        """Title or name, which says what it is."""
        return self.copy[0]


def public_text(kind: TextKind, number: int, now: datetime) -> PublicText:
    """A text that anybody may report. 404 where it is not public; TextIsHidden where it was hidden already."""
    return _READERS[kind](number, now)


def thing_of(kind: TextKind, number: int) -> Hideable | None:
    """The row the text stands in, if it is there still."""
    found: Hideable | None = db.session.get(MODELS[kind], number)
    return found


def _call(number: int, now: datetime) -> PublicText:
    whole = (undefer(Call.description),)
    call = one_or_404(select(Call).where(Call.id == number, Call.published_at.is_not(None)).options(*whole))
    copy = [said("title", call.title), said("summary", call.summary), _long("description", call.description)]
    return PublicText(TextKind.CALL, in_public(call), call.id, _filled(copy))


def _challenge(number: int, now: datetime) -> PublicText:
    whole = (undefer(Challenge.description), undefer(Challenge.sections))
    wanted = select(Challenge).join(Challenge.call).where(Challenge.id == number, challenge_is_out())
    challenge = in_public(one_or_404(wanted.options(*whole)))
    copy = [said("title", challenge.title), said("question", challenge.question)]
    copy += [_long("description", challenge.description), *(_long(*each) for each in challenge.sections.items())]
    return PublicText(TextKind.CHALLENGE, challenge, challenge.call_id, _filled(copy))


def _question(number: int, now: datetime) -> PublicText:
    wanted = select(Question).join(Question.challenge).join(Challenge.call).options(contains_eager(Question.challenge))
    is_answered = Question.number.is_not(None)
    question = in_public(one_or_404(wanted.where(Question.id == number, is_answered, challenge_is_public())))
    copy = [said("question", {question.language: question.text}), _long("answer", question.answer)]
    return PublicText(TextKind.QUESTION, question, question.challenge.call_id, _filled(copy))


def _solution(number: int, now: datetime) -> PublicText:
    wanted = select(Solution).join(Call, Solution.call_id == Call.id).where(Solution.id == number, solution_is_out(now))
    solution = in_public(one_or_404(wanted))
    version = version_of(solution.id, solution.newest)
    copy = []
    if version is not None:
        copy = [said("title", version.title), said("pitch", version.pitch), _long("description", version.description)]
        copy += [{"part": name, "plain": getattr(version, name)} for name in ("prior_work", "third_party_rights")]
        copy += [{"part": "prototype", "plain": each.url} for each in prototypes_of([version.id]) if each.url]
        copy += [
            {"part": "file", "texts": each.alt, "name": each.name, "sha256": each.sha256, "media_type": each.media_type}
            for each in files_of([version.id])
        ]
    return PublicText(TextKind.SOLUTION, solution, solution.call_id, _filled(copy))


def _team(number: int, now: datetime) -> PublicText:
    is_open = (Team.takes_requests, Team.founded_at.is_not(None), Team.dissolved_at.is_(None))
    wanted = select(Team).join(Call, Team.call_id == Call.id).where(Team.id == number, *is_open)
    team = in_public(one_or_404(wanted.where(Call.published_at.is_not(None), ~hides_names(Team.call_id))))
    copy = [{"part": "name", "plain": team.name}, {"part": "looking_for", "plain": team.looking_for}]
    return PublicText(TextKind.TEAM, team, team.call_id, _filled(copy))


def _organisation(number: int, now: datetime) -> PublicText:
    wanted = select(Organisation).where(Organisation.id == number, Organisation.confirmed_at.is_not(None))
    organisation = in_public(one_or_404(wanted))
    copy = [{"part": "name", "plain": organisation.name}, said("summary", organisation.summary)]
    copy += [{"part": "website", "plain": organisation.website or ""}]
    return PublicText(TextKind.ORGANISATION, organisation, None, _filled(copy))


def said(part: str, texts: Mapping[str, str]) -> Part:
    return {"part": part, "texts": dict(texts)}


def _long(part: str, prose: Mapping[str, Rendered]) -> Part:
    return said(part, sources(prose))


def _filled(copy: Sequence[Part]) -> list[Part]:
    """What says something, or is a file."""
    return [part for part in copy if part.get("texts") or part.get("plain") or "sha256" in part]


_READERS: dict[TextKind, Callable[[int, datetime], PublicText]] = {
    TextKind.CALL: _call,
    TextKind.CHALLENGE: _challenge,
    TextKind.QUESTION: _question,
    TextKind.SOLUTION: _solution,
    TextKind.TEAM: _team,
    TextKind.ORGANISATION: _organisation,
}
