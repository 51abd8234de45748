"""What a stored version consists of, as the rules see it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from challenge_hub.calls.models import Call
from challenge_hub.calls.rules.conditions import Rights
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.models import DraftFile, Prototype, Solution, SolutionFile, SolutionVersion
from challenge_hub.solutions.queries import is_newest
from challenge_hub.solutions.rules.content import NONE, SOME, Attached, Content, Finding, Shown, what_is_missing


def version_of(solution_id: int, number: int) -> SolutionVersion | None:
    """One version with its long text."""
    statement = select(SolutionVersion).where(
        SolutionVersion.solution_id == solution_id, SolutionVersion.number == number
    )
    return db.session.scalar(statement.options(undefer(SolutionVersion.description)))


def prototypes_of(version_ids: Sequence[int]) -> Sequence[Prototype]:
    statement = select(Prototype).where(Prototype.version_id.in_(version_ids))
    return db.session.scalars(statement.order_by(Prototype.version_id, Prototype.position)).all()


def files_of(version_ids: Sequence[int]) -> Sequence[SolutionFile]:
    statement = select(SolutionFile).where(SolutionFile.version_id.in_(version_ids))
    return db.session.scalars(statement.order_by(SolutionFile.version_id, SolutionFile.position)).all()


def content_of_version(
    version: SolutionVersion, prototypes: Sequence[Prototype], files: Sequence[SolutionFile]
) -> Content:
    """A version as the rules see it; its long text is loaded."""
    description = next(iter(version.description.values()), None)
    return Content(
        language=next(iter(version.title)),
        title=next(iter(version.title.values())),
        pitch=next(iter(version.pitch.values()), ""),
        description=description["source"] if description else "",
        prototypes=tuple(
            Shown(each.kind, each.url or "", each.licence or "", each.maturity or "")
            for each in prototypes
            if each.version_id == version.id
        ),
        prior_work=version.prior_work,
        third_party_rights=version.third_party_rights,
        files=tuple(attached(file) for file in files if file.version_id == version.id),
    )


def typed_again(content: Content) -> dict[str, Any]:
    """The content as the form would have sent it, without the files."""
    typed: dict[str, Any] = {
        "language": content.language,
        "title": content.title,
        "pitch": content.pitch,
        "description": content.description,
    }
    typed["prototypes"] = [vars(each) for each in content.prototypes]
    for name in ("prior_work", "third_party_rights"):
        answer = getattr(content, name)
        typed[name] = answer or ""
        typed[f"{name}_answer"] = "" if answer is None else SOME if answer else NONE
    return typed


def missing_in(content: Content, call: Call) -> tuple[Finding, ...]:
    """What this content lacks under the conditions of the call."""
    open_licence = call.rights == Rights.OPEN_LICENCE
    return what_is_missing(content, prototype_required=call.prototype_required, open_licence=open_licence)


def attached(file: DraftFile | SolutionFile) -> Attached:
    """A file as the rules see it."""
    return Attached(file.sha256, file.name, file.media_type, next(iter(file.alt.values()), ""))


def title_of(solution_id: int) -> Mapping[str, str]:
    """The title of a solution's newest version."""
    statement = select(SolutionVersion.title).join(SolutionVersion.solution)
    return db.session.scalars(statement.where(Solution.id == solution_id, is_newest())).one()
