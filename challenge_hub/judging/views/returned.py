"""What jurors handed back, and a button for each solution that gives it to somebody else."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.typed import whole
from challenge_hub.judging.actions import returned as actions
from challenge_hub.judging.queries.naming import solution_for
from challenge_hub.judging.queries.returned import gaps_for
from challenge_hub.judging.queries.rooms import jury_room
from challenge_hub.judging.views.blueprint import asked_round, bp

SEED_BITS = 31


@bp.get("/calls/<key:slug>/jury/returned")
@open_to(Role.SIGNED_IN)
def returned(slug: str) -> str:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    return render_template("judging/returned.html", room=room, gaps=gaps_for(room, secrets.randbits(SEED_BITS)))


@bp.post("/calls/<key:slug>/jury/returned/<key:key>/replacement")
@open_to(Role.SIGNED_IN)
def replace_review(slug: str, key: str) -> Response:
    """Exactly the juror who was shown."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    solution = solution_for(room, key, among=room.free)
    actions.replace_review(room, solution, whole(request.form.get("juror", "")), by=viewer, now=room.now)
    db.session.commit()
    flash(gettext("Given out. The juror gets a mail."), "success")
    return redirect(url_for(".returned", slug=slug))
