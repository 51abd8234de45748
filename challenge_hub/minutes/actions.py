"""Writing an edition of the minutes, publishing it, taking it back, keeping a signed copy."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from challenge_hub import __version__
from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.files import CleanFile
from challenge_hub.minutes.models import MinutesEdition, SignedMinutes
from challenge_hub.minutes.queries import editions as queries
from challenge_hub.minutes.queries.editions import MinutesRoom
from challenge_hub.minutes.queries.record import record_for
from challenge_hub.minutes.queries.times import at
from challenge_hub.minutes.rules.editions import (
    canonical,
    fingerprint,
    may_keep_signed,
    may_publish_minutes,
    may_unpublish_minutes,
    may_write,
    says_the_same,
)
from challenge_hub.minutes.rules.versions import public_of


def keep_public_wording(call_id: int) -> None:
    """The period of the call is over: of each edition the public wording remains, also for those who organised it."""
    public = {"content": MinutesEdition.public_content, "sha256": MinutesEdition.public_sha256}
    statement = update(MinutesEdition).where(MinutesEdition.call_id == call_id).values(**public)
    db.session.execute(statement.execution_options(synchronize_session=False))


def write(room: MinutesRoom, *, remarks: str, reason: str, by: Actor, now: datetime) -> MinutesEdition:
    """Write the next edition from the record as it is now, and freeze it. Its fingerprint goes into the trail."""
    call = room.jury.call
    one_at_a_time(f"minutes:{call.id}")
    last, told = queries.newest_edition(call.id), record_for(room.jury)
    number = last.number + 1 if last else 1
    content = {
        **told.content,
        "remarks": remarks,
        "edition": number,
        "made_at": at(now),
        "written_by": by.display_name,
        "reason": reason,
        "program_version": __version__,
    }
    is_changed = last is None or not says_the_same(content, json.loads(last.content))
    may_write(
        leads=room.leads, is_recorded=told.is_recorded, number=number, reason=reason, is_changed=is_changed
    ).require()
    edition = MinutesEdition(call_id=call.id, number=number, made_at=now, made_by=by.person_id, reason=reason)
    _freeze(edition, content)
    edition.solution_ids = list(told.solution_ids)
    db.session.add(edition)
    db.session.flush()
    record(
        "write-minutes", edition, by=by, now=now, call_id=call.id,
        number=number, sha256=edition.sha256, public_sha256=edition.public_sha256,
    )  # fmt: skip
    return edition


def _freeze(edition: MinutesEdition, content: Mapping[str, Any]) -> None:
    """Both versions as text, each with its fingerprint."""
    edition.content, edition.public_content = canonical(content), canonical(public_of(content))
    edition.sha256, edition.public_sha256 = fingerprint(edition.content), fingerprint(edition.public_content)


def publish(room: MinutesRoom, edition: MinutesEdition, *, by: Actor, now: datetime) -> None:
    """Make the public version of an edition known to everybody."""
    one_at_a_time(f"minutes:{edition.call_id}")
    db.session.refresh(edition, ["published_at"])
    may_publish_minutes(
        leads=room.leads,
        has_results=queries.has_results_at(edition.call_id, edition.made_at),
        is_newest=queries.is_newest(edition),
        was_published=edition.published_at is not None,
        has_written=edition.made_by == by.person_id,
    ).require()
    edition.published_at, edition.published_by = now, by.person_id
    db.session.flush()
    record(
        "publish-minutes", edition, by=by, now=now, call_id=edition.call_id,
        number=edition.number, public_sha256=edition.public_sha256,
    )  # fmt: skip


def unpublish(room: MinutesRoom, edition: MinutesEdition, *, reason: str, by: Actor, now: datetime) -> None:
    """Take an edition off the public pages; the jury's room keeps it, with the reason."""
    one_at_a_time(f"minutes:{edition.call_id}")
    db.session.refresh(edition, ["published_at", "unpublished_at"])
    may_unpublish_minutes(leads=room.leads, is_public=edition.is_public).require()
    edition.unpublished_at, edition.unpublished_by, edition.unpublish_reason = now, by.person_id, reason
    db.session.flush()
    record("unpublish-minutes", edition, by=by, now=now, call_id=edition.call_id, number=edition.number)


def keep_signed(
    room: MinutesRoom, edition: MinutesEdition, file: CleanFile, sha256: str, *, by: Actor, now: datetime
) -> SignedMinutes:
    """Keep a scan of the signed edition. The same file twice is one."""
    one_at_a_time(f"minutes:{edition.call_id}")
    there = db.session.scalar(select(SignedMinutes).filter_by(edition_id=edition.id, sha256=sha256))
    if there is not None:
        return there
    may_keep_signed(leads=room.leads, scans=len(queries.scans_of(edition))).require()
    scan = SignedMinutes(edition_id=edition.id, sha256=sha256, name=file.name, uploaded_at=now)
    scan.uploaded_by = by.person_id
    db.session.add(scan)
    db.session.flush()
    record("keep-signed-minutes", scan, by=by, now=now, call_id=edition.call_id, number=edition.number, sha256=sha256)
    return scan
