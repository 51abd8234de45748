"""What organisers type about a round."""

from datetime import datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateTimeLocalField, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.calls.fields import MOMENT_FORMATS, in_languages, number
from challenge_hub.calls.forms import WithRows, filled
from challenge_hub.calls.models import Call
from challenge_hub.calls.row_forms import RubricForm
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.local_times import LocalTimeRefused, moment_at
from challenge_hub.calls.rules.sections import Values
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.judging.actions.rounds import RoundFacts

FACTS = ("title_de", "title_en", "ends_at", "quorum", "has_shortlist", "tandem_with", "seats")
"""The fields beside the rubric, in the order of the page."""


class RoundFactsForm(WithRows):
    """A round without its rubric. `at` is the moment typed as the end, at the clock of the call."""

    seen = HiddenField()
    title_de, title_en = in_languages(_("Title"))
    ends_at = DateTimeLocalField(
        _("The round ends on"),
        format=MOMENT_FORMATS,
        validators=[Optional()],
        description=_("Empty: together with the call."),
    )
    quorum = number(
        _("Quorum: jurors with a vote who must have given their declaration"),
        least=1,
        most=1000,
        description=_("Reviewing begins, and the round is closed, with so many. Empty: any number."),
    )
    has_shortlist = BooleanField(
        _("Only solutions on the shortlist take part"),
        description=_("You fill the shortlist from the ranking of the round before. Without the tick all take part."),
    )
    tandem_with = SelectField(
        _("Tandem with"),
        coerce=int,
        default=0,
        description=_("This municipality works with the chosen teams on adapted versions until the round ends."),
    )
    seats = SelectMultipleField(
        _("Jurors of this round"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_("Nothing ticked: the whole jury."),
    )
    time_zone = "UTC"
    at: datetime | None = None

    @classmethod
    def over(cls, data: dict[str, Any]) -> "RoundFactsForm":
        """The form with what is stored; once it was sent it holds what was sent, so that no row comes back."""
        return cls() if request.method == "POST" else cls(data=data)

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        try:
            self.at = moment_at(self.ends_at.data, self.time_zone) if self.ends_at.data else None
        except LocalTimeRefused as refused:
            self.ends_at.errors = [sentence_for(refused.reason)]
        if self.tandem_with and self.tandem_with.data and not self.has_shortlist.data:
            self.tandem_with.errors = [_("A tandem needs a shortlist: tick that only its solutions take part.")]
        return not self.wrong()

    def facts(self) -> RoundFacts:
        """What was typed beside the rubric."""
        title = {language: words for language in ("de", "en") if (words := self[f"title_{language}"].data)}
        chosen = bool(self.has_shortlist.data) if "has_shortlist" in self else False
        tandem = self.tandem_with.data or None if "tandem_with" in self else None
        return RoundFacts(title, self.at, self.quorum.data, chosen, self.seats.data or [], tandem)


class RoundForm(RoundFactsForm, RubricForm):
    """The same with the rubric."""

    juror_names_public = None  # type: ignore[assignment]  # said once, for the call

    @staticmethod
    def opening(values: Values, time_zone: str) -> dict[str, Any]:
        """The rubric as the form shows it, with room for more criteria."""
        return RubricForm.proposed(filled(values, time_zone))

    def rubric(self) -> Values:
        """How the round counts, and its criteria."""
        return {name: value for name, value in self.values().items() if name not in (*FACTS, "title")}


def stored(judged: Round, call: Call, seats: list[int]) -> dict[str, Any]:
    """What the form of a round shows at first."""
    values = {"title": judged.title, "ends_at": judged.ends_at, "quorum": judged.quorum}
    more = {"has_shortlist": judged.has_shortlist, "tandem_with": judged.tandem_with_id or 0, "seats": seats}
    return {**filled(values, call.time_zone), **more}
