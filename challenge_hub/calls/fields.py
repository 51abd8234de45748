"""The single fields forms of a call are made of."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import (
    DateTimeLocalField,
    Field,
    Form,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import TextAreaField as Area
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.calls.labels import FIELDS
from challenge_hub.calls.rules.local_times import is_zone
from challenge_hub.calls.rules.rounding import is_finer_than
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible

SHORT, LONG = 200, 20_000
NEEDED = _("Please fill in this field.")
MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
MARKDOWN = _("Paragraphs, lists with a hyphen, **bold**, links: Markdown.")


def line(label: LazyString, *, required: bool = False, most: int = SHORT, description: Any = "") -> StringField:
    """A short text."""
    asked = DataRequired(NEEDED) if required else Optional()
    return StringField(label, filters=[one_line], validators=[asked, at_most(most), visible], description=description)


def in_languages(label: LazyString, *, is_long: bool = False, most: int = SHORT, description: Any = "") -> list[Field]:
    """The same text in each language: a German and an English field."""
    kind, tidied = (Area, lines) if is_long else (StringField, one_line)
    labels = [_("%(field)s (German)", field=label), _("%(field)s (English)", field=label)]
    checks = [Optional(), at_most(most), visible]
    return [kind(named, filters=[tidied], validators=checks, description=description) for named in labels]


def moment(name: str, *, required: bool = False, description: Any = "") -> DateTimeLocalField:
    """A day and a time at the clock of the call."""
    asked = InputRequired(NEEDED) if required else Optional()
    return DateTimeLocalField(FIELDS[name], format=MOMENT_FORMATS, validators=[asked], description=description)


def one_of(label: LazyString, words: Mapping[str, Any], *, required: bool = True, description: Any = "") -> SelectField:
    """One of a closed set."""
    nothing = {} if required else {"": _("Please choose")}
    return SelectField(
        label,
        choices=choices_of({**nothing, **words}),
        validators=[DataRequired(NEEDED)] if required else [],
        description=description,
    )


def countable(_form: Form, field: Field) -> None:
    """A finite figure of at most six decimal places, which is what the rubric keeps."""
    value = field.data
    if value is not None and (not value.is_finite() or is_finer_than(value, 6)):
        raise StopValidation(_("Please enter a number with at most six decimal places."))


def choices_of(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """A closed set with its words, as fields want it."""
    return [SelectChoice(value, word) for value, word in words.items()]


def a_zone(_form: Form, field: Field) -> None:
    if not is_zone(field.data or ""):
        raise ValidationError(_("Please name a time zone such as Europe/Berlin."))


def several(label: Any, words: Mapping[str, Any], description: Any = "") -> SelectMultipleField:
    """Some of a closed set, to tick."""
    return SelectMultipleField(
        label,
        choices=choices_of(words),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=description,
    )


def number(label: Any, *, least: int, most: int, required: bool = False, description: Any = "") -> IntegerField:
    asked = InputRequired(NEEDED) if required else Optional()
    limits = NumberRange(least, most, message=_("Please enter a number from %(min)s to %(max)s."))
    return IntegerField(label, validators=[asked, limits], description=description)
