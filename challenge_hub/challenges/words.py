"""Sentences: the parts of the guided form, why an act was refused, and what an act is called in the history."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class PartWords:
    """What a part is called, and how to fill it in, with an example."""

    label: LazyString
    hint: LazyString
    rows: int = 5


PARTS: dict[str, PartWords] = {
    "title": PartWords(_("Title"), _("A few words that people remember. For example: Night buses on call")),
    "question": PartWords(
        _("The question in one sentence"),
        _("For example: How do young people in the villages get home safely after ten in the evening?"),
    ),
    "problem": PartWords(
        _("What is the problem?"),
        _("Describe it as you would to a neighbour. For example: After 22:00 no bus leaves the town, taxis are rare."),
        rows=8,
    ),
    "affected": PartWords(
        _("Who is affected?"),
        _("Who, and how many? For example: about 1,200 people between 16 and 25 in four villages."),
    ),
    "existing": PartWords(
        _("What exists already?"),
        _("What was tried, and what came of it? For example: a shared taxi in 2024; it had to be ordered a day ahead."),
    ),
    "good_answer": PartWords(
        _("What does a good answer do?"),
        _("Say what must work in the end, not how. For example: a ride is found within 30 minutes, also by telephone."),
    ),
    "data": PartWords(
        _("Which data can you give?"), _("For example: timetables as open data; counts of passengers on request.")
    ),
    "people": PartWords(
        _("Who helps the teams?"), _("For example: the transport planner answers questions on two afternoons.")
    ),
    "money": PartWords(_("Money"), _("For example: up to €10,000 for a trial, in the budget of the coming year.")),
    "person_days": PartWords(_("Person-days of the administration"), _("For example: about 20 days until autumn.")),
    "constraints": PartWords(
        _("What must be respected?"), _("Laws, systems, dates. For example: bookings must run without an account.")
    ),
    "follow_up": PartWords(
        _("What happens to a good answer?"),
        _("Say only what you can keep. For example: the transport planners try it out for three months."),
    ),
    "description": PartWords(_("Description"), _("The text the challenge came with.")),
}
"""The form shows label and hint, the public page the label as a heading."""

GROUPS: dict[str, tuple[LazyString, tuple[str, ...]]] = {
    "short": (_("In short"), ("title", "question")),
    "problem": (_("The problem"), ("problem", "affected", "existing", "good_answer")),
    "offer": (_("What you contribute"), ("data", "people", "money", "person_days")),
    "conditions": (_("Conditions, and what follows"), ("constraints", "follow_up")),
}
"""The sections of the form, each with its parts."""

PEOPLE: dict[str, LazyString] = {
    "caretaker": _("Who takes care of it?"),
    "stand_in": _("Who stands in?"),
    "cosigner": _("Who signs as well?"),
}

PEOPLE_HINTS: dict[str, LazyString] = {
    "caretaker": _("This person answers questions and is told what happens. Not shown in public unless ticked below."),
    "stand_in": _("Somebody else, for holidays and illness."),
    "cosigner": _("If you name somebody, they read the text before it leaves the house. Not the one who submits it."),
}

MISSING_PEOPLE: dict[str, LazyString] = {
    "caretaker": _("Name somebody of your organisation who takes care of it."),
    "stand_in": _("The stand-in must be somebody else of your organisation."),
    "cosigner": _("The colleague who signs must have a seat in your organisation."),
}

STAGES: dict[str, LazyString] = {
    "draft": _("Draft"),
    "returned": _("Returned for changes"),
    "with-cosigner": _("Waits for the co-signature"),
    "with-organiser": _("Submitted, waits for the organiser"),
    "none": _("No changes under way"),
}

CLOSINGS: dict[str, LazyString] = {
    "pursued": _("We pursue an answer."),
    "not-pursued": _("We pursue no answer."),
}

REASONS: dict[str, LazyString] = {
    "not-challenge-officer": _("Only people who act for this organisation can do that."),
    "not-cosigner": _("Only the colleague who was asked to sign can do that."),
    "challenge-not-organiser": _("Only the organiser of the call can do that."),
    "not-in-team-of-call": _("Only members of a team in this call can ask. Found a team or join one first."),
    "challenge-call-cancelled": _("The call was cancelled."),
    "challenges-closed": _("The deadline of the call has passed: challenges stay as they are."),
    "challenge-nothing-to-submit": _("There is nothing to submit: the text is public already, or on its way."),
    "challenge-incomplete": _("Something is still missing. The form says what."),
    "cosigner-is-submitter": _("Nobody signs beside themselves. Have a colleague submit it, or name another one."),
    "challenge-not-with-cosigner": _("This text does not wait for a signature any more. Perhaps it was changed since."),
    "challenge-not-at-gate": _("This text does not wait for you any more. Perhaps it was changed since."),
    "challenge-is-public": _("The challenge is public. Unpublish it first."),
    "challenge-is-answered": _("A team already works on a solution to this challenge."),
    "challenge-not-public": _("The challenge is not public."),
    "challenge-closed-already": _("It was already said what becomes of the challenge."),
    "challenge-not-closed": _("Nothing was said yet about what becomes of the challenge."),
    "challenge-still-open": _("Teams are at work until the deadline. Please wait for it."),
    "closing-without-reason": _("Please say why no answer is pursued, in the language that counts in this call."),
    "questions-frozen": _("No more questions can be asked in this call."),
    "answers-frozen": _("The deadline has passed. Answers stay as they are."),
    "question-declined-already": _("This question was declined."),
    "question-answered-already": _("This question is answered already."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "start-challenge": _("began a challenge"),
    "edit-challenge": _("edited a challenge"),
    "withdraw-challenge": _("withdrew a challenge"),
    "submit-challenge": _("submitted a challenge"),
    "cosign-challenge": _("co-signed a challenge"),
    "send-back-challenge": _("sent a challenge back without signing"),
    "return-challenge": _("returned a challenge for changes"),
    "publish-challenge": _("published a challenge"),
    "unpublish-challenge": _("unpublished a challenge"),
    "close-challenge": _("said what becomes of a challenge"),
    "reopen-challenge": _("took back what becomes of a challenge"),
    "ask-question": _("asked a question"),
    "answer-question": _("answered a question"),
    "decline-question": _("declined a question"),
}
"""What the trail calls an act, as people read it in the history."""
