"""Anonymised rounds: preparing what the jury reads, giving it out under a number, and revealing the names."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db, one_at_a_time, one_or_404
from challenge_hub.infrastructure.files import CleanFile
from challenge_hub.infrastructure.text import render
from challenge_hub.judging.anonymity import DrawnNumber, RedactedCopy, RedactedFile
from challenge_hub.judging.queries.copies import ToRedact
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.redaction import draw_numbers, may_redact, may_release_copy, telling_in
from challenge_hub.solutions.rules.handing_in import may_attach


@dataclass(frozen=True)
class Redacted:
    """What was typed as the copy, in the language of the solution, and the version it was made from."""

    title: str
    pitch: str
    description: str
    version: int


def save_copy(room: JuryRoom, found: ToRedact, typed: Redacted, *, by: Actor, now: datetime) -> RedactedCopy:
    """Keep a copy. One that was given out is taken back until it is released again."""
    one_at_a_time(f"copy:{found.id}")
    may_redact(is_anonymised=room.is_anonymised, version_seen=typed.version, version=found.version).require()
    copy = db.session.get(RedactedCopy, found.id, populate_existing=True) or RedactedCopy(solution_id=found.id)
    copy.version, copy.saved_at, copy.saved_by = typed.version, now, by.person_id
    copy.title, copy.pitch = _said(found, typed.title), _said(found, typed.pitch)
    copy.description = render(_said(found, typed.description))
    copy.released_at = copy.released_by = None
    db.session.add(copy)
    db.session.flush()
    record("redact-solution", found.solution, by=by, now=now, call_id=room.call.id)
    return copy


def release_copy(
    room: JuryRoom, found: ToRedact, copy: RedactedCopy, *, is_checked: bool, seed: int, by: Actor, now: datetime
) -> None:
    """From now on the jury gets this solution: as the copy, under a number drawn by chance in each round."""
    one_at_a_time(f"numbers:{room.call.id}")
    may = may_redact(is_anonymised=room.is_anonymised, version_seen=copy.version, version=found.version)
    texts = [*copy.title.values(), *copy.pitch.values(), *(each["source"] for each in copy.description.values())]
    telling = telling_in([*texts, *_alternative_texts(found.id)], found.words)
    may_release_copy(may=may, telling=len(telling), is_checked=is_checked).require()
    copy.released_at, copy.released_by = now, by.person_id
    _draw(room.call.id, found.id, seed)
    db.session.flush()
    record("release-copy", found.solution, by=by, now=now, call_id=room.call.id)


def add_file(
    room: JuryRoom, found: ToRedact, file: CleanFile, sha256: str, *, alt: str, by: Actor, now: datetime
) -> RedactedFile:
    """A file in the place of an original one; its name is not kept. What was given out is taken back."""
    one_at_a_time(f"copy:{found.id}")
    may = may_redact(is_anonymised=room.is_anonymised, version_seen=found.version, version=found.version)
    of_copy = RedactedFile.solution_id == found.id
    there = db.session.scalar(select(RedactedFile).where(of_copy, RedactedFile.sha256 == sha256).limit(1))
    if there is not None:
        return there
    many, last = db.session.execute(select(func.count(), func.max(RedactedFile.position)).where(of_copy)).one()
    may_attach(may_save=may, files=many).require()
    added = RedactedFile(solution_id=found.id, position=(last or 0) + 1, sha256=sha256, media_type=file.media_type)
    added.alt = _said(found, alt)
    db.session.add(added)
    _take_back(found)
    record("redact-solution", found.solution, by=by, now=now, call_id=room.call.id)
    return added


def remove_file(room: JuryRoom, found: ToRedact, sha256: str, *, by: Actor, now: datetime) -> None:
    """Take a file out of the copy."""
    one_at_a_time(f"copy:{found.id}")
    may_redact(is_anonymised=room.is_anonymised, version_seen=found.version, version=found.version).require()
    file = select(RedactedFile).where(RedactedFile.solution_id == found.id, RedactedFile.sha256 == sha256).limit(1)
    db.session.delete(one_or_404(file))
    _take_back(found)
    record("redact-solution", found.solution, by=by, now=now, call_id=room.call.id)


def draw_for_round(room: JuryRoom, judged: Round, *, seed: int) -> None:
    """A new round of an anonymised call knows each solution by a number of its own."""
    if not room.is_anonymised:
        return
    numbered = select(DrawnNumber.solution_id).join(Round, DrawnNumber.round_id == Round.id)
    wanted = sorted(set(db.session.scalars(numbered.where(Round.call_id == judged.call_id))))
    numbers = draw_numbers(len(wanted), taken=set(), seed=seed)
    db.session.add_all(
        DrawnNumber(round_id=judged.id, solution_id=id_, number=number)
        for id_, number in zip(wanted, numbers, strict=True)
    )
    db.session.flush()


def reveal_names(call_id: int, *, by: Actor, now: datetime) -> None:
    """The results are released: whoever judged a closed round may know whose each solution is."""
    hiding = (Round.call_id == call_id, Round.is_anonymous, Round.names_revealed_at.is_(None))
    for judged in db.session.scalars(select(Round).where(*hiding, Round.closed_at.is_not(None))).all():
        judged.names_revealed_at = now
        record("reveal-names", judged, by=by, now=now, call_id=call_id)


def _said(found: ToRedact, words: str) -> dict[str, str]:
    return {found.language: words.strip()} if words.strip() else {}


def _alternative_texts(solution_id: int) -> list[str]:
    alts = db.session.scalars(select(RedactedFile.alt).where(RedactedFile.solution_id == solution_id))
    return [words for alt in alts for words in alt.values()]


def _take_back(found: ToRedact) -> None:
    copy = db.session.get(RedactedCopy, found.id, populate_existing=True)
    if copy is not None:
        copy.released_at = copy.released_by = None
    db.session.flush()


def _draw(call_id: int, solution_id: int, seed: int) -> None:
    """A number in every round that has none for this solution; the one it has stays."""
    rounds = db.session.scalars(select(Round.id).where(Round.call_id == call_id).order_by(Round.number)).all()
    drawn = db.session.scalars(select(DrawnNumber).where(DrawnNumber.round_id.in_(rounds))).all()
    for position, round_id in enumerate(rounds):
        here = {row.solution_id: row.number for row in drawn if row.round_id == round_id}
        if solution_id not in here:
            (number,) = draw_numbers(1, taken=set(here.values()), seed=seed + position)
            db.session.add(DrawnNumber(round_id=round_id, solution_id=solution_id, number=number))
