"""What a team gets back."""

from flask import render_template

from challenge_hub.access import Role
from challenge_hub.calls import queries as calls
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.results import queries
from challenge_hub.results.reasons import REASON_ADVICE, REASON_WORDS
from challenge_hub.results.views.blueprint import bp


@bp.get("/calls/<key:slug>/solutions/<key:key>/feedback")
@open_to(Role.SIGNED_IN)
def feedback(slug: str, key: str) -> str:
    viewer = current_actor()
    solution, rounds = queries.feedback_for(viewer, slug, key)
    return render_template(
        "results/feedback.html",
        call=calls.visible_call(viewer, slug),
        rounds=rounds,
        solution=solution,
        reason_words=REASON_WORDS,
        reason_advice=REASON_ADVICE,
        awards=queries.awards_of_solution(viewer, solution.id),
    )
