"""The agenda of a sitting: one solution after another, and who must leave the room for it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.deliberation.actions import agenda as actions
from challenge_hub.deliberation.queries.agenda import item_for, own_review, who_leaves
from challenge_hub.deliberation.queries.attendance import seats_here
from challenge_hub.deliberation.views.blueprint import bp
from challenge_hub.deliberation.views.sittings import leading, room_of
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import open_to
from challenge_hub.judging.queries.rooms import criteria_of


@bp.get("/calls/<key:slug>/jury/sittings/<int:number>/items/<int:item_number>")
@open_to(Role.SIGNED_IN)
def item(slug: str, number: int, item_number: int) -> str:
    """One solution as it is discussed; for whoever has a conflict of interest a request to leave, and nothing else."""
    room = room_of(slug, number)
    agenda, found = item_for(room, item_number)
    leaving, mine, criteria = None, None, []
    if found.solution is not None:
        leaving = who_leaves(room, found.item, seats_here(room))
        mine = own_review(room, found.solution.id)
        criteria = criteria_of(room.jury.judged)
    return render_template(
        "deliberation/item.html",
        here=room,
        room=room.jury,
        agenda=agenda,
        item=found,
        leaving=leaving,
        mine=mine,
        criteria=criteria,
    )


@bp.post("/calls/<key:slug>/jury/sittings/<int:number>/items/<int:item_number>/call")
@open_to(Role.SIGNED_IN)
def call_item(slug: str, number: int, item_number: int) -> Response:
    room = leading(slug, number)
    actions.call_item(room, item_number, by=room.jury.viewer, now=room.jury.now)
    db.session.commit()
    return redirect(url_for(".item", slug=slug, number=number, item_number=item_number))


@bp.post("/calls/<key:slug>/jury/sittings/<int:number>/items/<int:item_number>/move")
@open_to(Role.SIGNED_IN)
def move_item(slug: str, number: int, item_number: int) -> Response:
    room = leading(slug, number)
    earlier = request.form.get("intent") == "earlier"
    actions.move_item(room, item_number, earlier=earlier, by=room.jury.viewer, now=room.jury.now)
    db.session.commit()
    return redirect(url_for(".sitting", slug=slug, number=number, _anchor="agenda"))


@bp.post("/calls/<key:slug>/jury/sittings/<int:number>/agenda")
@open_to(Role.SIGNED_IN)
def arrange(slug: str, number: int) -> Response:
    room = leading(slug, number)
    actions.arrange_anew(room, by=room.jury.viewer, now=room.jury.now)
    db.session.commit()
    flash(gettext("The agenda is arranged so that people with a conflict of interest leave rarely."), "success")
    return redirect(url_for(".sitting", slug=slug, number=number, _anchor="agenda"))
