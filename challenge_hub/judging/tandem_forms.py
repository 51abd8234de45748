"""What a municipality decides about its tandem, as it is typed."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible

MISSING = {
    "de": _("Give the reason in German, the language that counts in this call."),
    "en": _("Give the reason in English, the language that counts in this call."),
}


class TandemForm(PageForm):
    """The reason is asked in the language that counts in the call."""

    solutions = SelectMultipleField(
        _("With which solutions do you work on?"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[DataRequired(_("Choose at least one solution."))],
    )
    how = StringField(
        _("How it was decided"),
        filters=[one_line],
        validators=[DataRequired(_("Say how it was decided.")), at_most(500), visible],
    )
    reason_de = TextAreaField(_("Reason (German)"), filters=[lines], validators=[Optional(), at_most(2000), visible])
    reason_en = TextAreaField(_("Reason (English)"), filters=[lines], validators=[Optional(), at_most(2000), visible])
    needed = "de"

    def needs(self, language: str) -> None:
        """The reason is asked in this language, and said so."""
        self.needed = language
        self[f"reason_{language}"].flags.required = True

    def reason(self) -> dict[str, str]:
        """By language, what was typed."""
        typed = {"de": self.reason_de.data, "en": self.reason_en.data}
        return {language: text for language, text in typed.items() if text}

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.needed not in self.reason():
            self[f"reason_{self.needed}"].errors = [MISSING[self.needed]]
        return not self.errors
