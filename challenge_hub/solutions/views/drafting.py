"""Starting a solution, and typing its draft."""

import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.challenges.queries import visible_challenge
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.autosave import is_autosave, not_saved, saved
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.text import render
from challenge_hub.solutions import actions, drafting, own
from challenge_hub.solutions.forms import BeginForm, SolutionForm
from challenge_hub.solutions.models import Solution, SolutionDraft
from challenge_hub.solutions.own import DraftState
from challenge_hub.solutions.own_lines import my_solutions
from challenge_hub.solutions.rules.licences import COMMON
from challenge_hub.solutions.views.blueprint import bp

Answer = str | Response | tuple[str, int]


@bp.route("/calls/<key:slug>/challenges/<key:key>/solution", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def begin(slug: str, key: str) -> Answer:
    """Every GET shows what will be begun; the POST does it, or leads to what the team has begun already."""
    viewer, now = current_actor(), clock.now()
    challenge = visible_challenge(viewer, slug, key)
    teams = own.my_teams(viewer, challenge.call_id)
    form = BeginForm.among(teams)
    if form.validate_on_submit():
        team = next(team for team in teams if team.key == form.team.data)
        draft_key = f"draft-{secrets.token_hex(8)}"
        solution = actions.begin(team, challenge, draft_key=draft_key, by=viewer, now=now)
        address = url_for(".edit", slug=slug, key=solution.key)
        db.session.commit()
        return redirect(address)
    decision = own.open_now(challenge.call, now)
    begun = my_solutions(viewer, challenge.call_id)
    page = render_template(
        "solutions/begin.html", challenge=challenge, teams=teams, form=form, decision=decision, begun=begun
    )
    return page, 422 if form.errors else 200


@bp.route("/calls/<key:slug>/solutions/<key:key>/edit", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def edit(slug: str, key: str) -> Answer:
    viewer, now = current_actor(), clock.now()
    solution = own.own_solution(viewer, slug, key)
    state = own.draft_of(viewer, solution)
    form = SolutionForm(data={**SolutionForm.fields_of(state.typed), "language": state.content.language})
    code = 200
    if form.validate_on_submit():
        try:
            draft = drafting.save_draft(
                solution, form.typed(), revision_seen=int(form.revision.data or 0), by=viewer, now=now
            )
            return _saved(solution, draft)
        except Refused as refused:
            if refused.reason != "newer-edit" or is_autosave():
                raise
            db.session.rollback()
            solution = own.own_solution(viewer, slug, key)
            state, code = own.draft_of(viewer, solution), 409
    elif form.errors:
        code = 422
    if code == 422 and is_autosave():
        return not_saved(next(iter(form.errors.values()))[0], code)
    form.start_from(state.revision, again=code == 409 or request.method == "GET")
    return render_template(
        "solutions/edit.html", form=form, is_stale=code == 409, **_facts(solution, state, form)
    ), code


def _saved(solution: Solution, draft: SolutionDraft) -> Response:
    """To the script the next revision; to a person the page the pressed button names."""
    call = solution.challenge.call
    is_late = not own.in_time(solution, call, clock.now())
    late = gettext("The call takes no solutions now, so it does not count.") if is_late else ""
    way: dict[str, Any] = {"slug": call.slug, "key": solution.key}
    answer = saved(draft.revision, draft.saved_at, call.time_zone, note=late) if is_autosave() else None
    db.session.commit()
    if answer:
        return answer
    then = request.form.get("then")
    if then == "check":
        return redirect(url_for(".submission", **way))
    flash(f"{gettext('Draft saved.')} {late}".strip(), "warning" if late else "success")
    if then == "files":
        return redirect(url_for(".files", **way))
    more: dict[str, Any] = {"preview": 1, "_anchor": "preview"} if then == "preview" else {}
    return redirect(url_for(".edit", **way, **more))


def _facts(solution: Solution, state: DraftState, form: SolutionForm) -> dict[str, Any]:
    """What the form shows around its fields."""
    call, content = solution.challenge.call, state.content
    return {
        "solution": solution,
        "call": call,
        "state": state,
        "differing": form.differing(state.typed),
        "preview": render({content.language: content.description})
        if asked("preview") and content.description
        else None,
        "in_time": own.in_time(solution, call, clock.now()),
        "licences": COMMON,
    }
