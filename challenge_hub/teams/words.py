"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "not-eligible": _("This call does not take teams of this kind. Who may take part stands on the page of the call."),
    "team-is-full": _("The team is full: the call sets how many people a team may have."),
    "team-is-dissolved": _("This team is dissolved."),
    "already-in-team": _("This person is in the team already."),
    "not-in-team": _("This person is not in the team any more."),
    "team-is-too-small": _("The team is too small: the call sets how many people a team must have."),
    "lead-not-confirmed": _("The lead of the team has not confirmed the e-mail address yet."),
    "terms-not-accepted": _("The lead of the team has not accepted the terms in force yet."),
    "conduct-has-changed": _("The code of conduct has changed in the meantime. Please read the new version."),
    "terms-have-changed": _("The terms have changed in the meantime. Please read the new version."),
    "only-the-lead": _("Only the lead of the team can do this."),
    "already-invited": _("An invitation to this address is waiting already."),
    "too-many-team-invitations": _("Too many invitations are waiting. Withdraw one, or pass on the link of the team."),
    "invitation-is-used": _("This invitation was used or withdrawn."),
    "invitation-is-for-another": _("This invitation was sent to another address than yours."),
    "address-has-account": _("There is an account with this address. Sign in, and open the invitation once more."),
    "takes-no-requests": _("This team does not take requests any more."),
    "asked-this-team-already": _("You have asked this team already."),
    "request-is-decided": _("This request was decided already."),
    "new-lead-not-confirmed": _("Only somebody with a confirmed e-mail address can lead the team."),
    "the-lead-passes-on": _("You lead this team: pass the lead on yourself."),
    "two-must-ask": _("The lead is handed over only when two confirmed members ask for the same person."),
    "lead-passes-on-first": _("You lead this team: pass the lead on first, or dissolve the team."),
    "not-of-age": _("Only who is 18 or older can be named in public."),
    "consent-text-has-changed": _("The text has changed in the meantime. Please read the new version."),
    "guardian-needed": _(
        "Whoever is younger than 18 joins with the consent of a guardian. Name of the guardian and address are needed."
    ),
    "guardian-is-another": _("Enter the address of the guardian, not your own."),
    "too-many-guardian-letters": _("Three letters to guardians wait for an answer already. Take one back first."),
    "consent-is-over": _("This link opens nothing any more: the time is over, or the wish to join was taken back."),
    "consent-is-decided": _("This was decided already."),
    "documents-have-changed": _(
        "The terms or the code of conduct have changed in the meantime. Please read the new version."
    ),
    "consent-is-not-there": _("There is no consent that could be withdrawn."),
    "is-of-age": _("This person is 18 or older by now and decides alone."),
    "cannot-ask-again": _("Nobody can be asked again here. Join the team, or found one, once more."),
    "withdraw-solution-first": _("The team has handed in a solution. Withdraw it first."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "found-team": _("founded a team"),
    "change-team": _("changed what the team says about itself"),
    "accept-terms": _("accepted the terms"),
    "accept-conduct": _("accepted the code of conduct"),
    "join-team": _("joined a team"),
    "leave-team": _("left the team"),
    "remove-team-member": _("took a member out of the team"),
    "dissolve-team": _("dissolved the team"),
    "renew-team-link": _("renewed the link of the team"),
    "invite-to-team": _("invited somebody to the team"),
    "withdraw-team-invitation": _("withdrew an invitation to the team"),
    "ask-to-join": _("asked to join a team"),
    "withdraw-join-request": _("withdrew the request to join"),
    "accept-join-request": _("accepted a request to join"),
    "decline-join-request": _("declined a request to join"),
    "consent": _("consented to be named in public"),
    "withdraw-consent": _("withdrew the consent to be named in public"),
    "ask-guardian": _("had the consent of a guardian asked for"),
    "guardian-consents": _("consented as a guardian"),
    "guardian-refuses": _("did not consent as a guardian"),
    "guardian-withdraws": _("withdrew the consent as a guardian"),
    "end-guardian-request": _("ended the wait for the consent of a guardian"),
    "guardian-answered-nothing": _("ended the wait for the consent of a guardian, because nobody answered"),
    "leave-team-empty": _("left a team without members, which has handed in a solution"),
    "pass-lead": _("passed on the lead of the team"),
    "ask-for-lead": _("asked for another lead of the team"),
    "withdraw-lead-request": _("withdrew the request for another lead"),
    "hand-over-lead": _("handed over the lead of the team"),
}
"""What the trail calls an act, as people read it in the history."""
