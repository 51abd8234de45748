"""Organisations in public."""

from flask import render_template

from challenge_hub.access import Role
from challenge_hub.calls import queries as calls
from challenge_hub.challenges import queries as challenges
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.hidden import in_public
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.organisations import queries
from challenge_hub.organisations.choosing import comes_from_register
from challenge_hub.organisations.views.blueprint import bp


@bp.get("/organisations")
@open_to(Role.ANYONE)
@kept
def index() -> str:
    words, kind = asked("q"), asked("kind")
    kinds = queries.kinds()
    kind = kind if kind in {known.key for known in kinds} else ""
    page = queries.visible_organisations(current_actor(), words=words, kind=kind, number=page_number())
    return render_template("organisations/index.html", page=page, words=words, kind=kind, kinds=kinds)


@bp.get("/organisations/<key:slug>")
@open_to(Role.ANYONE)
@kept
def show(slug: str) -> str:
    viewer = current_actor()
    organisation = queries.visible_organisation(viewer, slug)
    seat = queries.seat_in(viewer, organisation.id)
    if seat is None:
        in_public(organisation)
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        units=queries.units_of(organisation.id),
        seat=seat,
        from_register=comes_from_register(organisation.kind, organisation.official_key),
        calls=calls.calls_organised_by(viewer, organisation.id),
        page=challenges.challenges_posed_by(viewer, organisation.id, number=page_number()),
    )
