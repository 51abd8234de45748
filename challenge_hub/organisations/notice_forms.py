"""The privacy notice of an organisation, as it is typed."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import Optional

from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible
from challenge_hub.organisations.forms import OneForm


class NoticeForm(OneForm):
    """A version of the privacy notice."""

    officer = StringField(
        _("Data protection officer"), filters=[one_line], validators=[Optional(), at_most(300), visible]
    )
    text_de = TextAreaField(_("Privacy notice (German)"), filters=[lines], validators=[at_most(30_000), visible])
    text_en = TextAreaField(_("Privacy notice (English)"), filters=[lines], validators=[at_most(30_000), visible])

    def texts(self) -> dict[str, str]:
        """By language, what was typed."""
        typed = {"de": self.text_de.data, "en": self.text_en.data}
        return {language: text for language, text in typed.items() if text}
