"""What an operator types."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, TextAreaField
from wtforms.validators import DataRequired

from challenge_hub.accounts.forms import like_a_mail
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible


class FindForm(PageForm):
    mail = EmailField(
        _("E-mail address of the account"),
        filters=[one_line],
        validators=[DataRequired(_("Please enter an e-mail address.")), like_a_mail],
    )


class ReasonForm(PageForm):
    """Why: of a look it stays in the trail's company, of a disabled account its owner reads it."""

    reason = TextAreaField(
        _("Reason"), filters=[lines], validators=[DataRequired(_("Please give a reason.")), at_most(500), visible]
    )
