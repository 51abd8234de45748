"""How the shortlist of a round is made, as it is typed."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DecimalField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.calls.fields import countable, number
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, visible
from challenge_hub.judging.rules.shortlist import Wanted
from challenge_hub.solutions.rules.shortlist import Source

SOURCES = {
    Source.PLACE: _("By place"),
    Source.SCORE: _("By points"),
    Source.DECISION: _("By decision of the jury, with reasons"),
}


class ShortlistForm(PageForm):
    """`shown` is the mark of the list that was looked at; without it the list is only shown."""

    source = RadioField(
        _("How is the shortlist made?"),
        choices=[SelectChoice(source.value, words) for source, words in SOURCES.items()],
        validators=[InputRequired(_("Choose one of the ways."))],
    )
    most = number(_("Up to place"), least=1, most=1000, description=_("Whoever shares this place comes as well."))
    least = DecimalField(_("From points"), places=None, validators=[Optional(), countable])
    solutions = SelectMultipleField(
        _("Solutions"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    reason = TextAreaField(
        _("Reasons, or the resolution of a sitting"), filters=[lines], validators=[at_most(2000), visible]
    )
    shown = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Each way asks for its own."""
        if not super().validate(extra_validators):
            return False
        if self.source.data == Source.PLACE and self.most.data is None:
            self.most.errors = [_("Say up to which place.")]
        if self.source.data == Source.SCORE and self.least.data is None:
            self.least.errors = [_("Say from how many points on.")]
        if self.source.data == Source.DECISION and not self.solutions.data:
            self.solutions.errors = [_("Tick the solutions that come to the shortlist.")]
        if self.source.data == Source.DECISION and not self.reason.data:
            self.reason.errors = [_("Give the reasons, or name the resolution.")]
        return not self.errors

    def wanted(self) -> Wanted:
        """What was typed, as the rule reads it; what belongs to another way is left out."""
        source = Source(self.source.data)
        if source is Source.PLACE:
            return Wanted(source, most=self.most.data or 0, reason=self.reason.data or "")
        if source is Source.SCORE:
            return Wanted(source, least=self.least.data, reason=self.reason.data or "")
        return Wanted(source, solutions=frozenset(self.solutions.data or []), reason=self.reason.data or "")
