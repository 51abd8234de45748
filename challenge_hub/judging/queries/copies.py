"""What organisers prepare for an anonymised round. Only they may know both sides; nobody on the jury finds this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload, undefer
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.anonymity import DrawnNumber, RedactedCopy, RedactedFile
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.rules.redaction import Origin, telling_words
from challenge_hub.solutions.contents import content_of_version, files_of, prototypes_of
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import is_newest, takes_part
from challenge_hub.solutions.rules.content import Content
from challenge_hub.teams.models import Team, TeamMember


@dataclass(frozen=True)
class CopyLine:
    """A solution in the organisers' list: its number, if one was drawn, and whether the jury gets it."""

    key: str
    title: Any
    team: str
    number: int | None
    is_saved: bool
    is_released: bool
    is_outdated: bool


@dataclass(frozen=True)
class ToRedact:
    """A solution as it was handed in, and the words that would give it away."""

    solution: Solution
    content: Content
    version: int
    words: Sequence[str]

    @property
    def id(self) -> int:
        return self.solution.id

    @property
    def language(self) -> str:
        return self.content.language


def preparing_room(viewer: Actor, slug: str, now: datetime, number: int | None = None) -> JuryRoom:
    """The jury's room for organisers who may know names, of a call with an anonymised round, also after it."""
    room = jury_room(viewer, slug, now, number)
    if room.hides_names or not room.is_organiser or not (room.is_anonymised or revealed_at(room)):
        raise NotFound
    return room


def revealed_at(room: JuryRoom) -> datetime | None:
    """When the names of the anonymised rounds became known; None while some round hides them, or none ever did."""
    last = select(func.max(Round.names_revealed_at)).where(Round.call_id == room.call.id)
    return None if room.is_anonymised else db.session.scalar(last)


def copies_for(room: JuryRoom) -> Sequence[CopyLine]:
    """Every solution that takes part, what waits first; nothing this organiser is in conflict with."""
    copy, drawn = RedactedCopy, DrawnNumber
    statement = (
        select(Solution.key, SolutionVersion.title, Team.name, drawn.number, copy.version, copy.released_at)
        .add_columns(Solution.newest)
        .select_from(Solution)
        .join(SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
        .join(Team, Solution.team_id == Team.id)
        .outerjoin(drawn, and_(drawn.solution_id == Solution.id, drawn.round_id == room.judged.id))
        .outerjoin(copy, copy.solution_id == Solution.id)
        .where(Solution.call_id == room.call.id, takes_part(), room.free)
        .order_by(copy.released_at.is_not(None), Solution.key)
    )
    return [
        CopyLine(key, title, team, number, copied is not None, released is not None and copied == newest,
                 copied is not None and copied != newest)
        for key, title, team, number, copied, released, newest in db.session.execute(statement)
    ]  # fmt: skip


def to_redact(room: JuryRoom, key: str) -> ToRedact:
    """One of them by its own key: this page is for organisers alone, and nobody reads before the deadline."""
    if room.now < room.call.closes_at:
        raise NotFound
    version = one_or_404(
        select(SolutionVersion)
        .join(SolutionVersion.solution)
        .where(Solution.call_id == room.call.id, Solution.key == key, is_newest(), takes_part(), room.free)
        .options(joinedload(SolutionVersion.solution), undefer(SolutionVersion.description))
    )
    content = content_of_version(version, prototypes_of([version.id]), files_of([version.id]))
    return ToRedact(version.solution, content, version.number, telling_words(_origin(version.solution, content)))


def _origin(solution: Solution, content: Content) -> Origin:
    team = one_or_404(select(Team).where(Team.id == solution.team_id).options(joinedload(Team.organisation)))
    people = select(Person.display_name).join(TeamMember, TeamMember.person_id == Person.id)
    return Origin(
        team=team.name,
        organisation=team.organisation.name if team.organisation else None,
        members=db.session.scalars(people.where(TeamMember.team_id == team.id).order_by(TeamMember.id)).all(),
        addresses=[shown.url for shown in content.prototypes if shown.url],
    )


def copy_of(found: ToRedact) -> RedactedCopy | None:
    """What was prepared so far."""
    return db.session.get(RedactedCopy, found.id)


def files_of_copy(found: ToRedact) -> Sequence[RedactedFile]:
    statement = select(RedactedFile).where(RedactedFile.solution_id == found.id).order_by(RedactedFile.position)
    return db.session.scalars(statement).all()


def file_of_copy(found: ToRedact, sha256: str) -> RedactedFile:
    return one_or_404(
        select(RedactedFile).where(RedactedFile.solution_id == found.id, RedactedFile.sha256 == sha256).limit(1)
    )
