"""What people type about a challenge: the guided form, a decision with its reason, questions and answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from challenge_hub.challenges.rules.closing import Closing
from challenge_hub.challenges.rules.form import LENGTHS, PARTS

INVISIBLE = _("Please remove the invisible control characters.")
NO_CONTROL = Regexp(r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*\Z", message=INVISIBLE)
ONE_LINE = Regexp(r"^[^\x00-\x1f\x7f-\x9f]*\Z", message=INVISIBLE)
SHORT = ("title", "question", "money", "person_days")
"""The parts of one line."""

LONG_TEXT = 4000
REASON_LENGTH = 1000
NUMBER_DIGITS = 9


def plain_lines(text: str | None) -> str | None:
    """Browsers send two characters for an end of line; one is counted and kept."""
    return text and text.replace("\r\n", "\n").replace("\r", "\n")


def whole_number(typed: Any) -> int:
    """The number in a hidden field or a choice; -1, which is nobody's, for anything else."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER_DIGITS else -1


def _part(part: str) -> StringField | TextAreaField:
    too_long = _("Please use at most %(number)s characters.", number=LENGTHS[part])
    checks = [Optional(), Length(max=LENGTHS[part], message=too_long), ONE_LINE if part in SHORT else NO_CONTROL]
    field = StringField if part in SHORT else TextAreaField
    return field("", filters=[plain_lines], validators=checks)


class WithRevision(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    """A form that says which text it was shown beside."""

    revision = HiddenField()

    @property
    def revision_seen(self) -> int:
        return whole_number(self.revision.data)


class ChallengeForm(WithRevision):
    """The guided form in one language. A draft takes anything that is not too long; what is offered alone is kept."""

    themes = SelectMultipleField(validate_choice=False)
    caretaker = SelectField(validate_choice=False, coerce=whole_number)
    stand_in = SelectField(validate_choice=False, coerce=whole_number)
    cosigner = SelectField(validate_choice=False, coerce=whole_number)
    show_caretaker = BooleanField()

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


class NewChallengeForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    organisation = SelectField(_("For which organisation?"), validate_choice=False, coerce=whole_number)


class SubmitForm(WithRevision):
    """One button below the text it submits."""


class DecisionForm(WithRevision):
    """Yes, or back with a reason: the co-signer's and the organiser's."""

    decision = HiddenField(validators=[DataRequired(_("Please choose one of the buttons."))])
    reason = TextAreaField(
        _("What should be changed?"),
        filters=[plain_lines],
        validators=[Length(max=REASON_LENGTH, message=_("Please use at most 1,000 characters.")), NO_CONTROL],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        if self.is_no and not (field.data or "").strip():
            raise ValidationError(_("Please say what should be changed."))

    @property
    def is_no(self) -> bool:
        return bool(self.decision.data == "no")


class ClosingForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    closing = StringField(_("What becomes of the challenge?"))
    reason_de = TextAreaField(
        _("Reason, in German"),
        filters=[plain_lines],
        validators=[Length(max=REASON_LENGTH, message=_("Please use at most 1,000 characters.")), NO_CONTROL],
    )
    reason_en = TextAreaField(
        _("Reason, in English"),
        filters=[plain_lines],
        validators=[Length(max=REASON_LENGTH, message=_("Please use at most 1,000 characters.")), NO_CONTROL],
    )

    def validate_closing(self, field: StringField) -> None:
        if field.data not in set(Closing):
            raise ValidationError(_("Please choose what becomes of the challenge."))

    def reason(self) -> dict[str, str]:
        return _by_language(self.reason_de.data, self.reason_en.data)


class QuestionForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    text = TextAreaField(
        _("Your question"),
        filters=[plain_lines],
        validators=[
            DataRequired(_("Please type your question.")),
            Length(max=2000, message=_("Please use at most 2,000 characters.")),
            NO_CONTROL,
        ],
    )


class AnswerForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    answer_de = TextAreaField(
        _("Answer in German"),
        filters=[plain_lines],
        validators=[Length(max=LONG_TEXT, message=_("Please use at most 4,000 characters.")), NO_CONTROL],
    )
    answer_en = TextAreaField(
        _("Answer in English"),
        filters=[plain_lines],
        validators=[Length(max=LONG_TEXT, message=_("Please use at most 4,000 characters.")), NO_CONTROL],
    )

    def validate_answer_de(self, field: TextAreaField) -> None:
        if not self.texts():
            raise ValidationError(_("Please answer in at least one language."))

    def texts(self) -> dict[str, str]:
        return _by_language(self.answer_de.data, self.answer_en.data)


class DeclineForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    reason = TextAreaField(
        _("Why is this question not answered?"),
        filters=[plain_lines],
        validators=[
            DataRequired(_("Please say why. The person who asked reads it.")),
            Length(max=REASON_LENGTH, message=_("Please use at most 1,000 characters.")),
            NO_CONTROL,
        ],
    )


def _by_language(german: str | None, english: str | None) -> dict[str, str]:
    typed = {"de": (german or "").strip(), "en": (english or "").strip()}
    return {language: words for language, words in typed.items() if words}
