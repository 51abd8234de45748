"""The last third of the minutes for the contenders."""

import secrets

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions.contending import plan_for_contenders
from challenge_hub.judging.capacity_forms import ContendersForm
from challenge_hub.judging.queries.contending import proposal_for
from challenge_hub.judging.queries.rooms import jury_room
from challenge_hub.judging.views.blueprint import bp

SEED_BITS = 31


@bp.route("/calls/<key:slug>/jury/contenders", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def contenders(slug: str) -> str | Response | tuple[str, int]:
    """Says what it does, then has a plan made that is looked at and published as every plan."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now())
    proposed = proposal_for(room)
    form = ContendersForm(places=proposed.places, reviews=proposed.reviews)
    if form.validate_on_submit():
        plan_for_contenders(room, **form.wish(), seed=secrets.randbits(SEED_BITS), by=viewer, now=room.now)
        db.session.commit()
        return redirect(url_for(".plan", slug=slug))
    page = render_template("judging/contenders.html", room=room, form=form, proposed=proposed)
    return page, 422 if form.errors else 200
