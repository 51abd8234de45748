"""What people say before they go."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import DataRequired


class DeletionForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    sure = BooleanField(
        _("I want to delete my account. I know that this cannot be undone."),
        validators=[DataRequired(_("Please say that you want to delete your account."))],
    )
