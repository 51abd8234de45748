"""Saying which themes a juror knows well."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.models import Juror, JurorTheme
from challenge_hub.judging.rules.jury import may_state_expertise


def state_expertise(seat: Juror, theme_ids: Iterable[int], *, may_for_others: bool, by: Actor, now: datetime) -> None:
    """These themes of the call and no others. `may_for_others`: an organiser of this call or its chair says it."""
    one_at_a_time(f"jury:{seat.call_id}")
    may_state_expertise(
        is_organiser=may_for_others,
        is_chair=may_for_others,
        is_own=seat.person_id is not None and seat.person_id == by.person_id,
        has_left=seat.left_at is not None,
    ).require()
    db.session.execute(delete(JurorTheme).where(JurorTheme.juror_id == seat.id))
    rows = [{"juror_id": seat.id, "theme_id": id_} for id_ in sorted(set(theme_ids))]
    if rows:
        db.session.execute(insert(JurorTheme), rows)
    record("state-expertise", seat, by=by, now=now, call_id=seat.call_id)
