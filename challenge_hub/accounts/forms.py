"""What people type to come in."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import DataRequired, Length


class SignInForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    mail = EmailField(_("E-mail address"), validators=[DataRequired(_("Enter your e-mail address.")), Length(max=254)])
    password = PasswordField(_("Password"), validators=[DataRequired(_("Enter your password.")), Length(max=1000)])
    next = HiddenField()
