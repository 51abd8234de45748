"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "kind-without-key": _("An organisation of this kind has no official key."),
    "not-digits": _("An official key has digits only, no letters and no blanks."),
    "wrong-length": _("A municipality's key has 8 digits, a county's 5, and that of an association 9."),
    "example-state": _("Keys that begin with 99 are kept for examples. No real organisation has one."),
    "unknown-state": _("The first two digits name a state, from 01 to 16. These name none."),
    "key-missing": _("Enter the official key. Only places outside Germany have none."),
    "key-abroad": _("Only places in Germany have an official key. Leave it empty, or choose Germany."),
    "kind-needs-operator": _("An organisation of public administration is confirmed before anybody acts for it."),
    "already-founded": _("You have registered this organisation already."),
    "too-many-waiting": _("Ten of your requests wait for an answer. Please wait until some are answered."),
    "already-asked": _("You have asked already. You receive a mail as soon as there is an answer."),
    "already-seated": _("You act for this organisation already."),
    "not-yours-to-decide": _("Others decide about this request."),
    "already-decided": _("This request has been answered already."),
    "no-seat": _("Only people who act for this organisation may do this."),
    "organisation-unconfirmed": _("The operator has not confirmed this organisation yet."),
    "not-owner": _("Only owners of this organisation may do this."),
    "last-owner": _("An organisation keeps at least one owner. Make somebody else an owner first."),
    "seat-gone": _("This person does not act for this organisation any more."),
    "seated-already": _("Somebody with this address acts for this organisation already."),
    "invited-already": _("This address is invited already. You can send the invitation again."),
    "too-many-invitations": _("A hundred invitations are open. Please withdraw some first."),
    "invitation-over": _("This invitation was used or withdrawn."),
    "sent-just-now": _("The invitation was sent only minutes ago. Please wait a little."),
    "invitation-for-another": _("This invitation was sent to another address than yours."),
    "unit-exists": _("There is a unit with this name already."),
    "notice-is-empty": _("Write the notice in at least one language."),
    "notice-is-the-same": _("The notice says this already, so there is no new version."),
    "too-many-units": _("There are 300 units already. Please remove some first."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "found-organisation": _("registered the organisation"),
    "confirm-organisation": _("confirmed the organisation"),
    "edit-organisation": _("changed the profile"),
    "ask-to-act": _("sent a request"),
    "accept-request": _("accepted a request"),
    "decline-request": _("declined a request"),
    "take-back-request": _("took a request back"),
    "invite-to-organisation": _("invited somebody"),
    "resend-invitation": _("sent an invitation again"),
    "withdraw-invitation": _("withdrew an invitation"),
    "accept-invitation": _("accepted an invitation"),
    "change-seat": _("changed a seat"),
    "choose-unit": _("changed a person's unit"),
    "confirm-people": _("looked through who acts for the organisation"),
    "remove-member": _("took a seat away"),
    "leave-organisation": _("left the organisation"),
    "set-sign-in-service": _("set up the sign-in service"),
    "remove-sign-in-service": _("removed the sign-in service"),
    "publish-notice": _("published a version of the privacy notice"),
    "add-unit": _("added a unit"),
    "rename-unit": _("renamed a unit"),
    "remove-unit": _("removed a unit"),
}
"""What the trail calls an act, as people read it in the history."""
