"""What people type when they report a text, decide about it, and complain."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from challenge_hub.accounts.forms import like_a_mail
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible
from challenge_hub.moderation.labels import GROUNDS, HANDLINGS, MATTERS
from challenge_hub.moderation.rules import Ground, Handling, Matter

LONGEST = 5000


def _long(label: Any, message: Any) -> TextAreaField:
    return TextAreaField(label, filters=[lines], validators=[DataRequired(message), at_most(LONGEST), visible])


class ReportForm(PageForm):
    matter = RadioField(
        _("What is wrong with it?"),
        choices=[SelectChoice(key.value, MATTERS[key]) for key in Matter],
        validators=[DataRequired(_("Choose what comes closest."))],
    )
    explanation = _long(_("Please explain"), _("Please say what is wrong, and in which part of the text."))
    name = StringField(_("Your name"), filters=[one_line], validators=[Optional(), at_most(200), visible])
    mail = EmailField(_("Your e-mail address"), filters=[one_line], validators=[Optional(), like_a_mail])


class DecisionForm(PageForm):
    handling = RadioField(
        _("Decision"),
        choices=[SelectChoice(key.value, HANDLINGS[key]) for key in Handling],
        validators=[DataRequired(_("Choose one of the answers."))],
    )
    facts = _long(_("Reasons"), _("Give the reasons; both sides read them."))
    ground = RadioField(
        _("If it is hidden: upon what?"),
        choices=[SelectChoice(key.value, GROUNDS[key]) for key in Ground],
        validators=[Optional()],
    )
    rule = StringField(
        _("Which law or rule exactly"), filters=[one_line], validators=[Optional(), at_most(500), visible]
    )

    def chosen_ground(self) -> Ground | None:
        return Ground(self.ground.data) if self.ground.data else None


class ReasonForm(PageForm):
    reason = _long(_("Reasons"), _("Give the reasons; both sides read them."))


class ComplaintForm(PageForm):
    text = _long(_("Your complaint"), _("Please say why the decision is wrong."))
