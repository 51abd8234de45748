"""Challenges in public."""

from flask import Blueprint, render_template

from challenge_hub.access import Role
from challenge_hub.calls import queries as calls
from challenge_hub.challenges import queries
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.solutions import queries as solutions

bp = Blueprint("challenges", __name__)


@bp.get("/challenges")
@open_to(Role.ANYONE)
@kept
def index() -> str:
    viewer, now = current_actor(), clock.now()
    wishes = {"words": asked("q"), "theme": asked("theme"), "call_slug": asked("call")}
    page = queries.visible_challenges(viewer, **wishes, number=page_number())
    return render_template(
        "challenges/index.html",
        page=page,
        wishes=wishes,
        calls=calls.calls_to_choose(viewer),
        themes=calls.themes_to_choose(viewer, wishes["call_slug"]),
        solution_counts=solutions.count_by_challenge(viewer, [challenge.id for challenge in page.items], now),
    )


@bp.get("/calls/<key:slug>/challenges/<key:key>")
@open_to(Role.ANYONE)
@kept
def show(slug: str, key: str) -> str:
    viewer = current_actor()
    challenge = queries.visible_challenge(viewer, slug, key)
    page = solutions.solutions_to(viewer, challenge.id, clock.now(), number=page_number())
    return render_template("challenges/show.html", challenge=challenge, page=page)
