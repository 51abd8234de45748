"""Common reasons in the feedback for a team, as it reads them: what it was, and what helps next time."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from challenge_hub.results.rules import FeedbackReason

REASON_WORDS: dict[FeedbackReason, LazyString] = {
    FeedbackReason.PROBLEM: _("The problem was understood differently"),
    FeedbackReason.PROTOTYPE: _("The prototype could not be used"),
    FeedbackReason.DESCRIPTION: _("The description leaves questions open"),
    FeedbackReason.BENEFIT: _("What people gain from it is not shown"),
    FeedbackReason.EFFORT: _("The effort for the municipality is unclear"),
    FeedbackReason.OPERATION: _("Who runs it later is open"),
    FeedbackReason.DATA_PROTECTION: _("Data protection is not settled"),
    FeedbackReason.ACCESSIBILITY: _("Not everybody can use it"),
    FeedbackReason.REUSE: _("Others can hardly reuse it"),
    FeedbackReason.CLOSE: _("Good work; others were a little ahead"),
}
"""The short words of a chip."""

REASON_ADVICE: dict[FeedbackReason, LazyString] = {
    FeedbackReason.PROBLEM: _("Read the challenge and its answered questions again, or ask before you begin."),
    FeedbackReason.PROTOTYPE: _("Give an address that works without an account, and say in three steps what to try."),
    FeedbackReason.DESCRIPTION: _("Say who uses it, when, and what it does that was not possible before."),
    FeedbackReason.BENEFIT: _("Show one person whose day it makes easier, or try it with some."),
    FeedbackReason.EFFORT: _("Name hours, money and the systems it has to be connected with."),
    FeedbackReason.OPERATION: _("Say who keeps it running in two years, and who pays for that."),
    FeedbackReason.DATA_PROTECTION: _("Say which personal data it needs, why, and when they are erased."),
    FeedbackReason.ACCESSIBILITY: _("Try it with the keyboard alone, with large letters, and with a screen reader."),
    FeedbackReason.REUSE: _("An open licence and a few lines on how to start it help others."),
    FeedbackReason.CLOSE: _("Nothing had to be different. Look at the awarded solutions, and come back."),
}
"""One sentence for each: what helps next time."""
