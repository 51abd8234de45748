"""Invitations: sent by an owner, used by whoever owns the address."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.links import read_signed
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.actions import invitations
from challenge_hub.organisations.emails import INVITATION
from challenge_hub.organisations.forms import InvitationForm, OneForm
from challenge_hub.organisations.models import Organisation, OrganisationInvitation
from challenge_hub.organisations.rules import INVITATION_LASTS, Seat, may_accept_invitation
from challenge_hub.organisations.views.blueprint import bp


@bp.route("/organisations/<key:slug>/invitations", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def invite(slug: str) -> str | Response | tuple[str, int]:
    own = queries.owner_seat(current_actor(), slug)
    form = InvitationForm(seat=Seat.OFFICER, language=page_language())
    if form.validate_on_submit() and _invited(own.organisation, form):
        db.session.commit()
        flash(gettext("The invitation is on its way."), "success")
        return redirect(url_for(".people", slug=slug))
    return render_template(
        "organisations/invite.html", organisation=own.organisation, form=form
    ), 422 if form.errors else 200


def _invited(organisation: Organisation, form: InvitationForm) -> bool:
    """A no of the rule is about the address, and is said beside it."""
    try:
        invitations.invite(
            organisation,
            str(form.mail.data),
            seat=Seat(form.seat.data),
            language=str(form.language.data),
            by=current_actor(),
            now=clock.now(),
        )
    except Refused as refused:
        return form.refuse(form.mail, refused.reason)
    return True


@bp.post("/organisations/<key:slug>/invitations/<int(max=2147483647):invitation_id>/withdrawal")
@open_to(Role.SIGNED_IN)
def withdraw_invitation(slug: str, invitation_id: int) -> Response:
    own = queries.owner_seat(current_actor(), slug)
    found = inside.invitation_of(own.organisation_id, invitation_id)
    invitations.withdraw(found, by=current_actor(), now=clock.now())
    db.session.commit()
    flash(gettext("The invitation was withdrawn."), "success")
    return redirect(url_for(".people", slug=slug))


@bp.post("/organisations/<key:slug>/invitations/<int(max=2147483647):invitation_id>/resending")
@open_to(Role.SIGNED_IN)
def resend_invitation(slug: str, invitation_id: int) -> Response:
    own = queries.owner_seat(current_actor(), slug)
    found = inside.invitation_of(own.organisation_id, invitation_id)
    invitations.resend(found, by=current_actor(), now=clock.now())
    db.session.commit()
    flash(gettext("The invitation is on its way once more."), "success")
    return redirect(url_for(".people", slug=slug))


@bp.route("/organisations/invitations/<token>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def invitation(token: str) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    found = _signed(token)
    form = OneForm()
    if found and form.validate_on_submit():
        slug = found.organisation.slug
        invitations.accept(found, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("Welcome. You act for this organisation now."), "success")
        return redirect(url_for(".show", slug=slug))
    if found is None:
        return render_template("organisations/invitation.html", invitation=None), 404
    decision = may_accept_invitation(
        is_open=found.used_at is None and found.withdrawn_at is None,
        is_signed_in=viewer.person_id is not None,
        mail=queries.confirmed_mail_of(viewer),
        invited=found.mail,
        is_seated=queries.seat_in(viewer, found.organisation_id) is not None,
    )
    return render_template("organisations/invitation.html", invitation=found, decision=decision, form=form)


def _signed(token: str) -> OrganisationInvitation | None:
    facts = read_signed(INVITATION, token, max_age=INVITATION_LASTS)
    return inside.any_invitation(facts["invitation"]) if facts else None
