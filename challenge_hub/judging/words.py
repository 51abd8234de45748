"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "not-organiser": _("Only the organisers of this call may do this."),
    "not-organiser-or-chair": _("Only the organisers of this call and the chair of the jury may do this."),
    "not-chair": _("Only the chair of the jury may do this."),
    "invited-to-the-jury-already": _("This address has an invitation to this jury already."),
    "chair-is-taken": _("The chair of this jury is taken. Invite a deputy chair, or have the seat replaced first."),
    "invitation-is-over": _(
        "This invitation was answered or withdrawn. Ask the organisers for a new one if you need it."
    ),
    "other-address": _("This invitation went to another address than the one of your account."),
    "is-in-a-team": _("You are a member of a team in this call, so you cannot sit on its jury."),
    "already-on-the-jury": _("You have a seat on this jury already."),
    "seat-is-empty": _("Nobody holds this seat, so there is nobody to replace."),
    "deputy-not-ready": _("This deputy has not accepted yet, has left, or has taken over a seat already."),
    "call-is-stopped": _("The call is suspended or cancelled, so the jury rests."),
    "still-open-for-solutions": _("Teams can still hand in and change solutions. The jury begins after the deadline."),
    "round-is-closed": _("The round is closed, so nothing changes any more."),
    "round-is-open": _("The round is open already."),
    "results-are-out": _("The results are published, so the round stays closed."),
    "already-declared": _("You gave your declaration already. Report a later conflict of interest from the review."),
    "not-declared": _("Please give your declaration first."),
    "nobody-declared": _("No juror has given the declaration yet, so nobody can be assigned a solution."),
    "plan-is-published": _("This plan is published already."),
    "plan-is-stale": _("Something changed since this plan was made, so it was not published. Please make a new plan."),
    "points-missing": _("A review is done when every criterion has points."),
    "own-conflict": _("Nobody lifts a conflict of interest of their own."),
    "already-lifted": _("This conflict of interest was lifted already."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "invite-juror": _("invited somebody to the jury"),
    "invite-juror-again": _("sent an invitation to the jury again"),
    "withdraw-jury-invitation": _("withdrew an invitation to the jury"),
    "accept-seat": _("accepted a seat on the jury"),
    "decline-seat": _("declined a seat on the jury"),
    "replace-juror": _("replaced a juror"),
    "declare": _("gave the declaration of a juror"),
    "declare-conflict": _("declared a conflict of interest"),
    "lift-conflict": _("lifted a conflict of interest"),
    "plan-assignments": _("made a plan of assignments"),
    "publish-assignments": _("published assignments"),
    "hand-back": _("handed back an assignment"),
    "remind-jury": _("reminded jurors"),
    "begin-review": _("began a review"),
    "finish-review": _("finished a review"),
    "take-back-review": _("took back a finished review"),
    "close-round": _("closed the round of the jury"),
    "reopen-round": _("opened the round of the jury again"),
}
"""What the trail calls an act, as people read it in the history."""
