"""Giving out solutions: a plan with its consequences, its publication, and reminders."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.typed import whole
from challenge_hub.judging.actions import assigning as actions
from challenge_hub.judging.forms import PlanForm
from challenge_hub.judging.queries import plans as queries
from challenge_hub.judging.queries.planned import PlanSeen, plan_seen
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.queries.rounds import method_proposed
from challenge_hub.judging.rules.capacity import Capacity, capacity
from challenge_hub.judging.views.blueprint import asked_round, bp

HOURS = 8
MOST_HOURS = 1000
SEED_BITS = 31


@bp.route("/calls/<key:slug>/jury/plan", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def plan(slug: str) -> str | Response | tuple[str, int]:
    """Look at the plan that waits, or have one made."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    seen, hours = plan_seen(room), _hours()
    wished = (seen and seen.plan.reviews_per_solution) or room.judged.reviews_per_solution or 3
    form = PlanForm(per_solution=wished)
    if form.validate_on_submit():
        _plan(room, form.per_solution.data or 1)
        db.session.commit()
        return redirect(url_for(".plan", slug=slug))
    known = {"room_for": _capacity(room, seen, hours), "proposed": method_proposed(room)}
    page = render_template("judging/plan.html", room=room, seen=seen, form=form, hours=hours, **known)
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/jury/plan/publication")
@open_to(Role.SIGNED_IN)
def publish_plan(slug: str) -> Response:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    try:
        wanted, shown = whole(request.form.get("plan", "")), request.form.get("shown", "")
        told = actions.publish_plan(room, wanted, shown=shown, by=viewer, now=clock.now())
    except Refused as refused:
        if refused.reason != "plan-is-stale":
            raise
        db.session.rollback()
        return _plan_anew(slug)
    db.session.commit()
    flash(_told(told), "success")
    return redirect(url_for(".progress", slug=slug))


@bp.post("/calls/<key:slug>/jury/everything")
@open_to(Role.SIGNED_IN)
def everything(slug: str) -> Response:
    """A small event: everyone reviews everything, at one button."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    told = actions.assign_everything(room, seed=secrets.randbits(SEED_BITS), by=viewer, now=clock.now())
    db.session.commit()
    flash(_told(told), "success")
    return redirect(url_for(".progress", slug=slug))


@bp.get("/calls/<key:slug>/jury/progress")
@open_to(Role.SIGNED_IN)
def progress(slug: str) -> str:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    return render_template("judging/progress.html", room=room, progress=queries.progress_for(room))


@bp.route("/calls/<key:slug>/jury/reminders", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def remind(slug: str) -> str | Response:
    """Shows whom it would remind before it does."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    if request.method == "POST":
        wanted = [whole(id_) for id_ in request.form.getlist("juror")]
        number = actions.remind(room, wanted, by=viewer, now=clock.now())
        db.session.commit()
        flash(ngettext("%(num)s juror is reminded.", "%(num)s jurors are reminded.", number), "success")
        return redirect(url_for(".progress", slug=slug))
    waiting = [line for line in queries.progress_for(room).jurors if line[1] < line[2]]
    return render_template("judging/remind.html", room=room, waiting=waiting)


def _plan_anew(slug: str) -> Response:
    """What changed since is in the new plan, which is shown in the place of the stale one."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    old = queries.newest_plan(room)
    if old is not None and old.places:
        actions.discard_plan(room)
        db.session.commit()
        flash(gettext("Something changed since the plan was made, so it was not published. Make it anew."), "warning")
        return redirect(url_for(".contenders", slug=slug))
    wanted = (old and old.reviews_per_solution) or room.judged.reviews_per_solution or 3
    _plan(room, wanted)
    db.session.commit()
    flash(gettext("Something changed since the plan was made, so it was not published. This is a new plan."), "warning")
    return redirect(url_for(".plan", slug=slug))


def _plan(room: JuryRoom, per_solution: int) -> None:
    actions.make_plan(room, per_solution=per_solution, seed=secrets.randbits(SEED_BITS), by=room.viewer, now=room.now)


def _capacity(room: JuryRoom, seen: PlanSeen | None, hours: int) -> Capacity | None:
    """Whether the hours the jurors have suffice for what the plan wants."""
    if seen is None or seen.plan.places or not seen.plan.reviews_per_solution:
        return None
    return capacity(
        solutions=len(seen.counts),
        per_solution=seen.plan.reviews_per_solution,
        minutes_per_review=room.judged.minutes_per_review,
        jurors=len(seen.loads),
        minutes_per_juror=hours * 60,
    )


def _hours() -> int:
    return min(whole(asked("hours")) or HOURS, MOST_HOURS)


def _told(number: int) -> str:
    told: str = ngettext("Published: %(num)s juror gets a mail.", "Published: %(num)s jurors get a mail.", number)
    return told
