"""What people may type when they report a barrier."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

NO_CONTROL = Regexp(
    r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*\Z", message=_("Please remove the invisible control characters.")
)


class BarrierForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    message = TextAreaField(
        _("What did not work, or is hard to use?"),
        validators=[
            InputRequired(_("Please describe the barrier.")),
            Length(max=5000, message=_("Please use at most 5,000 characters.")),
            NO_CONTROL,
        ],
    )
    page = StringField(
        _("On which page?"),
        validators=[Optional(), Length(max=500, message=_("Please use at most 500 characters.")), NO_CONTROL],
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
