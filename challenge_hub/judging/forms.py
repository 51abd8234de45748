"""What people type in the jury's room."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.accounts.forms import like_a_mail
from challenge_hub.calls.models import Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import LANGUAGE_NAMES, format_decimal, plain
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.judging.rules.reviewing import steps
from challenge_hub.judging.rules.undo import Entered
from challenge_hub.judging.sentences import CONFLICT_WORDS, ROLE_WORDS
from challenge_hub.solutions.rules import ConflictKind

OTHERWISE = "otherwise"
DECLARED = [
    SelectChoice("none", _("I declare that I have no conflict of interest.")),
    SelectChoice("some", _("I have, or may have, a conflict of interest with the solutions I ticked.")),
]
FINEST = Decimal("0.000001")


def a_reason(label: Any, complaint: Any) -> TextAreaField:
    """A text that must be given."""
    return TextAreaField(label, filters=[lines], validators=[DataRequired(complaint), at_most(1000), visible])


class InviteForm(PageForm):
    mail = EmailField(
        _("E-mail address"),
        filters=[one_line],
        validators=[DataRequired(_("Enter the address the invitation goes to.")), like_a_mail],
    )
    name = StringField(
        _("Name"),
        filters=[one_line],
        validators=[DataRequired(_("Enter the name of the person.")), at_most(200), visible],
    )
    language = SelectField(_("Language of the mail"), choices=[SelectChoice(*each) for each in LANGUAGE_NAMES.items()])
    role = SelectField(_("Seat"), choices=[SelectChoice(role.value, ROLE_WORDS[role]) for role in JurorRole])


class DeclineForm(PageForm):
    reason = TextAreaField(_("Reason"), filters=[lines], validators=[Optional(), at_most(1000), visible])


class ReplaceForm(PageForm):
    deputy = SelectField(_("Who takes over the seat?"), validators=[InputRequired(_("Choose who takes over."))])


class PlanForm(PageForm):
    per_solution = IntegerField(
        _("Reviews for each solution"),
        validators=[
            InputRequired(_("Enter a whole number from 1 to 50.")),
            NumberRange(min=1, max=50, message=_("Enter a whole number from 1 to 50.")),
        ],
    )


class ExpertiseForm(PageForm):
    themes = SelectMultipleField(
        _("Themes"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=True
    )

    def offer(self, themes: Iterable[Theme]) -> None:
        self.themes.choices = [SelectChoice(str(theme.id), plain(theme.name)) for theme in themes]

    def chosen(self) -> list[int]:
        return [int(id_) for id_ in self.themes.data or ()]


class ReopenForm(PageForm):
    reason = a_reason(_("Why is the round opened again?"), _("Give the reason; it stays readable."))


class HandBackForm(PageForm):
    kind = RadioField(
        _("Why do you hand this back?"),
        choices=[
            *(SelectChoice(kind.value, CONFLICT_WORDS[kind]) for kind in ConflictKind),
            SelectChoice(OTHERWISE, _("For another reason")),
        ],
        validators=[InputRequired(_("Choose one of the reasons."))],
    )
    is_doubtful = BooleanField(_("I am not sure whether this is a conflict of interest"))
    reason = a_reason(_("In a sentence"), _("Say in a sentence what the reason is."))

    @property
    def conflict(self) -> ConflictKind | None:
        return None if self.kind.data == OTHERWISE else ConflictKind(self.kind.data)


class DeclarationForm(PageForm):
    """Three parts; the solutions of the first are read from the request by their ids."""

    conflicts = RadioField(
        _("Conflict of interest"),
        choices=DECLARED,
        validators=[InputRequired(_("Say whether you have a conflict of interest."))],
    )
    confidential = BooleanField(validators=[InputRequired(_("Please declare this to go on."))])
    no_contact = BooleanField(validators=[InputRequired(_("Please declare this to go on."))])
    most_reviews = IntegerField(
        _("I can do at most this many reviews"),
        validators=[Optional(), NumberRange(min=1, max=10000, message=_("Enter a whole number, or leave it empty."))],
    )


class PointsField(StringField):
    """The points for one criterion: a number of the scale, with a comma or a point, or nothing yet."""

    def __init__(self, label: str, judged: Round, **more: Any) -> None:
        super().__init__(label, **more)
        self.judged = judged
        self.points: Decimal | None = None
        self.steps = steps(judged.scale_min, judged.scale_max)

    def pre_validate(self, _form: Any) -> None:
        typed = (self.data or "").strip().replace(",", ".")
        if not typed:
            return
        try:
            points = Decimal(typed)
            fits = points.is_finite() and self.judged.scale_min <= points <= self.judged.scale_max
        except InvalidOperation:
            fits = False
        if not fits or points != points.quantize(FINEST):
            low, high = format_decimal(self.judged.scale_min), format_decimal(self.judged.scale_max)
            raise ValidationError(gettext("Enter points from %(low)s to %(high)s.", low=low, high=high))
        self.points = points

    def is_chosen(self, step: Decimal) -> bool:
        """Whether this button is pressed, with what was typed or stored."""
        try:
            return Decimal((self.data or "").replace(",", ".")) == step
        except InvalidOperation:
            return False


class ReviewForm(PageForm):
    """A field for each criterion is added by `review_form`."""

    comment = TextAreaField(_("Comment for the team"), filters=[lines], validators=[at_most(5000), visible])
    note = TextAreaField(_("Private note"), filters=[lines], validators=[at_most(5000), visible])
    chair_note = TextAreaField(_("Note to the chair"), filters=[lines], validators=[at_most(5000), visible])
    revision = HiddenField()
    criteria: Sequence[Criterion] = ()

    def field_of(self, criterion: Criterion) -> PointsField:
        field: PointsField = self[name_of(criterion)]
        return field

    def entered(self) -> Entered:
        """What was typed, once the form is valid."""
        points = {criterion.id: self.field_of(criterion).points for criterion in self.criteria}
        return Entered(points, self.comment.data or "", self.note.data or "", self.chair_note.data or "")

    @property
    def revision_seen(self) -> int:
        typed = str(self.revision.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def demand_points(self) -> bool:
        """Whether every criterion has points, as a done review needs; where one has none, its field says so."""
        for criterion in self.criteria:
            field = self.field_of(criterion)
            if field.points is None and not field.errors:
                field.errors = [gettext("Give points for “%(criterion)s”.", criterion=plain(criterion.name))]
        return not any(self.field_of(criterion).errors for criterion in self.criteria)


class PaperForm(PageForm):
    """The points of a sheet on paper are read from the request by the keys of solution and criterion."""


def name_of(criterion: Criterion) -> str:
    return f"points-{criterion.key}"


def review_form(judged: Round, criteria: Sequence[Criterion], **data: Any) -> ReviewForm:
    """The form of this rubric; `data` fills it when nothing was sent."""
    fields = {name_of(criterion): PointsField(plain(criterion.name), judged) for criterion in criteria}
    form: ReviewForm = type("RubricForm", (ReviewForm,), {**fields, "criteria": criteria})(data=data)
    return form
