"""Before anybody is invited: whether the jury can do the work, and what more reviews would buy."""

from decimal import Decimal

from flask import render_template, request

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.capacity_forms import CapacityForm
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.queries.seats import expected_work
from challenge_hub.judging.rules.stability import choices, front_of
from challenge_hub.judging.views.blueprint import asked_round, bp

SOLUTIONS, REVIEWS, MINUTES, JURORS, HOURS = 20, 3, 15, 8, Decimal(4)
"""Proposed where nothing is known yet."""


@bp.get("/calls/<key:slug>/jury/capacity")
@open_to(Role.SIGNED_IN)
def capacity(slug: str) -> str | tuple[str, int]:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    form = CapacityForm(request.args or None, data=_known(room))
    fits = not request.args or form.validate()
    wish = form.wish() if fits else None
    found, front = (choices(wish), front_of(wish.solutions)) if wish else ((), 0)
    page = render_template("judging/capacity.html", room=room, form=form, choices=found, front=front)
    return page, 200 if fits else 422


def _known(room: JuryRoom) -> dict[str, int | Decimal]:
    """What call, round and seats say already."""
    solutions, jurors = expected_work(room.call, room.round)
    return {
        "solutions": solutions or SOLUTIONS,
        "per_solution": (room.round and room.round.reviews_per_solution) or REVIEWS,
        "minutes": room.round.minutes_per_review if room.round else MINUTES,
        "jurors": jurors or JURORS,
        "days": 1,
        "hours": HOURS,
    }
