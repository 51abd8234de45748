"""Solutions in public."""

from collections.abc import Callable

from flask import render_template
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Actor, Role
from challenge_hub.calls import queries as calls
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.files import answer_with
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.infrastructure.storage import storage
from challenge_hub.results import queries as results
from challenge_hub.solutions import queries
from challenge_hub.solutions.shown import versions_and_names, visible_file
from challenge_hub.solutions.views.blueprint import bp

YEAR = 365 * 24 * 3600


@bp.get("/solutions")
@open_to(Role.ANYONE)
@kept
def index() -> str:
    viewer = current_actor()
    wishes = {"words": asked("q"), "call_slug": asked("call"), "challenge_key": asked("challenge")}
    page = queries.visible_solutions(viewer, clock.now(), **wishes, number=page_number())
    choices = calls.calls_to_choose(viewer)
    return render_template("solutions/index.html", page=page, wishes=wishes, calls=choices)


@bp.get("/calls/<key:slug>/solutions/<key:key>")
@open_to(Role.ANYONE)
@kept
def show(slug: str, key: str) -> str:
    viewer = current_actor()
    version = queries.visible_solution(viewer, slug, key, clock.now())
    versions, named = versions_and_names(viewer, version.solution)
    place = results.place_of(viewer, version.solution_id, clock.now())
    asks = place is not None and viewer.person_id is not None
    return render_template(
        "solutions/show.html",
        version=version,
        versions=versions,
        place=place,
        named=named,
        has_feedback=asks and _is_there(results.feedback_for, viewer, slug, key),
        may_follow_up=asks and _is_there(results.solution_to_follow_up, viewer, slug, key),
    )


def _is_there(question: Callable[[Actor, str, str], object], viewer: Actor, slug: str, key: str) -> bool:
    """Whether a page that asks this would find something for the viewer."""
    try:
        question(viewer, slug, key)
    except NotFound:
        return False
    return True


@bp.get("/calls/<key:slug>/solutions/<key:key>/files/<key:sha256>")
@open_to(Role.ANYONE)
def file(slug: str, key: str, sha256: str) -> Response:
    found = visible_file(current_actor(), slug, key, sha256, clock.now())
    path = storage().path_of(found.sha256)
    return answer_with(path, name=found.name, media_type=found.media_type, max_age=YEAR)
