"""The circles of readers of a round's ranking: who may know of the same solutions reads the same ranking."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call, CallOrganiser
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.rankings import hidden_from
from challenge_hub.judging.queries.rooms import end_of, room_or_seat
from challenge_hub.judging.rules.jury import CHAIRING
from challenge_hub.organisations.models import OrganisationMember

MOST = 200
"""So many circles at most; who is in none of them reads that the ranking is being computed."""


def hidden_sets(judged: Round, now: datetime) -> Sequence[frozenset[int]]:
    """What is hidden (solutions by id), once for each circle: from nobody first, then from those who lead and organise,
    and, when nobody gives points any more, from everybody on the jury.
    """
    call = db.session.get_one(Call, judged.call_id)
    slug, is_over = call.slug, judged.closed_at is not None or now >= end_of(call, judged)
    found = dict.fromkeys([frozenset[int]()])
    for person in _readers(judged, is_over=is_over):
        if len(found) < MOST:
            with suppress(NotFound):  # an organiser who takes part, or judges a round without names
                room = room_or_seat(Actor(f"person:{person}", person_id=person), slug, now, judged.number)
                found[hidden_from(room)] = None
    return list(found)


def _readers(judged: Round, *, is_over: bool) -> Sequence[int]:
    seats = select(Juror.person_id).where(
        Juror.call_id == judged.call_id, Juror.accepted_at.is_not(None), Juror.left_at.is_(None), Juror.person_id > 0
    )
    if not is_over:
        seats = seats.where(Juror.role.in_(CHAIRING))
    organising = [OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER]
    members = (
        select(OrganisationMember.person_id)
        .join(CallOrganiser, CallOrganiser.organisation_id == OrganisationMember.organisation_id)
        .where(CallOrganiser.call_id == judged.call_id, CallOrganiser.role.in_(organising))
    )
    return sorted({*db.session.scalars(seats), *db.session.scalars(members)})
