"""Calls in public."""

from flask import Blueprint, render_template

from challenge_hub.access import Role
from challenge_hub.calls import queries
from challenge_hub.challenges import queries as challenges
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.results import queries as results
from challenge_hub.solutions import queries as solutions

bp = Blueprint("calls", __name__)


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
    call = queries.visible_call(viewer, slug)
    return render_template(
        "calls/show.html",
        call=call,
        challenges=challenges.first_challenges(viewer, call.id),
        solution_count=solutions.count_solutions(viewer, clock.now(), call.id),
        has_results=results.has_results(viewer, call.id, clock.now()),
    )
