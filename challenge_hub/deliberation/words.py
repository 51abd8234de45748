"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "sitting-is-closed": _("The sitting is closed. A correction is a new resolution in a later sitting."),
    "here-already": _("This juror is marked as present already."),
    "not-here": _("This juror is not marked as present."),
    "not-declared-here": _("Only jurors who gave their declaration and still hold their seat sit in it."),
    "nothing-to-take-back": _("There is no mark to take back."),
    "no-quorum": _("Fewer jurors with a vote are present than the quorum asks for, so nothing can be resolved."),
    "nobody-votes": _("Nobody present may vote on this. Mark who is present first."),
    "votes-do-not-add-up": _("The votes do not add up to the jurors who are present and may vote on this."),
    "chair-vote-missing": _("Yes and no are equal. Say how the chair voted, which decides."),
    "names-no-solution": _("Tick the solutions this resolution is about; to break a tie, at least two."),
    "deviation-needs-reason": _("Give the reason: it stands in the minutes beside the ranking."),
    "resolves-in-conflict": _(
        "You have a conflict of interest with something this resolution is about. Somebody else writes it down."
    ),
    "only-the-last": _("Only the newest resolution can be taken back. Correct an older one by a new resolution."),
    "trial-is-set-up": _("This round has a trial scoring already."),
    "scoring-began": _("Solutions have been scored already, so a trial scoring comes too late."),
    "trial-has-begun": _("The trial scoring has begun, so its examples stay as they are."),
    "enough-examples": _("Three examples are enough."),
    "too-few-examples": _("Write two or three examples first."),
    "trial-not-open": _("The trial scoring is not under way."),
    "trial-is-done": _("You have scored all examples. Your points stay, so that the plot shows first impressions."),
    "wording-is-the-same": _("Nothing was changed in the wording."),
    "amendment-needs-reason": _("Give the reason; everybody who takes part reads it."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "call-sitting": _("called a sitting of the jury"),
    "change-sitting": _("changed a sitting of the jury"),
    "come-to-sitting": _("marked a juror as present"),
    "leave-sitting": _("marked a juror as gone"),
    "correct-attendance": _("took back a mark of attendance"),
    "call-item": _("called an item of the agenda"),
    "move-item": _("moved an item of the agenda"),
    "arrange-agenda": _("arranged the agenda anew"),
    "resolve": _("recorded a resolution of the jury"),
    "take-back-resolution": _("took back a resolution of the jury"),
    "close-sitting": _("closed a sitting of the jury"),
    "set-up-trial": _("set up a trial scoring"),
    "drop-trial": _("dropped the trial scoring"),
    "write-example": _("wrote an example for the trial scoring"),
    "drop-example": _("took away an example"),
    "begin-trial": _("began the trial scoring"),
    "try-example": _("scored an example"),
    "end-trial": _("ended the trial scoring"),
}
"""What the trail calls an act, as people read it in the history."""
