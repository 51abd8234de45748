"""Following the trail."""

from datetime import datetime

from challenge_hub.audit.queries import last_line
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.worker import Follower
from challenge_hub.judging.actions.rankings import COUNTED, call_changed
from challenge_hub.notifications import queries
from challenge_hub.notifications.audiences import told_by
from challenge_hub.notifications.models import Mark


def follow_trail(now: datetime) -> None:
    """Put mails into the outbox for the lines after the mark, and move it: both, or neither. It begins where the trail
    ends when it is called for the first time: nobody is told of what was long ago.
    """
    one_at_a_time("notifications")
    mark = queries.mark()
    if mark is None:
        db.session.add(Mark(id=1, last_line=last_line()))
    else:
        lines = queries.lines_after(mark.last_line)
        for call_id in sorted({line.call_id for line in lines if line.verb in COUNTED and line.call_id}):
            call_changed(call_id, now=now)
        for line in lines:
            for told in told_by(line):
                send_to_person(told.kind, told.person_id, now=now, **told.facts)
            mark.last_line = line.id
    db.session.flush()


FOLLOWER = Follower(queries.is_behind, follow_trail)
