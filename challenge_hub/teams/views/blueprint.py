"""The blueprint, and what its views share: a newcomer is signed in, a refusal goes to its field."""

from flask import Blueprint, request
from wtforms import Field

from challenge_hub.access import Actor, Refused, signed_in
from challenge_hub.accounts import passwords, throttling
from challenge_hub.accounts.actions import begin_with_claim
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.sessions import enter
from challenge_hub.calls.models import Terms
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import one_at_a_time
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.teams import agreed, waiting
from challenge_hub.teams.actions import Agreement
from challenge_hub.teams.forms import Conduct, Newcomer
from challenge_hub.teams.models import Team
from challenge_hub.teams.rules import DOUBLE_CLICK

bp = Blueprint("teams", __name__)


def hashed_password(form: Newcomer) -> str | None:
    """Slow by intent, so asked for before the first statement; None where none was typed."""
    if request.method == "POST" and "display_name" in form:
        throttling.slow_down(throttling.REGISTER_FROM, now=clock.now())
    typed = form.password.data if "password" in form and request.method == "POST" else None
    return passwords.hashed(str(typed)) if typed else None


def newcomer(form: Newcomer, password_hash: str | None) -> tuple[Person, Actor]:
    """An account for who fills in this form; the address is only claimed."""
    person = begin_with_claim(
        str(form.display_name.data), str(form.mail.data), page_language(), now=clock.now(), password_hash=password_hash
    )
    return person, signed_in(person.id, person.display_name, is_confirmed=False, is_operator=False)


def welcomed_before(form: Newcomer) -> Team | None:
    """The team into which this very form has led a moment ago: sent twice, it signs in and founds nothing new."""
    if not form.entry.data:
        return None
    one_at_a_time(f"entry:{form.entry.data}")
    seat = waiting.entered_with(form.entry.data, clock.now() - DOUBLE_CLICK)
    if seat is None:
        return None
    enter(seat.person, now=clock.now())
    return seat.team


def say(field: Field, refused: Refused) -> None:
    """The sentence of a refusal, at the field it is about; nothing was changed."""
    field.errors = [*field.errors, sentence_for(refused.reason)]


def conduct_for(form: Conduct, call_id: int) -> Terms | None:
    """The code of conduct that this form asks about. A version read before that is no more in force is asked anew."""
    found = agreed.in_force(call_id, clock.now(), DocumentKind.CONDUCT)
    form.ask_about(found.version if found else None)
    return found


def agreement_to(document: Terms | None) -> Agreement | None:
    """The box was ticked under this version, in the language of the page."""
    return Agreement(document.version, page_language()) if document else None
