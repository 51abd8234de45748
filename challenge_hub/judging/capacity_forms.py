"""What people type to work out whether a jury is large enough."""

from decimal import Decimal
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import DecimalField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import format_decimal
from challenge_hub.judging.rules.stability import Wish


def a_number(label: Any, least: int, most: int) -> IntegerField:
    low, high = LazyString(format_decimal, least), LazyString(format_decimal, most)
    told = _("Enter a whole number from %(least)s to %(most)s.", least=low, most=high)
    return IntegerField(label, validators=[InputRequired(told), NumberRange(min=least, max=most, message=told)])


class ContendersForm(PageForm):
    places = a_number(_("Places that count"), 1, 100)
    reviews = a_number(_("Reviews in this batch"), 1, 500)

    def wish(self) -> dict[str, int]:
        return {"places": self.places.data or 1, "reviews": self.reviews.data or 1}


class HoursField(DecimalField):
    """Hours with a comma or a point, as people type them in two languages."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([typed.strip().replace(",", ".") for typed in valuelist])


class CapacityForm(PageForm):
    """Asks and changes nothing, so it goes by GET and needs no token; its address can be passed on."""

    class Meta:
        csrf = False

    solutions = a_number(_("Solutions"), 1, 10_000)
    per_solution = a_number(_("Reviews for each solution"), 1, 50)
    minutes = a_number(_("Minutes for one review"), 1, 600)
    jurors = a_number(_("Jurors"), 0, 5_000)
    days = a_number(_("Days each juror has"), 1, 365)
    hours = HoursField(
        _("Hours on each of these days"),
        validators=[
            InputRequired(_("Enter hours, such as 1.5.")),
            NumberRange(min=Decimal("0.25"), max=24, message=_("Enter hours from 0.25 to 24.")),
        ],
    )

    def wish(self) -> Wish:
        return Wish(
            solutions=self.solutions.data or 0,
            per_solution=self.per_solution.data or 0,
            minutes_per_review=self.minutes.data or 0,
            jurors=self.jurors.data or 0,
            minutes_per_juror=int((self.days.data or 0) * (self.hours.data or 0) * 60),
        )
