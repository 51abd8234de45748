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
    "knows-the-names": _(
        "You organise this call and can see who takes part, so you cannot sit on the jury of its anonymised round."
    ),
    "not-independent": _(
        "You act for an organisation that takes part, and the jury of a planning competition is independent of those."
    ),
    "names-are-known": _("The names are revealed, so the copies stay as they are."),
    "copy-still-tells": _(
        "Something in the copy may still tell whose it is. Take it out, or tick that you looked at it."
    ),
    "seat-is-empty": _("Nobody holds this seat, so there is nobody to replace."),
    "seat-is-left": _("This seat was left, so nothing about it changes any more."),
    "deputy-not-ready": _("This deputy has not accepted yet, has left, or has taken over a seat already."),
    "call-is-stopped": _("The call is suspended or cancelled, so the jury rests."),
    "still-open-for-solutions": _("Teams can still hand in and change solutions. The jury begins after the deadline."),
    "round-is-closed": _("The round is closed, so nothing changes any more."),
    "round-is-open": _("The round is open already."),
    "earlier-round-is-open": _("An earlier round is still open. This one begins when the earlier one is closed."),
    "later-round-has-begun": _("A later round was filled from this one already, so this one stays closed."),
    "quorum-missing": _(
        "Too few jurors have given their declaration. Reviewing begins as soon as the quorum is there."
    ),
    "quorum-missing-to-close": _(
        "Too few jurors have given their declaration for a decision of this jury. Seat a deputy, or change the quorum."
    ),
    "first-the-rubric": _("Write the criteria of this call first; the next round begins with a copy of them."),
    "too-many-rounds": _("A call has at most nine rounds."),
    "round-has-work": _("Solutions were given out or chosen in this round already, so this stays as it is."),
    "not-the-last-round": _("Only the last round can be taken out, and never the first."),
    "no-shortlist-here": _("Every solution takes part in this round. Change that first if it shall have a shortlist."),
    "shortlist-is-in-use": _("Solutions of this round were given out already, so its shortlist stays."),
    "shortlist-is-empty": _("Nothing is on the shortlist yet."),
    "shortlist-needs-reason": _("Give the reasons, or name the resolution of the sitting."),
    "nobody-is-chosen": _("No solution would be on the shortlist."),
    "conflict-in-round": _(
        "You have a conflict of interest with a solution of this round, so somebody else fills the shortlist."
    ),
    "municipality-chooses": _(
        "The municipality of this tandem round chooses itself: one of its people prepares, another releases."
    ),
    "jury-chooses": _("Chair or organisers choose for this round."),
    "choice-is-released": _("The choice is released. It is made anew if chair or organisers empty the shortlist."),
    "teams-are-told": _("The teams heard of this shortlist already."),
    "round-ends-in-the-past": _("The round would end in the past. Please choose a later moment."),
    "round-ends-before-deadline": _("The round would end before the deadline for solutions."),
    "round-ends-before-the-earlier": _("The round would end before the one that comes first."),
    "results-are-out": _("The results are published, so the round stays closed."),
    "already-declared": _("You gave your declaration already. Report a later conflict of interest from the review."),
    "not-declared": _("Please give your declaration first."),
    "nobody-declared": _("No juror has given the declaration yet, so nobody can be assigned a solution."),
    "plan-is-published": _("This plan is published already."),
    "plan-is-stale": _("Something changed since this plan was made, so it was not published. Please make a new plan."),
    "no-review-is-missing": _("This solution has as many reviews as it should have."),
    "juror-cannot-take-it": _("This juror cannot take this solution any more. Please look at the page again."),
    "no-contender-can-be-reviewed": _(
        "There are no scores yet, or nobody is left who may review the solutions that contend."
    ),
    "trial-first": _("The jury first scores a few examples together. Points can be given when that is over."),
    "recompute-needs-reason": _("After the end of the round every new version of the ranking needs a reason."),
    "settles-in-conflict": _(
        "Some solution of this round is hidden from you, by a conflict of interest or a review you still owe. Somebody "
        "else chooses the way out."
    ),
    "not-too-close": _("The order at this boundary is not too close to call."),
    "settle-needs-reason": _("Give the reason for the way you choose."),
    "settle-after-the-round": _("Close the round first: until then further reviews are the way out."),
    "decision-names-nobody": _("Tick the solutions the jury puts first: at least one of the group, and not all."),
    "expo-shows-names": _("At a table one sees who stands there, so an anonymised round has no live expo."),
    "table-twice": _("Two solutions have the same table."),
    "handed-back-before": _("You handed this solution back, so it is not yours to review."),
    "enough-reviews": _("You have as many reviews as you said you can do."),
    "skip-needs-reason": _("Say in a few words why; the organisers read it."),
    "own-paper": _("Enter your own reviews on your own page."),
    "own-sheet-stands": _("This juror has entered this review already, so it stays as it is."),
    "points-missing": _("A review is done when every criterion has points."),
    "own-conflict": _("Nobody decides about a conflict of interest of their own."),
    "about-the-chair": _("This is about the chair of the jury: the deputy chair decides."),
    "names-are-hidden": _("While the round is anonymised, those who know the names do this."),
    "already-lifted": _("This conflict of interest was lifted already."),
    "no-own-order": _("This round does not ask for an order of your own."),
    "order-has-changed": _("Your list has changed since this page was loaded. Nothing was moved."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "invite-juror": _("invited somebody to the jury"),
    "invite-juror-again": _("sent an invitation to the jury again"),
    "withdraw-jury-invitation": _("withdrew an invitation to the jury"),
    "accept-seat": _("accepted a seat on the jury"),
    "decline-seat": _("declined a seat on the jury"),
    "replace-juror": _("replaced a juror"),
    "state-expertise": _("said which themes a juror knows well"),
    "declare": _("gave the declaration of a juror"),
    "declare-conflict": _("declared a conflict of interest"),
    "report-conflict": _("reported a conflict of interest of somebody else"),
    "confirm-conflict": _("confirmed a conflict of interest"),
    "lift-conflict": _("lifted a conflict of interest"),
    "dismiss-hint": _("looked at a hint and found no conflict of interest"),
    "plan-assignments": _("made a plan of assignments"),
    "plan-for-contenders": _("made a plan of reviews for the contenders"),
    "publish-assignments": _("published assignments"),
    "hand-back": _("handed back an assignment"),
    "replace-review": _("gave a solution that was handed back to another juror"),
    "remind-jury": _("reminded jurors"),
    "redact-solution": _("changed the copy of a solution for the anonymised round"),
    "release-copy": _("released a copy of a solution to the jury"),
    "reveal-names": _("revealed the names of the anonymised round"),
    "begin-review": _("began a review"),
    "finish-review": _("finished a review"),
    "order-solutions": _("put solutions in an order of their own"),
    "take-back-order": _("took the own order of solutions back"),
    "take-back-review": _("took back a finished review"),
    "add-round": _("added a round of the jury"),
    "change-round": _("changed a round of the jury"),
    "drop-round": _("took out a round of the jury"),
    "add-panel": _("formed a panel"),
    "add-panels": _("formed panels by theme"),
    "change-panel": _("changed a panel"),
    "drop-panel": _("took out a panel"),
    "fill-shortlist": _("filled the shortlist of a round"),
    "empty-shortlist": _("emptied the shortlist of a round"),
    "prepare-choice": _("prepared the choice of a municipality for its tandem round"),
    "release-choice": _("released the choice of a municipality for its tandem round"),
    "tell-shortlist": _("told the teams who is on the shortlist"),
    "enter-paper": _("entered a review from paper for a juror"),
    "set-tables": _("set the tables of the live expo"),
    "stop-at-table": _("said what was found at a table of the live expo"),
    "settle-tie": _("settled a boundary that was too close to call"),
    "close-round": _("closed the round of the jury"),
    "reopen-round": _("opened the round of the jury again"),
}
"""What the trail calls an act, as people read it in the history."""
