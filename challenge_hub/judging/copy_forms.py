"""What organisers type to prepare an anonymised round."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import HiddenInput

from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible
from challenge_hub.solutions.forms import UploadForm

__all__ = ["CopyForm", "ReleaseCopyForm", "UploadForm"]


class CopyForm(PageForm):
    """The copy the jury reads; `version` is that of the solution it was made from."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    title = StringField(
        _("Title"),
        filters=[one_line],
        validators=[DataRequired(_("Give a title without names.")), at_most(200), visible],
    )
    pitch = StringField(
        _("In one sentence"),
        filters=[one_line],
        validators=[Optional(), at_most(500), visible],
    )
    description = TextAreaField(
        _("Description"),
        filters=[lines],
        validators=[Optional(), at_most(50_000), visible],
    )


class ReleaseCopyForm(PageForm):
    is_checked = BooleanField(_("I looked at what is marked. It tells nobody whose solution this is."))
    copy = HiddenField()
