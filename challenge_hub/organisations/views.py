"""Organisations in public."""

from flask import Blueprint, render_template

from challenge_hub.access import Role
from challenge_hub.calls import queries as calls
from challenge_hub.challenges import queries as challenges
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.organisations import queries

bp = Blueprint("organisations", __name__)


@bp.get("/organisations")
@open_to(Role.ANYONE)
@kept
def index() -> str:
    page = queries.visible_organisations(current_actor(), number=page_number())
    return render_template("organisations/index.html", page=page)


@bp.get("/organisations/<key:slug>")
@open_to(Role.ANYONE)
@kept
def show(slug: str) -> str:
    viewer = current_actor()
    organisation = queries.visible_organisation(viewer, slug)
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        calls=calls.calls_organised_by(viewer, organisation.id),
        page=challenges.challenges_posed_by(viewer, organisation.id, number=page_number()),
    )
