"""What people type about a challenge: the guided form, a decision with its reason, questions and answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional, ValidationError

from challenge_hub.challenges.rules.closing import Closing
from challenge_hub.challenges.rules.form import LENGTHS, PARTS
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible

SHORT = ("title", "question", "money", "person_days")
"""The parts of one line."""

LONG_TEXT = 4000
REASON_LENGTH = 1000
NUMBER_DIGITS = 9


def whole_number(typed: Any) -> int:
    """The number in a hidden field or a choice; -1, which is nobody's, for anything else."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER_DIGITS else -1


def _part(part: str) -> StringField | TextAreaField:
    field, tidied = (StringField, one_line) if part in SHORT else (TextAreaField, lines)
    return field("", filters=[tidied], validators=[Optional(), at_most(LENGTHS[part]), visible])


class WithRevision(PageForm):
    """A form that says which text it was shown beside."""

    revision = HiddenField()

    @property
    def revision_seen(self) -> int:
        return whole_number(self.revision.data)


class ChallengeForm(WithRevision):
    """The guided form in one language. A draft takes anything that is not too long; what is offered alone is kept."""

    themes = SelectMultipleField(_("Where does it belong?"), validate_choice=False)
    caretaker = SelectField(validate_choice=False, coerce=whole_number)
    stand_in = SelectField(validate_choice=False, coerce=whole_number)
    cosigner = SelectField(validate_choice=False, coerce=whole_number)
    show_caretaker = BooleanField(_("Show the caretaker's name in public"))

    def offer(self, *, themes: Iterable[tuple[str, str]], people: Iterable[tuple[int, str]]) -> None:
        """What there is to choose from."""
        self.themes.choices = [SelectChoice(*theme) for theme in themes]
        named = [SelectChoice("", _("Nobody chosen")), *(SelectChoice(str(id_), name) for id_, name in people)]
        self.caretaker.choices = self.stand_in.choices = self.cosigner.choices = named

    def texts(self) -> dict[str, str]:
        return {part: self[part].data or "" for part in PARTS}

    def shared(self, *, themes: Sequence[str], people: Sequence[int]) -> dict[str, Any]:
        """What was chosen among what is offered."""
        chosen = {role: self[role].data for role in ("caretaker", "stand_in", "cosigner")}
        return {
            "themes": [key for key in themes if key in (self.themes.data or [])],
            **{role: person if person in people else None for role, person in chosen.items()},
            "show_caretaker": bool(self.show_caretaker.data),
        }

    @classmethod
    def of(cls, draft: Mapping[str, Mapping[str, Any]], language: str) -> "ChallengeForm":
        """Filled with a draft, unless something was posted."""
        form: ChallengeForm = cls(data={**draft["shared"], **draft.get(language, {})})
        return form


for _name in PARTS:
    setattr(ChallengeForm, _name, _part(_name))


class NewChallengeForm(PageForm):
    organisation = SelectField(_("For which organisation?"), validate_choice=False, coerce=whole_number)


class SubmitForm(WithRevision):
    """One button below the text it submits."""


class DecisionForm(WithRevision):
    """Yes, or back with a reason: the co-signer's and the organiser's."""

    decision = HiddenField(validators=[DataRequired(_("Please choose one of the buttons."))])
    reason = TextAreaField(
        _("What should be changed?"),
        filters=[lines],
        validators=[at_most(REASON_LENGTH), visible],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        if self.is_no and not field.data:
            raise ValidationError(_("Please say what should be changed."))

    @property
    def is_no(self) -> bool:
        return bool(self.decision.data == "no")


class ClosingForm(PageForm):
    closing = RadioField(_("What becomes of the challenge?"), validate_choice=False)
    reason_de = TextAreaField(
        _("Reason, in German"),
        filters=[lines],
        validators=[at_most(REASON_LENGTH), visible],
    )
    reason_en = TextAreaField(
        _("Reason, in English"),
        filters=[lines],
        validators=[at_most(REASON_LENGTH), visible],
    )

    def validate_closing(self, field: RadioField) -> None:
        if field.data not in set(Closing):
            raise ValidationError(_("Please choose what becomes of the challenge."))

    def reason(self) -> dict[str, str]:
        return _by_language(self.reason_de.data, self.reason_en.data)


class QuestionForm(PageForm):
    text = TextAreaField(
        _("Your question"),
        filters=[lines],
        validators=[
            DataRequired(_("Please type your question.")),
            at_most(2000),
            visible,
        ],
    )


class AnswerForm(PageForm):
    answer_de = TextAreaField(
        _("Answer in German"),
        filters=[lines],
        validators=[at_most(LONG_TEXT), visible],
    )
    answer_en = TextAreaField(
        _("Answer in English"),
        filters=[lines],
        validators=[at_most(LONG_TEXT), visible],
    )

    def validate_answer_de(self, field: TextAreaField) -> None:
        if not self.texts():
            raise ValidationError(_("Please answer in at least one language."))

    def texts(self) -> dict[str, str]:
        return _by_language(self.answer_de.data, self.answer_en.data)


class DeclineForm(PageForm):
    reason = TextAreaField(
        _("Why is this question not answered?"),
        filters=[lines],
        validators=[
            DataRequired(_("Please say why. The person who asked reads it.")),
            at_most(REASON_LENGTH),
            visible,
        ],
    )


def _by_language(german: str | None, english: str | None) -> dict[str, str]:
    return {language: words for language, words in (("de", german), ("en", english)) if words}
