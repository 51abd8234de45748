"""What people type to begin a call, to stop it, and in each of its sections."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import (
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    StringField,
)
from wtforms.validators import (
    InputRequired,
)

from challenge_hub.calls.fields import NEEDED, a_zone, in_languages, line, moment, one_of
from challenge_hub.calls.labels import FIELDS, FORMATS, LANGUAGES
from challenge_hub.calls.rules.formats import FORMATS as PROPOSALS
from challenge_hub.calls.rules.local_times import LocalTimeRefused, days_later, local_at, moment_at
from challenge_hub.calls.rules.phases import Format
from challenge_hub.calls.rules.schedule import Schedule, faults_in
from challenge_hub.calls.rules.sections import TEXTS, Values
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.forms import PageForm

YEARS = range(2000, 2100)
NEW_ROWS = 2
"""How many empty rows a list of things offers."""


class WithRows(PageForm):
    """A form whose values are read by field, texts by language, rows as a list; its errors also those of rows."""

    def wrong(self) -> list[tuple[str, str]]:
        """Every field that is wrong, with its message."""
        return list(_wrong(self))

    def values(self) -> dict[str, Any]:
        """What was typed, as the section holds it."""
        return _values(self)


def _wrong(form: Form) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, FieldList):
            for row in field.entries:
                yield from _wrong(row.form)
        elif field.errors:
            yield field.name, field.errors[0]


def _values(form: Form) -> dict[str, Any]:
    """Fields in their order; `title_de` and `title_en` become one text, empty rows are left out."""
    found: dict[str, Any] = {}
    for name, field in form._fields.items():
        stem, _mark, language = name.rpartition("_")
        if language in LANGUAGES:
            found.setdefault(stem, {}).update({language: field.data} if field.data else {})
        elif isinstance(field, FieldList):
            found[name] = [_values(row.form) for row in field.entries if not is_empty(row.form)]
        elif name not in ("csrf_token", "seen"):
            found[name] = None if field.data == "" and not isinstance(field, SelectField | HiddenField) else field.data
    return found


def is_empty(row: Form) -> bool:
    """Whether nobody wrote anything into a row: one that is emptied is taken out."""
    return not any(field.data for field in row if field.type in ("StringField", "TextAreaField", "DecimalField"))


def filled(values: Values, time_zone: str) -> dict[str, Any]:
    """The way back: values as the data of a form."""
    data: dict[str, Any] = {}
    for name, value in values.items():
        if name in TEXTS or isinstance(value, Mapping):
            data |= {f"{name}_{language}": text for language, text in (value or {}).items()}
        elif isinstance(value, datetime):
            data[name] = local_at(value, time_zone)
        elif isinstance(value, Sequence) and value and isinstance(value[0], Mapping):
            data[name] = [filled(row, time_zone) for row in value]
        else:
            data[name] = value
    return data


def rows_of(kind: type[Form], label: LazyString) -> "FieldList[Any]":
    return FieldList(FormField(kind), label=label, max_entries=40)


class SectionForm(WithRows):
    """`seen` is the fingerprint of what stood there when the form was opened."""

    seen = HiddenField()

    @classmethod
    def opened(cls, values: Values, *, seen: str, time_zone: str) -> "SectionForm":
        """The form with what the section holds now, and empty rows for more."""
        # A posted form is only what was posted: a row that is not in it must not come back from what was stored.
        is_posted = request.method == "POST"
        return cls() if is_posted else cls(data={"seen": seen, **cls.proposed(filled(values, time_zone))})

    @classmethod
    def proposed(cls, data: dict[str, Any]) -> dict[str, Any]:
        return data


class Dated(WithRows):
    """A form with moments at a zone: they exist, exist once, and stand in order."""

    MOMENTS: ClassVar[tuple[str, ...]] = (
        "opens_at", "questions_until", "closes_at", "ends_at", "feedback_by", "objections_until",
    )  # fmt: skip

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        self.moments: dict[str, datetime | None] = {}
        for name in (name for name in self.MOMENTS if name in self):
            self._read(self[name])
        self.complete()
        if not self.errors and all(self.moments[name] for name in ("opens_at", "closes_at", "ends_at")):
            for name, reason in faults_in(Schedule(**self.moments)).items():  # type: ignore[arg-type]
                self[name].errors = [sentence_for(reason)]
        return not self.errors

    def complete(self) -> None:
        """What follows from the dates that were given."""

    def _read(self, field: Field) -> None:
        if field.data and field.data.year not in YEARS:
            field.errors = [_("Please choose a day of this century.")]
            return
        try:
            self.moments[field.short_name] = moment_at(field.data, self.time_zone.data) if field.data else None
        except LocalTimeRefused as refused:
            field.errors = [sentence_for(refused.reason)]

    def values(self) -> dict[str, Any]:
        return {**super().values(), **self.moments}


class NewCallForm(Dated):
    organisation = SelectField(_("Organisation"), coerce=int, validators=[InputRequired(NEEDED)])
    format = one_of(_("Format"), FORMATS)
    language = one_of(FIELDS["language"], LANGUAGES)
    title = line(FIELDS["title"], required=True, description=_("In the authoritative language."))
    time_zone = StringField(FIELDS["time_zone"], default="Europe/Berlin", validators=[a_zone])
    opens_at = moment("opens_at", required=True)
    closes_at = moment("closes_at", description=_("Without a date, the format proposes how long the call is open."))
    ends_at = moment("ends_at", description=_("Without a date, the format proposes how long the jury has."))

    def complete(self) -> None:
        proposal = PROPOSALS[Format(self.format.data)]
        for name, before, days in (
            ("closes_at", "opens_at", proposal.open_days),
            ("ends_at", "closes_at", proposal.judging_days),
        ):
            start = self.moments[before]
            if start and not self.errors and self.moments[name] is None:
                self.moments[name] = days_later(start, days, str(self.time_zone.data))


class ReasonForm(WithRows):
    """A reason in at least one language, for everybody to read."""

    reason_de, reason_en = in_languages(_("Reason"), is_long=True, most=2000)

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if not self.values()["reason"]:
            self.reason_de.errors = [_("Please give the reason in at least one language.")]
        return not self.errors
