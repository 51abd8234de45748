"""A vote until it runs: prepared for a prize, its ballots, and its opening."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.labels import DECIDERS
from challenge_hub.infrastructure import clock, links
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.qr import QrCode, qr_path
from challenge_hub.infrastructure.typed import whole
from challenge_hub.results.queries import released
from challenge_hub.voting.actions import running as actions
from challenge_hub.voting.codes import drawn_codes
from challenge_hub.voting.forms import BallotsForm, OpeningForm
from challenge_hub.voting.queries import rooms
from challenge_hub.voting.queries.counted import counted, turnout
from challenge_hub.voting.rules import in_halves, may_prepare_vote, state_at
from challenge_hub.voting.views.blueprint import Answer, bp

ONE = "/calls/<key:slug>/votes/<int:number>"
QUICK = 2
"""One pattern for every code of a sheet: trying all eight takes seconds for a hundred."""


@bp.get("/calls/<key:slug>/votes")
@open_to(Role.SIGNED_IN)
def votes(slug: str) -> str:
    """The prizes that are voted upon, and their votes."""
    jury = rooms.jury_of(current_actor(), slug, clock.now())
    found = rooms.prizes_voted_upon(jury)
    is_released = bool(released(jury.call.id))
    answers = {
        prize.id: may_prepare_vote(
            is_voted_upon=prize.decider in rooms.VOTED_UPON,
            has_vote=any(vote.cancelled_at is None for vote in its),
            is_released=is_released,
            in_conflict=False,
        )
        for prize, its in found
    }
    stages = {vote.id: state_at(vote.times, jury.now) for _, its in found for vote in its}
    return render_template(
        "voting/votes.html", room=jury, prizes=found, answers=answers, stages=stages, deciders=DECIDERS
    )


@bp.post("/calls/<key:slug>/votes")
@open_to(Role.SIGNED_IN)
def prepare(slug: str) -> Response:
    jury = rooms.jury_of(current_actor(), slug, clock.now())
    prize = rooms.prize_for(jury, whole(request.form.get("prize", "")))
    is_released = bool(released(jury.call.id))
    made = actions.prepare_vote(jury, prize, is_released=is_released, by=jury.viewer, now=jury.now)
    db.session.commit()
    flash(gettext("The vote is prepared. Make the ballots, then open it."), "success")
    return redirect(url_for(".vote", slug=slug, number=made.number))


@bp.get(ONE)
@open_to(Role.SIGNED_IN)
def vote(slug: str, number: int) -> str:
    """How the vote stands, its ballots, and what can be done; the counts once it is over."""
    room = rooms.vote_room(current_actor(), slug, number, clock.now())
    found = None if room.is_secret else counted(room.vote, room.jury.now)
    standing = rooms.standing_in(room)
    return render_template(
        "voting/vote.html",
        room=room.jury,
        vote_room=room,
        vote=room.vote,
        runs_itself=room.is_open_still and not room.in_conflict,
        standing=sorted(standing, key=lambda one: -found.votes[one.id]) if found else standing,
        batches=rooms.batches_of(room.vote),
        extensions=rooms.extensions_of(room.vote),
        turnout=turnout(room.vote),
        counted=found,
        deciders=DECIDERS,
    )


@bp.route(f"{ONE}/opening", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def open_vote(slug: str, number: int) -> Response | Answer:
    room = rooms.vote_room(current_actor(), slug, number, clock.now())
    form, zone = OpeningForm(most_choices=1, minutes=10), room.jury.call.time_zone
    opening = form.opening(zone, room.jury.now) if form.validate_on_submit() else None
    if opening is not None:
        actions.open_vote(room, opening, by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        flash(gettext("The vote is open. Its end can be put off; everything else stands."), "success")
        return redirect(url_for(".vote", slug=slug, number=number))
    page = render_template("voting/open_vote.html", room=room.jury, vote_room=room, form=form)
    return page, 422 if form.errors else 200


@bp.route(f"{ONE}/ballots", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def sheet(slug: str, number: int) -> Answer:
    """How many; then the new ballots on the answer itself: their codes are kept nowhere, no other page has them."""
    room, form = rooms.vote_room(current_actor(), slug, number, clock.now()), BallotsForm(many=50)
    slips: list[tuple[str, str, QrCode]] = []
    if form.validate_on_submit():
        codes = drawn_codes(form.many.data or 0)
        actions.make_ballots(room, codes, by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        slips = [_slip(code) for code in codes]
    at = links.address_of("voting.enter")
    page = render_template("voting/sheet.html", room=room.jury, vote_room=room, form=form, slips=slips, at=at)
    return page, 422 if form.errors else 200


def _slip(code: str) -> tuple[str, str, QrCode]:
    """What stands on a slip: the code as it is printed, the address it opens, and the picture of that."""
    address = links.address_of("voting.ballot", word=code)
    return in_halves(code), address, qr_path(address, mask=QUICK)
