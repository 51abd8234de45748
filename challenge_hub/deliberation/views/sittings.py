"""The sittings of a jury: calling one, who is in the room, closing it."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.deliberation.actions import sittings as actions
from challenge_hub.deliberation.calendar import calendar_entry
from challenge_hub.deliberation.forms import SittingForm
from challenge_hub.deliberation.queries.agenda import agenda_for
from challenge_hub.deliberation.queries.attendance import seats_here
from challenge_hub.deliberation.queries.resolutions import resolutions_for
from challenge_hub.deliberation.queries.rooms import SittingRoom, jury_for, leads, sitting_for, sittings_of
from challenge_hub.deliberation.rules.sittings import may_close_sitting, may_lead, voters
from challenge_hub.deliberation.sentences import KIND_WORDS
from challenge_hub.deliberation.views.blueprint import bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.downloads import download
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.links import address_of
from challenge_hub.judging.queries.seats import has_chair
from challenge_hub.judging.sentences import ROLE_WORDS

HOURS = timedelta(hours=2)
"""How long a sitting is taken to last in a calendar."""


def room_of(slug: str, number: int) -> SittingRoom:
    """One sitting for whoever asks."""
    return sitting_for(current_actor(), slug, number, clock.now())


def leading(slug: str, number: int) -> SittingRoom:
    """The same for chair and organisers; for jurors these pages do not exist."""
    room = room_of(slug, number)
    if not room.leads:
        raise NotFound
    return room


@bp.route("/calls/<key:slug>/jury/sittings", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def sittings(slug: str) -> str | Response | tuple[str, int]:
    """Every sitting; chair and organisers call a new one."""
    jury = jury_for(current_actor(), slug, clock.now())
    form = SittingForm()
    if form.is_submitted():
        may_lead(leads=leads(jury), is_closed=False).require()
    facts = form.facts(jury.call.time_zone) if form.validate_on_submit() else None
    if facts is not None:
        made = actions.call_sitting(jury, facts, by=jury.viewer, now=jury.now)
        db.session.commit()
        flash(gettext("The sitting is called, and the jury gets a mail."), "success")
        return redirect(url_for(".sitting", slug=slug, number=made.number))
    found = sittings_of(jury)
    page = render_template("deliberation/sittings.html", room=jury, leads=leads(jury), sittings=found, form=form)
    return page, 422 if form.errors else 200


@bp.get("/calls/<key:slug>/jury/sittings/<int:number>")
@open_to(Role.SIGNED_IN)
def sitting(slug: str, number: int) -> str:
    """What is discussed now, the agenda, what was resolved, who is in the room."""
    room = room_of(slug, number)
    seats = seats_here(room)
    return render_template(
        "deliberation/sitting.html",
        here=room,
        room=room.jury,
        agenda=agenda_for(room),
        resolutions=resolutions_for(room),
        seats=seats,
        voters=len(voters([seat.here for seat in seats if seat.here])),
        kinds=KIND_WORDS,
    )


@bp.route("/calls/<key:slug>/jury/sittings/<int:number>/facts", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def change(slug: str, number: int) -> str | Response | tuple[str, int]:
    room = leading(slug, number)
    zone = room.jury.call.time_zone
    form = SittingForm(data=SittingForm.data_of(room.sitting, zone))
    facts = form.facts(zone) if form.validate_on_submit() else None
    if facts is not None:
        actions.change_sitting(room, facts, by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        flash(gettext("The sitting is changed."), "success")
        return redirect(url_for(".sitting", slug=slug, number=number))
    page = render_template("deliberation/change.html", here=room, room=room.jury, form=form)
    return page, 422 if form.errors else 200


@bp.get("/calls/<key:slug>/jury/sittings/<int:number>/attendance")
@open_to(Role.SIGNED_IN)
def attendance(slug: str, number: int) -> str:
    """Who is in the room, juror by juror, with a button for each change."""
    room = leading(slug, number)
    seats = seats_here(room)
    return render_template(
        "deliberation/attendance.html",
        here=room,
        room=room.jury,
        seats=seats,
        voters=len(voters([seat.here for seat in seats if seat.here])),
        roles=ROLE_WORDS,
    )


@bp.post("/calls/<key:slug>/jury/sittings/<int:number>/attendance/<int:seat_id>")
@open_to(Role.SIGNED_IN)
def mark(slug: str, number: int, seat_id: int) -> Response:
    """Come with a vote, come as a guest, gone, or the last mark taken back."""
    room, intent = leading(slug, number), request.form.get("intent", "")
    by, now = room.jury.viewer, room.jury.now
    if intent in ("come", "guest"):
        actions.come(room, seat_id, may_vote=intent == "come", by=by, now=now)
    elif intent == "go":
        actions.go(room, seat_id, by=by, now=now)
    else:
        actions.take_back_mark(room, seat_id, by=by, now=now)
    db.session.commit()
    return redirect(url_for(".attendance", slug=slug, number=number, _anchor=f"seat-{seat_id}"))


@bp.route("/calls/<key:slug>/jury/sittings/<int:number>/closing", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def close(slug: str, number: int) -> str | Response:
    room = leading(slug, number)
    if request.method == "POST":
        actions.close_sitting(room, by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        flash(gettext("The sitting is closed. What was resolved stands."), "success")
        return redirect(url_for(".sitting", slug=slug, number=number))
    answer = may_close_sitting(
        is_chair=room.jury.is_chair,
        is_organiser=room.jury.is_organiser,
        has_chair=has_chair(room.jury.call.id),
        is_closed=not room.is_open,
    )
    resolutions, agenda = resolutions_for(room), agenda_for(room)
    return render_template(
        "deliberation/close.html", here=room, room=room.jury, answer=answer, resolutions=resolutions, agenda=agenda
    )


@bp.get("/calls/<key:slug>/jury/sittings/<int:number>/calendar.ics")
@open_to(Role.SIGNED_IN)
def calendar(slug: str, number: int) -> Response:
    """The sitting as an entry for a calendar."""
    room = room_of(slug, number)
    entry = calendar_entry(
        room.sitting, room.jury.call, address_of("deliberation.sitting", slug=slug, number=number), lasts=HOURS
    )
    return download(entry, f"sitting-{number}.ics", "text/calendar")
