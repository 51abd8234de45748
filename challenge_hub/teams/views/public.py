"""For everybody: which teams take requests, and founding one, also without an account."""

from typing import Any

from flask import render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts.sessions import enter
from challenge_hub.calls.models import Call, Terms
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.forms import form_word
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.organisations.models import Organisation
from challenge_hub.teams import actions, agreed, asking, guardians, lists, queries
from challenge_hub.teams.forms import FoundForm
from challenge_hub.teams.guardian_rules import may_take_seat
from challenge_hub.teams.models import Team
from challenge_hub.teams.rules import PERSON, may_act_for
from challenge_hub.teams.views.blueprint import (
    agreement_to,
    at_door,
    bp,
    conduct_for,
    guardian_in,
    hashed_password,
    newcomer,
    slow_down_letters,
    welcomed_before,
)


@bp.get("/calls/<key:slug>/teams")
@open_to(Role.ANYONE)
def index(slug: str) -> str:
    viewer = current_actor()
    call = queries.published_call(viewer, slug)
    page = lists.open_teams(viewer, call.id, number=page_number())
    return render_template("teams/index.html", call=call, page=page, gathering=queries.gathering(call, clock.now()))


@bp.route("/calls/<key:slug>/teams/new", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def found(slug: str) -> str | Response | tuple[str, int]:
    form = FoundForm()
    slow_down_letters(form)
    viewer, password_hash = current_actor(), hashed_password(form)
    call = queries.published_call(viewer, slug)
    terms = agreed.in_force(call.id, clock.now())
    organisations = _organisations(call)
    conduct = conduct_for(form, call.id)
    _prepare(form, call, organisations, terms)
    if form.validate_on_submit() and _has_read(form, terms):
        chosen = next((each for each in organisations if str(each.id) == form.organisation.data), None)
        team, who = welcomed_before(form) or _founded(form, call, chosen, (terms, conduct), password_hash)
        db.session.commit()
        return at_door(team, who, gettext("The team %(name)s is founded.", name=team.name))
    form.entry.data = form.entry.data or form_word()
    return render_template(
        "teams/found.html",
        form=form,
        call=call,
        terms=terms,
        conduct=conduct,
        gathering=queries.gathering(call, clock.now()),
    ), (422 if form.errors else 200)


def _organisations(call: Call) -> list[Organisation]:
    """Those the viewer sits in and this call takes."""
    return [
        each
        for each in queries.organisations_of(current_actor())
        if may_act_for(each.kind, eligible=call.eligible_kinds)
    ]


def _prepare(form: FoundForm, call: Call, organisations: list[Organisation], terms: Terms | None) -> None:
    """Only what this person must be asked."""
    signed_in = current_actor().person_id is not None
    form.only(*(() if signed_in else ("display_name", "mail", "password")))
    form.ask_age(guardians.age_of(current_actor()))
    form.offer(organisations, for_themselves=call.eligible_kinds is None or PERSON in call.eligible_kinds)
    if terms is None:
        del form.accepted
        del form.terms_version
    elif form.terms_version.data is None:
        form.terms_version.data = str(terms.version)


def _has_read(form: FoundForm, terms: Terms | None) -> bool:
    """Whether the terms accepted are those in force; newer ones are shown and asked for anew."""
    if terms is None or form.terms_version.data == str(terms.version):
        return True
    form.terms_version.data, form.accepted.data = str(terms.version), False
    form.accepted.errors = [gettext("The terms have changed in the meantime. Please read the new version.")]
    return False


def _founded(
    form: FoundForm,
    call: Call,
    organisation: Organisation | None,
    documents: tuple[Terms | None, Terms | None],
    password_hash: str | None,
) -> tuple[Team, int | None]:
    """Found the team, for somebody new with an account of their own; somebody under 18 waits for a guardian."""
    queries.gathering(call, clock.now()).require()
    viewer, person = current_actor(), None
    if viewer.person_id is None:
        actions.alone_among_teams(call)  # before the account, whose line in the trail comes last in the queue
        person, viewer = newcomer(form, password_hash)
    facts: dict[str, Any] = {"organisation": organisation, "by": viewer, "now": clock.now()}
    facts |= {"agreement": agreement_to(documents[0]), "conduct": agreement_to(documents[1])}
    facts |= {"entry_key": form.entry.data or None}
    actions.alone_among_teams(call)
    guardian = guardian_in(form, viewer, now=clock.now())
    if may_take_seat(guardians.age_of(viewer)):
        team = actions.found(call, str(form.name.data), **facts)
    else:
        team = asking.found_waiting(call, str(form.name.data), guardian=guardian, **facts)
    if person is not None:
        enter(person, now=clock.now())
    return team, viewer.person_id
