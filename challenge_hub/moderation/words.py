"""Sentences: why an act was refused, what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "not-to-decide": _("Somebody else decides about this report."),
    "report-is-decided": _("This report is decided already."),
    "hiding-needs-ground": _("Please say which law or which rule the text breaks."),
    "not-your-decision": _("Only who hid the text takes that back."),
    "text-is-shown": _("This text is not hidden."),
    "complaint-waits": _("A complaint waits, so somebody else decides."),
    "not-decided-yet": _("Nothing is decided yet."),
    "nothing-to-complain": _("The decision is what you wished for, so there is nothing to complain of."),
    "has-complained": _("You have complained about this already. Each side does so once."),
    "too-late-to-complain": _("The six months in which you could complain are over."),
    "not-your-text": _("Only the authors of the text complain here."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "report-text": _("reported a text"),
    "keep-text": _("left a reported text as it was"),
    "hide-text": _("hid a reported text"),
    "show-text": _("showed a hidden text again"),
    "complain": _("complained about a decision on a reported text"),
}
"""What the trail calls an act, as people read it in the history."""
