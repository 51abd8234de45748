"""The page behind the link of an invitation. The signed word in its address is the key; only a button uses it up."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.links import read_signed
from challenge_hub.judging.actions import seats as actions
from challenge_hub.judging.forms import DeclineForm
from challenge_hub.judging.queries import seats as queries
from challenge_hub.judging.queries.seats import Offer
from challenge_hub.judging.rules.jury import INVITATION, JurorRole, may_accept
from challenge_hub.judging.sentences import ROLE_WORDS
from challenge_hub.judging.views.blueprint import bp

LINK_LASTS = timedelta(days=60)


@bp.route("/jury/invitations/<token>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def invitation(token: str) -> str | Response:
    """Read what one is invited to; accept with one button."""
    viewer = current_actor()
    offer = _offer(token)
    answer = may_accept(queries.candidate(viewer, offer.seat), state=offer.state)
    form = DeclineForm()
    if form.is_submitted():
        actions.accept(offer.seat, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("Welcome to the jury. Here you find everything you need."), "success")
        return redirect(url_for(".desk", slug=offer.call.slug))
    role = ROLE_WORDS[JurorRole(offer.seat.role)]
    return render_template("judging/invitation.html", offer=offer, answer=answer, form=form, role=role, token=token)


@bp.route("/jury/invitations/<token>/refusal", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def decline(token: str) -> str | Response | tuple[str, int]:
    """Decline with a reason; no account is needed for it."""
    offer = _offer(token)
    form = DeclineForm()
    if form.validate_on_submit():
        actions.decline(offer.seat, reason=form.reason.data or "", by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("You declined the invitation. The organisers read it on their page."), "success")
        return redirect(url_for("calls.index"))
    return render_template("judging/decline.html", offer=offer, form=form, token=token), 422 if form.errors else 200


def _offer(token: str) -> Offer:
    facts = read_signed(INVITATION, token, max_age=LINK_LASTS)
    return queries.offer(int(facts["juror"])) if facts else abort(404)
