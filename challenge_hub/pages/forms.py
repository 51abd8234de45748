"""What people may type when they report a barrier."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from challenge_hub.accounts.forms import like_a_mail
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible


class BarrierForm(PageForm):
    message = TextAreaField(
        _("What did not work, or is hard to use?"),
        filters=[lines],
        validators=[DataRequired(_("Please describe the barrier.")), at_most(5000), visible],
    )
    page = StringField(_("On which page?"), filters=[one_line], validators=[Optional(), at_most(500), visible])
    mail = EmailField(
        _("Your e-mail address, if you would like an answer"),
        filters=[one_line],
        validators=[Optional(), like_a_mail],
    )
