"""The blueprint, and what its views share: a newcomer is signed in, a refusal goes to its field."""

from datetime import datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import Field

from challenge_hub.access import Actor, Refused, signed_in
from challenge_hub.accounts import actions as accounts
from challenge_hub.accounts import passwords, throttling
from challenge_hub.accounts.actions import begin_with_claim
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.queries import own_person
from challenge_hub.accounts.rules import mail_key
from challenge_hub.accounts.sessions import enter
from challenge_hub.calls.models import Terms
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import one_at_a_time
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.throttle import Count
from challenge_hub.teams import agreed, guardians, queries, waiting
from challenge_hub.teams.actions import Agreement
from challenge_hub.teams.asking import Guardian
from challenge_hub.teams.forms import Conduct, Newcomer
from challenge_hub.teams.guardian_forms import ADULT, Age
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


def guardian_in(form: Age, viewer: Actor, *, now: datetime) -> Guardian | None:
    """Keep what somebody said of their age; whom they name as a guardian, if they are asked to."""
    if form.says_of_age is not None:
        accounts.say_age(own_person(viewer), form.says_of_age, by=viewer, now=now)
    if not form.names_guardian:
        return None
    return Guardian(str(form.guardian_name.data), str(form.guardian_mail.data), page_language())


def slow_down_letters(form: Age) -> None:
    """Letters to guardians are counted by network and by address, before the first statement; counting commits."""
    if request.method == "POST" and form.guardian_mail.data and form.age.data != ADULT:
        to = Count(throttling.GUARDIAN_LETTER, mail_key(str(form.guardian_mail.data)))
        throttling.slow_down(throttling.GUARDIAN_FROM, now=clock.now(), also=[to])


def at_door(team: Team, person_id: int | None, sentence: str) -> Response:
    """Into the team; or, while a guardian is asked, to the page that says so."""
    waits = guardians.waits_at_door(person_id, team.id)
    flash(gettext("One step is missing: the consent of your guardian.") if waits else sentence, "success")
    endpoint = ".await_guardian" if waits else ".show"
    return redirect(url_for(endpoint, slug=queries.call_of(team).slug, key=team.key))


def welcomed_before(form: Newcomer) -> tuple[Team, int] | None:
    """The team into which this very form has led a moment ago, and whom: sent twice, it signs in and founds nothing."""
    if not form.entry.data:
        return None
    one_at_a_time(f"entry:{form.entry.data}")
    since = clock.now() - DOUBLE_CLICK
    seat = waiting.entered_with(form.entry.data, since) or waiting.asked_with(form.entry.data, since)
    if seat is None:
        return None
    enter(seat.person, now=clock.now())
    return seat.team, seat.person_id


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
