"""Writing down what the jury resolved."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.deliberation.actions import resolutions as actions
from challenge_hub.deliberation.forms import ResolutionForm
from challenge_hub.deliberation.queries import resolutions as queries
from challenge_hub.deliberation.queries.attendance import seats_here
from challenge_hub.deliberation.queries.rooms import SittingRoom
from challenge_hub.deliberation.rules.sittings import may_lead, voters
from challenge_hub.deliberation.views.blueprint import bp
from challenge_hub.deliberation.views.sittings import leading
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import open_to


@bp.route("/calls/<key:slug>/jury/sittings/<int:number>/resolutions", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def resolve(slug: str, number: int) -> str | Response | tuple[str, int]:
    """A motion, its votes, and why. What was typed stays when the votes do not add up."""
    room = leading(slug, number)
    solutions = queries.open_solutions(room)
    form = ResolutionForm(solutions=[str(one.id) for one in solutions if one.key == asked("solution")])
    form.offer(solutions, queries.correctable(room))
    if form.is_submitted():
        may_lead(leads=room.leads, is_closed=not room.is_open).require()
    if form.validate_on_submit() and _resolved(room, form):
        return redirect(url_for(".sitting", slug=slug, number=number, _anchor="resolutions"))
    seats = seats_here(room)
    page = render_template(
        "deliberation/resolve.html",
        here=room,
        room=room.jury,
        form=form,
        voters=len(voters([seat.here for seat in seats if seat.here])),
    )
    return page, 422 if form.errors else 200


def _resolved(room: SittingRoom, form: ResolutionForm) -> bool:
    """Whether it is written down; else the field that mends it says what is missing."""
    motion = form.motion()
    try:
        made = actions.resolve(room, motion, form.votes(), by=room.jury.viewer, now=room.jury.now)
    except Refused as refused:
        those = actions.electorate(room, motion.solutions, seats_here(room))
        if not form.say(refused.reason, those):
            raise
        return False
    db.session.commit()
    said = gettext("carried") if made.is_carried else gettext("not carried")
    flash(gettext("Resolution %(number)s is written down: %(outcome)s.", number=made.number, outcome=said), "success")
    return True


@bp.post("/calls/<key:slug>/jury/sittings/<int:number>/resolutions/<int:resolution_number>/removal")
@open_to(Role.SIGNED_IN)
def take_back(slug: str, number: int, resolution_number: int) -> Response:
    room = leading(slug, number)
    actions.take_back(room, resolution_number, by=room.jury.viewer, now=room.jury.now)
    db.session.commit()
    flash(gettext("The resolution is taken back. Write it down anew if it shall stand."), "success")
    return redirect(url_for(".sitting", slug=slug, number=number, _anchor="resolutions"))
