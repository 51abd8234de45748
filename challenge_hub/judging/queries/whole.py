"""A whole solution as the jury reads it, also before it is public: all of it, or its redacted copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Exists, and_, exists, select
from sqlalchemy.orm import undefer
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.judging.anonymity import RedactedCopy, RedactedFile
from challenge_hub.judging.models import Assignment, Juror
from challenge_hub.judging.queries.naming import NamedSolution, is_called, named_solutions
from challenge_hub.judging.queries.rooms import JuryRoom, room_or_seat
from challenge_hub.solutions.models import Prototype, Solution, SolutionFile, SolutionVersion
from challenge_hub.solutions.rounds import AdaptedVersion
from challenge_hub.solutions.rules.content import Content, content_again
from challenge_hub.solutions.tandem import Difference, compared, judged_content, newest_adapted


@dataclass(frozen=True)
class ReadFile:
    """A file of a solution; in an anonymised round its name is made of the number."""

    sha256: str
    name: str
    media_type: str
    alt: Mapping[str, str]


@dataclass(frozen=True)
class Reading:
    """A solution as the jury reads it. What would name somebody is missing where names are hidden: team, addresses,
    moment of handing in, earlier work, rights of others.
    """

    call: Call
    challenge: Challenge
    solution: NamedSolution
    version: int
    pitch: Mapping[str, str]
    description: Mapping[str, Rendered]
    prototypes: Sequence[Prototype]
    files: Sequence[ReadFile]
    is_redacted: bool
    submitted_at: datetime | None = None
    prior_work: str | None = None
    third_party_rights: str | None = None
    adapted: "Adapted | None" = None


@dataclass(frozen=True)
class Adapted:
    """What the team made of it in the tandem of this round, against the version that was judged."""

    number: int
    language: str
    differences: Sequence[Difference]
    files: Sequence[ReadFile]


ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "application/pdf": "pdf"}


def reading(viewer: Actor, slug: str, key: str, now: datetime, number: int | None = None) -> Reading:
    """A solution for the juror it was given to, for the chair and organisers; never under a conflict of interest."""
    room = room_or_seat(viewer, slug, now, number)
    solution = _readable(room, key)
    challenge = select(Challenge).join(Solution, Solution.challenge_id == Challenge.id)
    of_challenge = db.session.scalars(challenge.where(Solution.id == solution.id)).one()
    return _redacted(room, solution, of_challenge) if room.hides_names else _original(room, solution, of_challenge)


def readable_file(
    viewer: Actor, slug: str, key: str, sha256: str, now: datetime, number: int | None = None
) -> ReadFile:
    """A file of such a solution; a hash alone opens nothing."""
    room = room_or_seat(viewer, slug, now, number)
    solution = _readable(room, key)
    if room.hides_names:
        files = _redacted_files(solution)
    else:
        adapted = _adapted_content(room, solution)
        files = [*_original_files(_version(solution).id), *(_adapted_files(adapted[1]) if adapted else ())]
    found = next((file for file in files if file.sha256 == sha256), None)
    if found is None:
        raise NotFound
    return found


def _readable(room: JuryRoom, key: str) -> NamedSolution:
    statement = named_solutions(room).where(is_called(room, key), room.free)
    if not (room.is_organiser or room.is_chair):
        statement = statement.where(_given_to(room))
    row = db.session.execute(statement).one_or_none()
    if row is None:
        raise NotFound
    return NamedSolution.of(room, row)


def _given_to(room: JuryRoom) -> Exists:
    given = exists().where(
        Assignment.solution_id == Solution.id,
        Assignment.handed_back_at.is_(None),
        Assignment.juror_id == Juror.id,
        Juror.person_id == room.viewer.person_id,
        Juror.left_at.is_(None),
    )
    return given.correlate(Solution)


def _version(solution: NamedSolution) -> SolutionVersion:
    newest = and_(SolutionVersion.solution_id == Solution.id, SolutionVersion.number == Solution.newest)
    statement = select(SolutionVersion).join(Solution, newest).where(Solution.id == solution.id)
    return db.session.scalars(statement.options(undefer(SolutionVersion.description))).one()


def _original(room: JuryRoom, solution: NamedSolution, challenge: Challenge) -> Reading:
    version = _version(solution)
    return Reading(
        room.call, challenge, solution, version.number, version.pitch, version.description,
        prototypes=_prototypes(version.id),
        files=_original_files(version.id),
        is_redacted=False,
        submitted_at=version.submitted_at,
        prior_work=version.prior_work,
        third_party_rights=version.third_party_rights,
        adapted=_adapted(room, solution),
    )  # fmt: skip


def _adapted(room: JuryRoom, solution: NamedSolution) -> Adapted | None:
    found = _adapted_content(room, solution)
    if found is None:
        return None
    newest, content = found
    differences = compared(judged_content(solution.id, newest.judged), content)
    return Adapted(newest.number, content.language, differences, _adapted_files(content))


def _adapted_content(room: JuryRoom, solution: NamedSolution) -> tuple[AdaptedVersion, Content] | None:
    """Only in the round of the tandem, for whoever judges it there, and never where names are hidden."""
    if room.hides_names or room.round is None or room.round.tandem_with_id is None:
        return None
    newest = newest_adapted(solution.id, room.round.id)
    if newest is None or not _judges_here(room, solution, room.round.id):
        return None
    return newest, content_again(newest.content)


def _judges_here(room: JuryRoom, solution: NamedSolution, round_id: int) -> bool:
    """A juror of another round reads what was judged there, and nothing that came later."""
    if room.is_organiser or room.is_chair:
        return True
    given = _given_to(room).where(Assignment.round_id == round_id)
    return bool(db.session.scalar(select(Solution.id).where(Solution.id == solution.id, given)))


def _redacted(room: JuryRoom, solution: NamedSolution, challenge: Challenge) -> Reading:
    copy = db.session.get_one(RedactedCopy, solution.id)
    return Reading(
        room.call, challenge, solution, copy.version, copy.pitch, copy.description,
        prototypes=[],
        files=_redacted_files(solution),
        is_redacted=True,
    )  # fmt: skip


def _prototypes(version_id: int) -> Sequence[Prototype]:
    statement = select(Prototype).where(Prototype.version_id == version_id).order_by(Prototype.position)
    return db.session.scalars(statement).all()


def _original_files(version_id: int) -> Sequence[ReadFile]:
    statement = select(SolutionFile).where(SolutionFile.version_id == version_id).order_by(SolutionFile.position)
    return [ReadFile(file.sha256, file.name, file.media_type, file.alt) for file in db.session.scalars(statement)]


def _adapted_files(content: Content) -> Sequence[ReadFile]:
    return [
        ReadFile(file.sha256, file.name, file.media_type, {content.language: file.alt} if file.alt else {})
        for file in content.files
    ]


def _redacted_files(solution: NamedSolution) -> Sequence[ReadFile]:
    statement = select(RedactedFile).where(RedactedFile.solution_id == solution.id).order_by(RedactedFile.position)
    return [
        ReadFile(file.sha256, f"{solution.key}-{position}.{ENDINGS[file.media_type]}", file.media_type, file.alt)
        for position, file in enumerate(db.session.scalars(statement), start=1)
    ]
