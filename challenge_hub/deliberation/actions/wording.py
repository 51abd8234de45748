"""Amending the words of a rubric while the jury tries it: never a weight, and both versions are kept."""

from collections.abc import Sequence
from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.calls.actions import reword_rubric
from challenge_hub.calls.rubric import Round
from challenge_hub.deliberation.models import RubricVersion
from challenge_hub.deliberation.queries.trial import TrialRoom, newest_version, stage_of, worded
from challenge_hub.deliberation.rules.trial import may_reword
from challenge_hub.deliberation.rules.wording import Worded, differences, may_keep_version
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.queries.rooms import criteria_of


def reword(
    room: TrialRoom, words: Sequence[Worded], *, reason: str, version_seen: int, by: Actor, now: datetime
) -> RubricVersion:
    """The next version of the wording; a published call says so in a notice with before and after."""
    judged = room.jury.judged
    one_at_a_time(f"round:{judged.id}")
    db.session.refresh(room.set_up, ["opened_at", "closed_at"])
    may_reword(leads=room.leads, stage=stage_of(room.set_up)).require()
    criteria, newest = criteria_of(judged), newest_version(judged.id)
    before = worded(criteria)
    is_current = newest is not None and newest.number == version_seen
    is_changed = bool(differences(before, words))
    may_keep_version(is_changed=is_changed, reason=reason, is_current=is_current).require()
    if newest is not None and newest.content != before:
        keep_wording(judged, by=by, now=now)  # the call itself was changed in between; its notice says why
    changed = {row["key"]: row for row, was in zip(words, before, strict=True) if row != was}
    reword_rubric(room.jury.call, criteria, changed, reason=reason, by=by, now=now)
    return keep_wording(judged, reason=reason, by=by, now=now)


def keep_wording(judged: Round, *, reason: str = "", by: Actor, now: datetime) -> RubricVersion:
    """Keep the words of a rubric as they stand, under the next number."""
    newest = newest_version(judged.id)
    version = RubricVersion(round_id=judged.id, number=newest.number + 1 if newest else 1)
    version.content, version.reason = worded(criteria_of(judged)), reason
    version.made_by, version.made_at = by.person_id, now
    db.session.add(version)
    db.session.flush()
    return version
