"""What a municipality types when it decides something by itself: how, and why, in the language that counts."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible


def missing_reason(language: str) -> LazyString:
    """A decision without a reason in the language that counts."""
    return {
        "de": _("Give the reason in German, the language that counts in this call."),
        "en": _("Give the reason in English, the language that counts in this call."),
    }[language]


class DecisionForm(PageForm):
    """How it was decided, and the reason. What is decided stands in the form built on this one."""

    how = StringField(
        _("How it was decided"),
        filters=[one_line],
        validators=[DataRequired(_("Say how it was decided.")), at_most(500), visible],
    )
    reason_de = TextAreaField(_("Reason (German)"), filters=[lines], validators=[Optional(), at_most(2000), visible])
    reason_en = TextAreaField(_("Reason (English)"), filters=[lines], validators=[Optional(), at_most(2000), visible])
    needed = "de"

    def needs(self, language: str) -> None:
        """The reason is asked in this language, and marked so."""
        self.needed = language
        self[f"reason_{language}"].flags.required = True

    def reason(self) -> dict[str, str]:
        """By language, what was typed."""
        typed = {language: self[f"reason_{language}"].data for language in LANGUAGES}
        return {language: text for language, text in typed.items() if text}

    def validate(self, extra_validators: Any = None) -> bool:
        good: bool = super().validate(extra_validators)
        if good and self.needed not in self.reason():
            self[f"reason_{self.needed}"].errors = [missing_reason(self.needed)]
        return good and not self.errors
