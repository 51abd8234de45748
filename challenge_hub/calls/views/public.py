"""Calls in public."""

from typing import Any

from flask import abort, render_template

from challenge_hub.access import Actor, Role
from challenge_hub.calls import announced, queries
from challenge_hub.calls.labels import CLOSED, FIELDS, KINDS, NOTICES
from challenge_hub.calls.models import Call
from challenge_hub.calls.rules.schedule import timeline
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.calls.stored import schedule_of
from challenge_hub.calls.views.blueprint import bp
from challenge_hub.challenges import queries as challenges
from challenge_hub.challenges.queries import posing
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.hidden import in_public
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.infrastructure.ways import all_ways_of
from challenge_hub.results import queries as results
from challenge_hub.solutions import queries as solutions
from challenge_hub.teams import queries as teams


@bp.get("/calls")
@open_to(Role.ANYONE)
@kept
def index() -> str:
    words = asked("q")
    page = queries.visible_calls(current_actor(), words=words, number=page_number())
    return render_template("calls/index.html", page=page, words=words)


@bp.get("/calls/<key:slug>")
@open_to(Role.ANYONE)
@kept
def show(slug: str) -> str:
    viewer = current_actor()
    call = queries.visible_call(viewer, slug, with_conditions=True)
    if not _has_part(viewer, call):
        in_public(call)
    return render_template(
        "calls/show.html",
        call=call,
        closed=CLOSED,
        eligible=KINDS,
        conditions=announced.conditions_of(viewer, call.id),
        steps=timeline(schedule_of(call), clock.now()),
        challenges=challenges.first_challenges(viewer, call.id),
        solution_count=solutions.count_solutions(viewer, clock.now(), call.id),
        has_results=results.has_results(viewer, call.id, clock.now()),
        gathering=teams.gathering(call, clock.now()),
        **(_ways_of(viewer, call) if viewer.person_id is not None else {}),
    )


def _has_part(viewer: Actor, call: Call) -> bool:
    """Organisers and teams read the page of their call also while it is hidden after a report."""
    is_hidden = call.hidden_at is not None and viewer.person_id is not None
    return is_hidden and (queries.is_organiser(viewer, call.id) or teams.is_in_team(viewer, call.id))


def _ways_of(viewer: Actor, call: Call) -> dict[str, Any]:
    """What leads somebody who is signed in on from here: one statement for each line."""
    now = clock.now()
    return {
        "organises": queries.is_organiser(viewer, call.id),
        "poses": not call.cancelled_at and now < call.closes_at and bool(posing.organisations_of(viewer)),
        "ways": all_ways_of(viewer, call.slug, now),
    }


@bp.get("/calls/<key:slug>/notices")
@open_to(Role.ANYONE)
@kept
def notices(slug: str) -> str:
    viewer = current_actor()
    call = queries.visible_call(viewer, slug)
    page = announced.notices_of(viewer, call.id, number=page_number())
    return render_template("calls/notices.html", call=call, page=page, fields=FIELDS, kinds=NOTICES)


@bp.get("/calls/<key:slug>/terms")
@open_to(Role.ANYONE)
@kept
def terms(slug: str) -> str:
    return render_template("calls/terms.html", **_document(slug, DocumentKind.TERMS))


@bp.get("/calls/<key:slug>/conduct")
@open_to(Role.ANYONE)
@kept
def conduct(slug: str) -> str:
    return render_template("calls/conduct.html", **_document(slug, DocumentKind.CONDUCT))


def _document(slug: str, kind: DocumentKind) -> dict[str, Any]:
    viewer, version = current_actor(), asked("version")
    call = queries.visible_call(viewer, slug)
    if version and not (version.isascii() and version.isdigit() and len(version) < 9):
        abort(404)
    return {"call": call, "terms": announced.published_terms(viewer, call.id, int(version) if version else None, kind)}
