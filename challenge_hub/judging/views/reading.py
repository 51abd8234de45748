"""A solution as the jury reads it, also before it is public."""

from flask import render_template
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.files import answer_with
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.storage import storage
from challenge_hub.judging.queries import whole as queries
from challenge_hub.judging.views.blueprint import asked_round, bp


@bp.get("/calls/<key:slug>/jury/solutions/<key:key>")
@open_to(Role.SIGNED_IN)
def solution(slug: str, key: str) -> str:
    return render_template(
        "judging/solution.html", reading=queries.reading(current_actor(), slug, key, clock.now(), asked_round())
    )


@bp.get("/calls/<key:slug>/jury/solutions/<key:key>/files/<key:sha256>")
@open_to(Role.SIGNED_IN)
def file(slug: str, key: str, sha256: str) -> Response:
    found = queries.readable_file(current_actor(), slug, key, sha256, clock.now(), asked_round())
    path = storage().path_of(found.sha256)
    return answer_with(path, name=found.name, media_type=found.media_type, max_age=0)
