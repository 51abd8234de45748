"""The ways of a juror in a call."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.infrastructure.ways import Way
from challenge_hub.judging.queries.rooms import desk_of
from challenge_hub.judging.rules.jury import CHAIRING


def ways_for(viewer: Actor, slug: str, now: datetime) -> Sequence[Way]:
    """The own desk; for the chair also the jury's room and the awards."""
    if viewer.person_id is None:
        return []
    try:
        seat = desk_of(viewer, slug, now).seat
    except NotFound:
        return []
    ways = [Way(gettext("My reviews"), url_for("judging.desk", slug=slug))]
    if seat.role in CHAIRING and seat.declared_at is not None:
        ways.append(Way(gettext("Jury"), url_for("judging.jury", slug=slug)))
        ways.append(Way(gettext("Prepare the awards"), url_for("results.awards", slug=slug)))
    return ways
