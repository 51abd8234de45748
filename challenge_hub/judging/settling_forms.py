"""The way out of what is too close to call, as it is typed."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateTimeLocalField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.calls.fields import MOMENT_FORMATS, choices_of, number
from challenge_hub.calls.rules.local_times import LocalTimeRefused, moment_at
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, visible
from challenge_hub.judging.rules.settling import FEWEST_REVIEWS, MOST_REVIEWS, Choice, WayOut
from challenge_hub.judging.ways_out import WAYS

REASON_LENGTH = 2000


class SettleForm(PageForm):
    """`shown` is the stored version the group was read from; `at` the end of a final round at the clock of the call."""

    way = RadioField(
        _("Which way out?"), choices=choices_of(WAYS), validators=[InputRequired(_("Choose one of the ways."))]
    )
    reviews = number(_("Further reviews for each solution"), least=FEWEST_REVIEWS, most=MOST_REVIEWS)
    ends_at = DateTimeLocalField(_("The final round ends on"), format=MOMENT_FORMATS, validators=[Optional()])
    chosen = SelectMultipleField(
        _("Whom the jury puts first"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    reason = TextAreaField(
        _("Reason, or the resolution of a sitting"),
        filters=[lines],
        validators=[DataRequired(_("Give the reason.")), at_most(REASON_LENGTH), visible],
    )
    shown = HiddenField()
    time_zone = "UTC"
    at: datetime | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        good: bool = super().validate(extra_validators)
        try:
            self.at = moment_at(self.ends_at.data, self.time_zone) if self.ends_at.data else None
        except LocalTimeRefused as refused:
            self.ends_at.errors = [sentence_for(refused.reason)]
            return False
        return good

    def choice(self) -> Choice:
        return Choice(
            way=WayOut(self.way.data),
            reason=str(self.reason.data),
            reviews=self.reviews.data or FEWEST_REVIEWS,
            ends_at=self.at,
            chosen=frozenset(self.chosen.data or []),
        )
