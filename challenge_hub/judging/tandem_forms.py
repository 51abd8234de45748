"""What a municipality decides about its tandem, as it is typed."""

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.calls.decision_forms import DecisionForm


class TandemForm(DecisionForm):
    solutions = SelectMultipleField(
        _("With which solutions do you work on?"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[DataRequired(_("Choose at least one solution."))],
    )
