"""Typing a draft: its text and its files. Typing is no act, so the trail says nothing of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from challenge_hub.access import Actor
from challenge_hub.infrastructure.autosave import may_overwrite
from challenge_hub.infrastructure.db import db, one_at_a_time, one_or_404
from challenge_hub.infrastructure.files import CleanFile
from challenge_hub.solutions import own
from challenge_hub.solutions.contents import attached
from challenge_hub.solutions.models import DraftFile, Solution, SolutionDraft
from challenge_hub.solutions.rules.handing_in import may_attach, may_save


def save_draft(
    solution: Solution, typed: Mapping[str, Any], *, revision_seen: int, by: Actor, now: datetime
) -> SolutionDraft:
    """Keep what was typed. The same text once more changes nothing; over a newer one of somebody else it is refused."""
    draft = _draft_in_turn(solution, by=by, now=now)
    if dict(typed) == draft.content and draft.revision > 0:
        return draft
    may_overwrite(revision_seen=revision_seen, revision=draft.revision).require()
    draft.content = dict(typed)
    draft.revision += 1
    draft.saved_at, draft.saved_by = now, by.person_id
    db.session.flush()
    return draft


def attach(solution: Solution, file: CleanFile, sha256: str, *, alt: str, by: Actor, now: datetime) -> DraftFile:
    """Add a file, already stored under its hash; the same file once more is the one that is there."""
    _draft_in_turn(solution, by=by, now=now)
    of_draft = DraftFile.solution_id == solution.id
    there = db.session.scalar(select(DraftFile).where(of_draft, DraftFile.sha256 == sha256).limit(1))
    if there:
        return there
    many, last = db.session.execute(select(func.count(), func.max(DraftFile.position)).where(of_draft)).one()
    may_attach(may_save=may_save(**_facts(solution, by)), files=many).require()
    added = DraftFile(
        solution_id=solution.id,
        position=(last or 0) + 1,
        sha256=sha256,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        alt=_in_language(solution, alt),
    )
    db.session.add(added)
    db.session.flush()
    return added


def describe(solution: Solution, sha256: str, alt: str, *, by: Actor, now: datetime) -> None:
    """Say in words what an image shows, or what a file holds."""
    file = _file_in_turn(solution, sha256, by=by, now=now)
    file.alt = _in_language(solution, alt)
    db.session.flush()


def detach(solution: Solution, sha256: str, *, by: Actor, now: datetime) -> None:
    """Take a file out of the draft; versions that were handed in keep it."""
    db.session.delete(_file_in_turn(solution, sha256, by=by, now=now))
    db.session.flush()


def move_up(solution: Solution, sha256: str, *, by: Actor, now: datetime) -> None:
    """Show a file before the one that stands above it; the first one stays."""
    file = _file_in_turn(solution, sha256, by=by, now=now)
    above = db.session.scalar(
        select(DraftFile)
        .where(DraftFile.solution_id == solution.id, DraftFile.position < file.position)
        .order_by(DraftFile.position.desc())
        .limit(1)
    )
    if above is None:
        return
    higher, lower = above.position, file.position
    for row, position in ((file, 0), (above, lower), (file, higher)):  # no two rows stand at one place in between
        row.position = position
        db.session.flush()


def _draft_in_turn(solution: Solution, *, by: Actor, now: datetime) -> SolutionDraft:
    """The draft, one change at a time; made from the newest version where nobody typed since."""
    one_at_a_time(f"solution {solution.id}")
    may_save(**_facts(solution, by)).require()
    draft = db.session.get(SolutionDraft, solution.id, populate_existing=True)
    if draft is None:
        state = own.draft_of(by, solution)
        draft = SolutionDraft(solution_id=solution.id, content=dict(state.typed), revision=0, saved_at=now)
        draft.saved_by = by.person_id
        files = [attached(file) for file in state.files]
        db.session.add(draft)
        db.session.add_all(
            DraftFile(
                solution_id=solution.id,
                position=position,
                sha256=file.sha256,
                name=file.name,
                media_type=file.media_type,
                size=0,
                alt=_in_language(solution, file.alt),
            )
            for position, file in enumerate(files, start=1)
        )
        db.session.flush()
    return draft


def _file_in_turn(solution: Solution, sha256: str, *, by: Actor, now: datetime) -> DraftFile:
    _draft_in_turn(solution, by=by, now=now)
    statement = select(DraftFile).where(DraftFile.solution_id == solution.id, DraftFile.sha256 == sha256)
    return one_or_404(statement.order_by(DraftFile.position).limit(1).execution_options(populate_existing=True))


def _facts(solution: Solution, by: Actor) -> dict[str, bool]:
    return {
        "is_member": own.is_member(by, solution.team_id),
        "cancelled": solution.challenge.call.cancelled_at is not None,
    }


def _in_language(solution: Solution, alt: str) -> dict[str, str]:
    """A text in some language of ours; a version puts it under the language its whole content is in."""
    return {solution.challenge.call.language: alt.strip()} if alt.strip() else {}
