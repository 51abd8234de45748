"""The story of the demonstration: invented places, people and calls, dated from the day it is started.

Four example calls stand beside the real event: one that is over, with the minutes of its jury, one open for solutions,
one with its jury at work, one whose results wait to be released. So everybody behind a door has something to do.
"""

from datetime import datetime

from sqlalchemy import select

from challenge_hub.calls.models import Call
from challenge_hub.demo.story import closing_call, finished_call, jury_call, open_call
from challenge_hub.demo.story.places import make_places
from challenge_hub.demo.story.town import make_people
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions.rankings import call_changed


def fill(now: datetime) -> None:
    """Tell the story once; where it stands already, nothing is changed."""
    if db.session.scalar(select(Call.id).where(Call.slug == open_call.SLUG)) is not None:
        return
    people = make_people(now)
    places = make_places(people, now)
    finished_call.tell(people, places, now)
    open_call.tell(people, places, now)
    jury_call.tell(people, places, now)
    closing_call.tell(people, places, now)
    db.session.flush()
    for call_id in db.session.scalars(select(Call.id).order_by(Call.id)).all():
        call_changed(call_id, now=now)
