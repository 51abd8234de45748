"""What is asked of age, and what a guardian decides."""

from collections.abc import Callable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, Field, Form, HiddenField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, StopValidation

from challenge_hub.accounts.forms import like_a_mail
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import SelectChoice, at_most, one_line, visible

ADULT, MINOR = "adult", "minor"


def _of_minors(sentence: LazyString) -> Callable[[Form, Field], None]:
    """Needed of whoever is under 18; of others it is not looked at."""
    needed = DataRequired(sentence)

    def check(form: Form, field: Field) -> None:
        if "age" in form and form["age"].data != MINOR:
            field.errors, field.data = [], None
            raise StopValidation
        needed(form, field)

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


class Age(PageForm):
    """Whether somebody is 18 or older, asked once in a life; whoever is not names a guardian for each team.

    No day of birth is asked for: the answer is all that is needed.
    """

    age = RadioField(
        _("How old are you?"),
        choices=[SelectChoice(ADULT, _("18 or older")), SelectChoice(MINOR, _("younger than 18"))],
        validators=[InputRequired(_("Choose one."))],
    )
    guardian_name = StringField(
        _("Name of your guardian"),
        filters=[one_line],
        validators=[_of_minors(_("Enter the name of your guardian.")), at_most(120), visible],
    )
    guardian_mail = EmailField(
        _("E-mail address of your guardian"),
        filters=[one_line],
        validators=[_of_minors(_("Enter the e-mail address of your guardian.")), like_a_mail],
    )

    def ask_age(self, of_age: bool | None) -> None:
        """Leave out what is known."""
        if of_age is not None:
            del self.age
        if of_age:
            del self.guardian_name
            del self.guardian_mail

    @property
    def says_of_age(self) -> bool | None:
        """What was chosen; None where it was not asked."""
        return self.age.data == ADULT if "age" in self else None

    @property
    def names_guardian(self) -> bool:
        is_minor = "age" not in self or self.age.data == MINOR
        return is_minor and "guardian_mail" in self and bool(self.guardian_mail.data)


class GuardianForm(Age):
    """The guardian alone: whoever asks again has said their age."""


class ConsentForm(PageForm):
    """The box of a guardian, not ticked beforehand, with the versions that were shown."""

    consent = BooleanField(
        _("I am a guardian of this person, and I consent. Where somebody else shares custody, they consent as well."),
        validators=[DataRequired(_("Tick the box to consent, or choose “I do not consent”."))],
    )
    terms_version = HiddenField()
    conduct_version = HiddenField()

    def ask_about(self, terms: int | None, conduct: int | None) -> bool:
        """Whether what was read is what is in force; newer versions are asked about anew."""
        shown = {self.terms_version: terms, self.conduct_version: conduct}
        is_same = all(field.data in (None, str(version or "")) for field, version in shown.items())
        for field, version in shown.items():
            field.data = str(version or "")
        if not is_same:
            self.consent.data = False
        return is_same


class NamingForm(PageForm):
    """A box of its own, not ticked beforehand, with the version of the sentence beside it."""

    consent = BooleanField(validators=[DataRequired(_("Tick the box to consent. Nothing depends on it."))])
    version = HiddenField()

    def ask_about(self, version: int) -> None:
        """What was ticked beside another sentence is asked anew."""
        if self.version.data not in (None, str(version)):
            self.consent.data = False
        self.version.data = str(version)
