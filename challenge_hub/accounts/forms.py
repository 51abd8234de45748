"""What people type to come in, and about themselves."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, StopValidation

from challenge_hub.accounts.passwords import is_guessed_soon
from challenge_hub.accounts.rules import LONGEST, is_mail, may_choose_password
from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import LANGUAGE_NAMES
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible


def like_a_mail(_form: Any, field: Any) -> None:
    """An address somebody could have an account with; it is kept by its `mail_key`."""
    if not is_mail(field.data):
        raise StopValidation(_("Please enter an address such as name@example.org."))


def good_password(form: Any, field: Any) -> None:
    """By the rule; name and address it must differ from stand in the form beside it, or belong to the account."""
    beside = [form[name].data or "" for name in ("mail", "display_name", "name") if name in form]
    typed = field.data[: LONGEST + 1]
    soon = is_guessed_soon(typed, *beside, *getattr(form, "about", ()))
    decision = may_choose_password(typed, is_guessed_soon=soon)
    if decision.reason:
        raise StopValidation(sentence_for(decision.reason))


def _mail_field(label: Any) -> EmailField:
    return EmailField(
        label, filters=[one_line], validators=[DataRequired(_("Please enter your e-mail address.")), like_a_mail]
    )


def _name_field() -> StringField:
    checks = [DataRequired(_("Please enter a name.")), at_most(120), visible]
    return StringField(_("Display name"), filters=[one_line], validators=checks)


def _new_password_field(label: Any) -> PasswordField:
    return PasswordField(label, validators=[DataRequired(_("Please choose a password.")), good_password])


def _code_field(label: Any) -> StringField:
    return StringField(label, filters=[one_line], validators=[DataRequired(_("Enter the code.")), Length(max=40)])


class SignInForm(PageForm):
    mail = EmailField(_("E-mail address"), validators=[DataRequired(_("Enter your e-mail address.")), Length(max=254)])
    password = PasswordField(_("Password"), validators=[DataRequired(_("Enter your password.")), Length(max=1000)])
    next = HiddenField()


class CodeForm(PageForm):
    """A code of the app or a recovery code."""

    code = _code_field(_("Code"))
    next = HiddenField()


class AppForm(PageForm):
    """`sealed` holds the secret until the first code shows that the app has it."""

    code = _code_field(_("Code that the app shows"))
    sealed = HiddenField()


class KeepForm(PageForm):
    """`sealed` holds the recovery codes until somebody says that they have them."""

    sealed = HiddenField(validators=[DataRequired(), Length(max=2000)])


class ProveForm(PageForm):
    """One of the two is asked for: the password, or a code where there is none."""

    password = PasswordField(_("Password"), validators=[DataRequired(_("Enter your password.")), Length(max=1000)])
    code = _code_field(_("Code"))
    next = HiddenField()


class PasskeyForm(PageForm):
    """What the browser made of a passkey; `next` as everywhere."""

    answer = HiddenField(validators=[DataRequired(), Length(max=20_000)])
    next = HiddenField()


class NewPasskeyForm(PageForm):
    name = StringField(
        _("Name"), filters=[one_line], validators=[DataRequired(_("Please enter a name.")), at_most(60), visible]
    )
    answer = HiddenField(validators=[DataRequired(_("This browser gave no passkey.")), Length(max=20_000)])


class RegisterForm(PageForm):
    display_name = _name_field()
    mail = _mail_field(_("E-mail address"))
    password = _new_password_field(_("Password"))
    next = HiddenField()


class ReturnForm(PageForm):
    """What a sign-in service sends along. Its `error` is not shown: anybody can write an address."""

    code = HiddenField(validators=[Length(max=8000)])
    state = HiddenField(validators=[Length(max=500)])
    iss = HiddenField(validators=[Length(max=2000)])
    error = HiddenField(validators=[Length(max=2000)])


class FirstTimeForm(PageForm):
    """Somebody new who comes by a sign-in service; a password is not asked for."""

    display_name = _name_field()
    mail = _mail_field(_("E-mail address"))
    next = HiddenField()


class ConfirmForm(PageForm):
    """The password is asked for only where there is none that the owner of the address knows."""

    about: tuple[str, ...] = ()
    password = _new_password_field(_("New password"))


class ResetForm(PageForm):
    mail = _mail_field(_("E-mail address"))


class NewPasswordForm(PageForm):
    about: tuple[str, ...] = ()
    password = _new_password_field(_("New password"))


class ProfileForm(PageForm):
    display_name = _name_field()
    language = RadioField(
        _("Language of your mails"),
        choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        validators=[DataRequired(_("Please choose a language."))],
    )
    skills = TextAreaField(_("What I can do"), filters=[lines], validators=[at_most(1000), visible])


class PasswordForm(PageForm):
    """`current` is taken out for an account that has none."""

    about: tuple[str, ...] = ()
    current = PasswordField(_("Current password"), validators=[DataRequired(_("Enter your current password."))])
    password = _new_password_field(_("New password"))


class MailForm(PageForm):
    """`current` is taken out for an account that has none."""

    mail = _mail_field(_("New e-mail address"))
    current = PasswordField(_("Current password"), validators=[DataRequired(_("Enter your current password."))])
