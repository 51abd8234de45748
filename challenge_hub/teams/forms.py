"""What people type to found a team, to come in, and to say who leads."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from challenge_hub.accounts.forms import good_password, like_a_mail
from challenge_hub.infrastructure.forms import PageForm, own_word
from challenge_hub.infrastructure.i18n import LANGUAGE_NAMES
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible
from challenge_hub.organisations.models import Organisation
from challenge_hub.teams.guardian_forms import Age

OURSELVES = "ourselves"
"""Chosen where a team acts for no organisation."""


class Basics(PageForm):
    """What every team says about itself. Stands first, for errors are told in the order of the fields."""

    name = StringField(
        _("Name of the team"),
        filters=[one_line],
        validators=[DataRequired(_("Enter a name for the team.")), at_most(200), visible],
    )
    organisation = RadioField(_("For whom does the team take part?"), validators=[InputRequired(_("Choose one."))])


class Newcomer(PageForm):
    """What somebody without an account gives; `entry` is the word of this one form, so that it counts once."""

    display_name = StringField(
        _("Your name"),
        filters=[one_line],
        validators=[DataRequired(_("Enter the name the others shall see.")), at_most(120), visible],
    )
    mail = EmailField(
        _("Your e-mail address"),
        filters=[one_line],
        validators=[DataRequired(_("Enter your e-mail address.")), like_a_mail],
    )
    password = PasswordField(_("Password"), validators=[Optional(), good_password])
    entry = HiddenField(filters=[own_word])

    def only(self, *names: str) -> None:
        """Leave out what the page does not ask for."""
        for name in ("display_name", "mail", "password"):
            if name not in names:
                del self[name]


class Conduct(PageForm):
    """A box of its own for the code of conduct, where the call has one."""

    conduct = BooleanField(
        _("I accept the code of conduct."),
        validators=[DataRequired(_("Please read the code of conduct. Without it nobody takes part."))],
    )
    conduct_version = HiddenField()

    def ask_about(self, version: int | None) -> None:
        """Ask about this version, or not at all; what was ticked under another version is asked anew."""
        if version is None:
            del self.conduct
            del self.conduct_version
            return
        if self.conduct_version.data not in (None, str(version)):
            self.conduct.data = False
        self.conduct_version.data = str(version)


class FoundForm(Basics, Newcomer, Age, Conduct):
    accepted = BooleanField(
        _("We accept the terms."), validators=[DataRequired(_("Without the terms nobody takes part."))]
    )
    terms_version = HiddenField()

    def offer(self, organisations: Sequence[Organisation], *, for_themselves: bool) -> None:
        """The choices there are; with a single one it is chosen."""
        self.organisation.choices = acting_for(organisations, for_themselves=for_themselves)
        if self.organisation.data is None and self.organisation.choices:
            self.organisation.data = self.organisation.choices[0].value


def acting_for(organisations: Sequence[Organisation], *, for_themselves: bool) -> list[SelectChoice]:
    """For themselves, where the call takes people, or for one of these organisations."""
    own = [SelectChoice(OURSELVES, str(_("for ourselves")))] if for_themselves else []
    return own + [SelectChoice(str(each.id), each.name) for each in organisations]


class JoinForm(Newcomer, Age, Conduct):
    """Coming in by the link or a letter; a button alone for whoever need not be asked anything."""


class SettingsForm(Basics):
    takes_requests = BooleanField(_("Others may ask to join: the team is listed in public."))
    looking_for = TextAreaField(
        _("We are looking for …"),
        filters=[lines],
        validators=[Optional(), at_most(1000), visible],
    )


class TermsForm(PageForm):
    accepted = BooleanField(
        _("We accept the terms."), validators=[DataRequired(_("Without the terms nobody takes part."))]
    )
    terms_version = HiddenField()


class ConductForm(Conduct):
    """The box alone."""


class InviteForm(PageForm):
    mail = EmailField(
        _("E-mail address"),
        filters=[one_line],
        validators=[DataRequired(_("Enter the address of the person you invite.")), like_a_mail],
    )
    language = SelectField(_("Language of the mail"), choices=[SelectChoice(*each) for each in LANGUAGE_NAMES.items()])


class AskForm(Age):
    message = TextAreaField(
        _("Your message to the team"),
        filters=[lines],
        validators=[DataRequired(_("Say in a sentence who you are and what you can do.")), at_most(2000), visible],
    )


class LeadForm(PageForm):
    person = RadioField(_("Who shall lead the team?"), validators=[InputRequired(_("Choose one."))])

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        self.person.choices = [SelectChoice(str(id_), name) for id_, name in people]


class PlainForm(PageForm):
    """A button alone."""
