"""What people may type when they report a barrier."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp

INVISIBLE = _("Please remove the invisible control characters.")
NO_CONTROL = Regexp(r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*\Z", message=INVISIBLE)
ONE_LINE = Regexp(r"^[^\x00-\x1f\x7f-\x9f]*\Z", message=INVISIBLE)


def plain_lines(text: str | None) -> str | None:
    """Browsers send two characters for an end of line; one is counted and kept."""
    return text and text.replace("\r\n", "\n").replace("\r", "\n")


class BarrierForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    message = TextAreaField(
        _("What did not work, or is hard to use?"),
        filters=[plain_lines],
        validators=[
            DataRequired(_("Please describe the barrier.")),
            Length(max=5000, message=_("Please use at most 5,000 characters.")),
            NO_CONTROL,
        ],
    )
    page = StringField(
        _("On which page?"),
        validators=[Optional(), Length(max=500, message=_("Please use at most 500 characters.")), ONE_LINE],
    )
    mail = EmailField(
        _("Your e-mail address, if you would like an answer"),
        validators=[
            Optional(),
            Length(max=254, message=_("Please use at most 254 characters.")),
            Regexp(
                r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+\Z",
                message=_("Please enter an address such as name@example.org."),
            ),
        ],
    )
