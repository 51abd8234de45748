"""What organisers settle about a vote, and what a ballot chooses."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateTimeLocalField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from challenge_hub.calls.fields import MOMENT_FORMATS, number
from challenge_hub.calls.rules.local_times import LocalTimeRefused, moment_at
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible
from challenge_hub.voting.rules import MOST_AT_ONCE, Opening

A_DAY = 24 * 60


def _moment(field: DateTimeLocalField, zone: str) -> datetime | None:
    """The moment at the clock of the call; None, and the field marked, where that clock does not show it once."""
    try:
        return moment_at(field.data, zone) if field.data else None
    except (LocalTimeRefused, OverflowError):
        field.errors = [gettext("Please choose another time: that day's clock does not show it once.")]
        return None


class OpeningForm(PageForm):
    most_choices = number(_("Solutions that one ballot may choose"), least=1, most=50, required=True)
    starts_at = DateTimeLocalField(_("From"), format=MOMENT_FORMATS, validators=[Optional()])
    minutes = number(_("For so many minutes"), least=1, most=A_DAY)
    ends_at = DateTimeLocalField(_("Or until"), format=MOMENT_FORMATS, validators=[Optional()])

    def opening(self, zone: str, now: datetime) -> Opening | None:
        """What was typed, at the clock of the call; empty is from now. None where something is to be corrected."""
        starts, ends = _moment(self.starts_at, zone) or now, _moment(self.ends_at, zone)
        if self.errors:
            return None
        if bool(self.minutes.data) == bool(ends):
            self.minutes.errors = [gettext("Say for how many minutes, or until when: one of both.")]
            return None
        until = ends or starts + timedelta(minutes=self.minutes.data or 0)
        return Opening(self.most_choices.data or 0, starts, until)


class BallotsForm(PageForm):
    many = number(_("How many ballots"), least=1, most=MOST_AT_ONCE, required=True)


class ReasonForm(PageForm):
    reason = TextAreaField(
        _("Reason"),
        filters=[lines],
        validators=[DataRequired(_("Give a reason; it is kept with the vote.")), at_most(1000), visible],
    )


class ExtensionForm(ReasonForm):
    ends_at = DateTimeLocalField(
        _("New end"), format=MOMENT_FORMATS, validators=[InputRequired(_("Enter the day and the time."))]
    )

    def until(self, zone: str) -> datetime | None:
        return _moment(self.ends_at, zone)


class CodeForm(PageForm):
    code = StringField(
        _("Code on your ballot"), filters=[one_line], validators=[DataRequired(_("Enter the code.")), at_most(40)]
    )


class OneChoiceForm(PageForm):
    chosen = RadioField(_("Your choice"), coerce=int, validators=[InputRequired(_("Choose a solution."))])

    def ids(self) -> list[int]:
        return [self.chosen.data] if self.chosen.data else []


class ChoicesForm(PageForm):
    chosen = SelectMultipleField(_("Your choice"), coerce=int, validators=[DataRequired(_("Choose a solution."))])

    def ids(self) -> list[int]:
        return list(self.chosen.data or [])


BallotForm = OneChoiceForm | ChoicesForm


def ballot_form(most: int, choices: list[Any]) -> BallotForm:
    """Radio buttons where one is chosen, boxes to tick where several may be."""
    form: BallotForm = OneChoiceForm() if most == 1 else ChoicesForm()
    form.chosen.choices = choices
    return form
