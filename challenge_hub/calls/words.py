"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from challenge_hub.calls.labels import FIELDS

__all__ = ["FIELDS", "REASONS", "VERBS"]

REASONS: dict[str, LazyString] = {
    "call-not-open-yet": _("This call is not open yet."),
    "call-is-cancelled": _("This call was cancelled."),
    "call-is-suspended": _("This call is suspended. Nothing can be handed in until it goes on."),
    "call-has-closed": _("The deadline of this call has passed."),
    "time-does-not-exist": _("This time does not exist: the clock is put forward that night. Choose another."),
    "time-exists-twice": _("This time exists twice: the clock is put back that night. Choose another."),
    "closes-before-opening": _("The deadline lies after the opening."),
    "ends-before-closing": _("The jury decides after the deadline."),
    "questions-not-within": _("Questions end between the opening and the deadline."),
    "objections-before-end": _("Objections come after the jury has decided."),
    "feedback-before-end": _("Feedback comes after the jury has decided."),
    "opening-has-passed": _("The call has opened already; this date stays as it is."),
    "deadline-in-the-past": _("The new deadline lies in the past. Choose one that is still to come."),
    "judging-has-ended": _("The time of the jury has ended; this date stays as it is."),
    "end-in-the-past": _("The new end of judging lies in the past. Choose one that is still to come."),
    "texts-missing": _("Title, sentence and description in the authoritative language are missing."),
    "deadline-missing": _("The deadline lies in the past."),
    "prizes-missing": _("No prize is named."),
    "deciders-missing": _("Some prize does not say who decides about it."),
    "criteria-missing": _("The rubric has no criteria."),
    "weights-missing": _("With these weights no points can be counted."),
    "tie-rule-missing": _("No rule says what happens in a tie."),
    "rights-missing": _("Nothing says whose the rights in the solutions are."),
    "terms-missing": _("The terms in the authoritative language are missing."),
    "anonymity-missing": _("The jury of a planning competition works without names: make its round anonymised."),
    "solutions-too-early": _("In an anonymised round the solutions become public with the results, not before."),
    "anonymity-stays": _("The call promised an anonymised round. That stays."),
    "no-seat-in-organisation": _("Calls are opened by those who act for a confirmed organisation."),
    "already-published": _("This call is published already."),
    "not-published": _("This call is not published yet."),
    "not-suspended": _("This call is not suspended."),
    "rubric-is-frozen": _("The rubric is frozen: the deadline has passed, or scoring has begun."),
    "results-are-published": _("The results are published; the prizes stay as they are."),
    "solutions-are-public": _("The solutions are public already; this stays as it is."),
    "fixed-when-published": _("Address, authoritative language and time zone of a published call stay as they are."),
    "terms-incomplete": _("The terms in the authoritative language may not be empty."),
    "conduct-incomplete": _("The code of conduct is missing in the authoritative language."),
    "would-be-incomplete": _("A published call needs this. Change it, but do not empty it."),
    "address-is-taken": _("Another call has this address word already."),
    "still-in-use": _("What you removed is still in use elsewhere, for example by a prepared award."),
    "no-rubric-here": _("This call came in without a rubric."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "open-call": _("began the call"),
    "edit-call": _("edited the draft of the call"),
    "publish-call": _("published the call"),
    "change-call": _("changed the published call"),
    "reword-rubric": _("amended the wording of the rubric"),
    "suspend-call": _("suspended the call"),
    "resume-call": _("resumed the call"),
    "cancel-call": _("cancelled the call"),
    "drop-call": _("deleted the draft of the call"),
}
"""What the trail calls an act, as people read it in the history."""
