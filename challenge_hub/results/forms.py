"""What people type when they award, send back, choose feedback, and decide what follows."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, StopValidation

from challenge_hub.calls.decision_forms import DecisionForm
from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible
from challenge_hub.results.reasons import REASON_WORDS
from challenge_hub.results.rules import MOST_REASONS, Choice, ObjectionOutcome, Outcome
from challenge_hub.results.rules.prizes import votes_add_up

NOT_AWARDED = "none"
REASON_LENGTH = 2000


class TextsForm(PageForm):
    """Texts in both languages: `texts("reason")` reads reason_de and reason_en."""

    def texts(self, name: str) -> dict[str, str]:
        """What was typed, without the languages left empty."""
        typed = {language: self[f"{name}_{language}"].data for language in LANGUAGES}
        return {language: text for language, text in typed.items() if text}


def _long(label: Any, *more: Any) -> TextAreaField:
    checks = [*(more or (Optional(),)), at_most(REASON_LENGTH), visible]
    return TextAreaField(label, filters=[lines], validators=checks)


class AwardForm(TextsForm):
    """One prize: to which solution, or to none, and why."""

    class Meta:
        csrf = False  # the form around it carries the token

    solution = SelectField(_("Solution"), validators=[DataRequired(_("Choose a solution, or “not awarded”."))])
    shared_with = SelectField(_("Shared with"), validators=[Optional()])
    reason_de = _long(_("Reason (German)"))
    reason_en = _long(_("Reason (English)"))
    source = StringField(
        _("Where the decision is found"), filters=[one_line], validators=[Optional(), at_most(500), visible]
    )

    votes_for = IntegerField(_("Votes for it"), validators=[Optional(), NumberRange(min=1)])
    votes_cast = IntegerField(_("Votes cast"), validators=[Optional(), NumberRange(min=1)])

    def validate(self, extra_validators: Any = None) -> bool:
        """A count has both figures."""
        good: bool = super().validate(extra_validators)
        if not votes_add_up(self.votes_for.data, self.votes_cast.data):
            self.votes_for.errors = [_("Give both figures, and no more votes for it than were cast.")]
            return False
        return good

    def choices_of(self, prize_id: int) -> list[Choice]:
        """The awards typed here: none, one, or two that share the prize."""
        wanted = dict.fromkeys([self.solution.data, self.shared_with.data])
        reason = self.texts("reason")
        source, cast = self.source.data or "", self.votes_cast.data
        votes = (self.votes_for.data or 0, cast) if cast else None
        return [Choice(prize_id, int(id_), reason, source, votes) for id_ in wanted if id_ and id_ != NOT_AWARDED]


class AwardsForm(TextsForm):
    """The awards of a call; each prize has its own part."""

    decided_on = DateField(
        _("Day of the jury's decision"), validators=[DataRequired(_("Enter the day on which the jury decided."))]
    )
    statement_de = _long(_("Statement of the jury (German)"))
    statement_en = _long(_("Statement of the jury (English)"))


def award_forms(
    solutions: Mapping[int, Sequence[tuple[int, str]]],
    given: Mapping[int, Sequence[Any]],
    proposed: Mapping[int, tuple[Sequence[int], Mapping[str, str]]],
) -> dict[int, AwardForm]:
    """The part of each prize, filled with what was awarded so far (`given`: awards by prize), else with what is
    `proposed` (solutions and reason); `solutions`: what each prize may be given to, with the words for it.
    """
    forms = {}
    for prize_id, offered in solutions.items():
        options = [SelectChoice(str(id_), title) for id_, title in offered]
        awards = given.get(prize_id, [])
        whom, reason = proposed.get(prize_id, ((), {}))
        if awards:
            whom, reason = [award.solution_id for award in awards], awards[0].reason
        first, second = [*map(str, whom), "", ""][:2]
        values = {"solution": first, "shared_with": second}
        values |= {name: getattr(awards[0], name) for name in ("source", "votes_for", "votes_cast") if awards}
        texts = {f"reason_{language}": reason.get(language, "") for language in LANGUAGES}
        form = AwardForm(prefix=f"prize-{prize_id}-", data={**values, **texts})
        form.solution.choices = [
            SelectChoice("", _("Please choose")),
            *options,
            SelectChoice(NOT_AWARDED, _("not awarded")),
        ]
        form.shared_with.choices = [SelectChoice("", _("nobody")), *options]
        forms[prize_id] = form
    return forms


class PrizeForm(DecisionForm):
    """What a municipality decides about its prize."""

    solution = RadioField(_("Solution"), coerce=int, validators=[InputRequired(_("Choose a solution."))])


class ReleaseForm(PageForm):
    """The fingerprint of what was shown goes back with the release."""

    seen = HiddenField(validators=[DataRequired()])


class SendBackForm(PageForm):
    reason = _long(_("What should be changed?"), DataRequired(_("Say what should be changed.")))


class CorrectionForm(PageForm):
    """`seen` is the fingerprint of what was shown."""

    reason = TextAreaField(
        _("Why is the ranking corrected?"),
        filters=[lines],
        validators=[DataRequired(_("Give the reason.")), at_most(1000), visible],
    )
    seen = HiddenField()


def a_few_reasons(_form: Any, field: Any) -> None:
    if len(field.data or ()) > MOST_REASONS:
        raise StopValidation(_("Tick at most three reasons."))


class FeedbackForm(PageForm):
    comments = SelectMultipleField(_("Comments the team will read"), coerce=int)
    reasons = SelectMultipleField(
        _("Common reasons (at most three)"),
        choices=[SelectChoice(reason.value, words) for reason, words in REASON_WORDS.items()],
        validators=[a_few_reasons],
    )
    message = _long(_("A word to the team"))


class ObjectionForm(PageForm):
    text = _long(_("What do you object to, and why?"), DataRequired(_("Say what you object to.")))


class AnswerForm(PageForm):
    outcome = RadioField(
        _("Decision"),
        choices=[
            SelectChoice(ObjectionOutcome.UPHELD.value, _("The objection is upheld.")),
            SelectChoice(ObjectionOutcome.NOT_UPHELD.value, _("The objection is not upheld.")),
        ],
        validators=[DataRequired(_("Choose one of the answers."))],
    )
    answer = _long(_("Reason"), DataRequired(_("Give the reason; the team reads it.")))


OUTCOMES = {
    Outcome.YES: _("Yes, we will carry it out"),
    Outcome.WITH_CONDITIONS: _("Yes, under conditions"),
    Outcome.NO: _("No"),
}


class FollowUpForm(TextsForm):
    outcome = RadioField(
        _("Will the municipality carry it out?"),
        choices=[SelectChoice(key, label) for key, label in OUTCOMES.items()],
        validators=[DataRequired(_("Choose one of the answers."))],
    )
    reason_de = _long(_("Reason and next steps (German)"))
    reason_en = _long(_("Reason and next steps (English)"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A decision without a reason helps nobody."""
        good: bool = super().validate(extra_validators)
        if good and not self.texts("reason"):
            self.reason_de.errors = [_("Give a reason in one language at least.")]
            return False
        return good
