"""What people may type about organisations: lengths and shapes. What may be done is a matter of the rules."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, Field, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional, StopValidation, ValidationError

from challenge_hub.accounts.forms import like_a_mail
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import LANGUAGE_NAMES
from challenge_hub.infrastructure.outgoing import outgoing
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible
from challenge_hub.organisations.rules import Particulars, Seat, may_name

Choices = Sequence[tuple[str, str]]
"""What a list offers: (value, label)."""

SEATS: Choices = [(Seat.OFFICER, _("Officer")), (Seat.OWNER, _("Owner"))]


def listed(choices: Choices) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]


def web_address(text: str | None) -> str | None:
    """People leave out the beginning of an address."""
    text = one_line(text)
    return f"https://{text}" if text and "://" not in text else text


def readable(_form: PageForm, field: Field) -> None:
    """Signs that join others are nothing by themselves."""
    if all(unicodedata.category(character)[0] in "CMZ" for character in field.data or ""):
        raise StopValidation(_("Please enter the name."))


def on_the_web(_form: PageForm, field: Field) -> None:
    try:
        parts = urlsplit(field.data or "")
        is_right = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and (parts.port or 1) > 0
    except ValueError:
        is_right = False
    if not is_right or re.search(r"[\s<>\"'\\@]", field.data or ""):
        raise ValidationError(_("Please enter an address such as https://www.example.org."))


def offered(_form: PageForm, field: Any) -> None:
    if field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(_("Please choose one of these."))


class OneForm(PageForm):
    """One button: nothing to type, but the sign that the page was ours."""

    def refuse(self, field: Field, reason: str) -> bool:
        """Put a rule's no beside the field it is about."""
        field.errors = [*field.errors, sentence_for(reason)]
        return False


def asked_safely(_form: PageForm, field: Field) -> None:
    if not outgoing().may_ask(field.data or ""):
        raise ValidationError(_("Please enter an address that begins with https:// and can be reached from outside."))


def secret_at_first(form: Any, field: Field) -> None:
    if form.is_new and not field.data:
        raise ValidationError(_("Enter the secret that the service shows you."))


class ServiceForm(OneForm):
    """`secret` stays as it is where nothing is typed; `is_vouched` is taken out for all but the operator."""

    is_new = True
    issuer = StringField(
        _("Address of the sign-in service (issuer)"),
        filters=[one_line],
        validators=[DataRequired(_("Enter the address.")), at_most(500), asked_safely],
    )
    client_id = StringField(
        _("Client ID"), filters=[one_line], validators=[DataRequired(_("Enter the client ID.")), at_most(255), visible]
    )
    secret = PasswordField(_("Client secret"), filters=[one_line], validators=[at_most(500), secret_at_first])
    is_vouched = BooleanField(_("The platform answers for this service"))


class MessageForm(OneForm):
    message = TextAreaField(
        _("What do you do there?"),
        filters=[lines],
        validators=[DataRequired(_("Please say what you do there.")), at_most(1000), visible],
    )


class NamedForm(MessageForm):
    """For an association from the register, which knows no names of associations."""

    name = StringField(
        _("Name of the organisation"),
        filters=[one_line],
        validators=[DataRequired(_("Please enter the name.")), at_most(200), visible, readable],
    )


class PlaceForm(NamedForm):
    """A municipality, county or association that the register does not know."""

    kind = SelectField(_("Kind"), validate_choice=False, validators=[offered])
    country = SelectField(_("Country"), validate_choice=False, validators=[offered])
    official_key = StringField(_("Official key"), filters=[one_line], validators=[Optional(), at_most(20), visible])

    def __init__(self, *, kinds: Choices, countries: Choices, **more: Any) -> None:
        super().__init__(**more)
        self.kind.choices, self.country.choices = listed(kinds), listed(countries)

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        decision = may_name(self.particulars())
        return bool(decision) or self.refuse(self.official_key, decision.reason or "")

    def particulars(self) -> Particulars:
        key = self.official_key.data or None
        return Particulars(self.kind.data, str(self.name.data), self.country.data, official_key=key)


class FoundForm(OneForm):
    """An organisation outside public administration."""

    name = StringField(
        _("Name of the organisation"),
        filters=[one_line],
        validators=[DataRequired(_("Please enter the name.")), at_most(200), visible, readable],
    )
    country = SelectField(_("Country"), validate_choice=False, validators=[offered])
    website = StringField(
        _("Website"), filters=[web_address], validators=[Optional(), at_most(500), visible, on_the_web]
    )
    summary = StringField(
        _("What the organisation does, in one sentence"),
        filters=[one_line],
        validators=[Optional(), at_most(300), visible],
    )

    def __init__(self, *, countries: Choices, **more: Any) -> None:
        super().__init__(**more)
        self.country.choices = listed(countries)


class AskFoundForm(FoundForm, MessageForm):
    """One of public administration that has no official key."""


class ProfileForm(OneForm):
    summary_de = StringField(
        _("What the organisation does, in one sentence (German)"),
        filters=[one_line],
        validators=[Optional(), at_most(300), visible],
    )
    summary_en = StringField(
        _("What the organisation does, in one sentence (English)"),
        filters=[one_line],
        validators=[Optional(), at_most(300), visible],
    )
    website = StringField(
        _("Website"), filters=[web_address], validators=[Optional(), at_most(500), visible, on_the_web]
    )
    contact_mail = EmailField(
        _("E-mail address for questions"),
        filters=[one_line],
        validators=[Optional(), like_a_mail],
    )
    contact_phone = StringField(_("Telephone"), filters=[one_line], validators=[Optional(), at_most(60), visible])
    contact_address = TextAreaField(
        _("Postal address"), filters=[lines], validators=[Optional(), at_most(500), visible]
    )
    unit_word = StringField(
        _("Your own word for your units"), filters=[one_line], validators=[Optional(), at_most(60), visible]
    )


class UnitForm(OneForm):
    name = StringField(
        _("Name of the unit"),
        filters=[one_line],
        validators=[DataRequired(_("Please enter the name.")), at_most(200), visible, readable],
    )


class InvitationForm(OneForm):
    mail = EmailField(
        _("E-mail address"),
        filters=[one_line],
        validators=[DataRequired(_("Please enter an address such as name@example.org.")), like_a_mail],
    )
    seat = RadioField(_("As what?"), validate_choice=False, validators=[offered], choices=listed(SEATS))
    language = SelectField(
        _("Language of the mail"),
        validate_choice=False,
        validators=[offered],
        choices=listed(list(LANGUAGE_NAMES.items())),
    )


class AnswerForm(OneForm):
    """Yes or no to a request; a no gives its reason."""

    DECLINE = "decline"

    answer = RadioField(_("Your answer"), validate_choice=False, validators=[offered])
    reason = TextAreaField(
        _("Reason, if you decline"), filters=[lines], validators=[Optional(), at_most(1000), visible]
    )

    def __init__(self, *, answers: Choices, **more: Any) -> None:
        super().__init__(**more)
        self.answer.choices = listed([*answers, (self.DECLINE, _("Decline"))])

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.answer.data == self.DECLINE and not self.reason.data:
            self.reason.errors = [_("Please give a reason: it is sent to who asked.")]
            return False
        return True


class SeatForm(OneForm):
    seat = RadioField(_("As what?"), validate_choice=False, validators=[offered], choices=listed(SEATS))
    unit = SelectField(_("Unit"), validate_choice=False, validators=[offered])

    def __init__(self, *, units: Choices, **more: Any) -> None:
        super().__init__(**more)
        self.unit.choices = listed([("", "–"), *units])
