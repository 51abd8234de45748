"""What people say before they go, and organisers about the file of a call."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, StringField
from wtforms.validators import DataRequired, NumberRange, Optional

from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible
from challenge_hub.privacy.rules.keeping import FEWEST_YEARS, MOST_YEARS, ArchiveAnswer


class DeletionForm(PageForm):
    sure = BooleanField(
        _("I want to delete my account. I know that this cannot be undone."),
        validators=[DataRequired(_("Please say that you want to delete your account."))],
    )


class YearsForm(PageForm):
    years = IntegerField(
        _("Years after the year in which the call ended"),
        validators=[Optional(), NumberRange(FEWEST_YEARS, MOST_YEARS, _("Please enter 1 to 100 years."))],
    )


class HoldForm(PageForm):
    reason = StringField(
        _("Why the file is held"),
        filters=[one_line],
        validators=[DataRequired(_("Please say why.")), at_most(1000), visible],
    )


class ResearchForm(PageForm):
    purpose = StringField(
        _("Purpose"),
        filters=[lines],
        validators=[DataRequired(_("Please say what it is for.")), at_most(1000), visible],
    )


class ArchiveForm(PageForm):
    answer = RadioField(
        _("Answer of the archive"),
        choices=[
            SelectChoice(ArchiveAnswer.TAKEN, _("The archive has taken the file.")),
            SelectChoice(ArchiveAnswer.DECLINED, _("The archive does not want the file.")),
        ],
        validators=[DataRequired(_("Please choose an answer."))],
    )


@dataclass(frozen=True)
class FileForms:
    """The forms of one page; a button says which is meant."""

    years: YearsForm
    hold: HoldForm
    archive: ArchiveForm

    def fits(self, act: str) -> bool:
        """Whether the form of this act is filled in well; letting a file go on needs nothing."""
        asked: dict[str, PageForm] = {"years": self.years, "hold": self.hold, "archive": self.archive}
        return act == "release" or (act in asked and bool(asked[act].validate_on_submit()))
