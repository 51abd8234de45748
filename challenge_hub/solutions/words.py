"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "not-of-this-team": _("Only members of the team do this."),
    "challenge-takes-no-answers": _("This challenge takes no solutions."),
    "too-many-files": _("A solution has at most 8 files. Remove one first."),
    "solution-is-incomplete": _("Something is still missing."),
    "return-date-has-passed": _(
        "The date until which you could mend your solution has passed. The version submitted before counts."
    ),
    "solution-not-submitted": _("Nothing has been submitted that could be withdrawn."),
    "solution-already-withdrawn": _("This solution was withdrawn already."),
    "not-organising": _("Only the organisers of the call enter findings."),
    "conflict-with-solution": _("You have a conflict of interest with this solution."),
    "call-is-still-open": _("Findings are entered after the deadline: until then teams may change their solutions."),
    "solution-was-withdrawn": _("The team has withdrawn this solution."),
    "newer-version": _("The team has submitted a newer version since. Please read it first."),
    "tandem-is-over": _("The tandem is over, so nothing is adapted any more."),
    "nothing-adapted": _("The draft is as it was. Change it first, then submit it as adapted."),
    "finding-needs-reason": _("Please give the reason. The team reads it."),
    "return-needs-date": _("Please say until when the team may mend its solution."),
    "return-date-is-past": _("Please choose a moment in the future."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "begin-solution": _("began a solution"),
    "submit-solution": _("submitted a version of the solution"),
    "adapt-solution": _("submitted an adapted version of the solution"),
    "withdraw-solution": _("withdrew the solution"),
    "admit-solution": _("admitted the solution"),
    "return-solution": _("returned the solution"),
    "refuse-solution": _("did not admit the solution"),
}
"""What the trail calls an act, as people read it in the history."""
