"""Pages for whoever operates the platform. All of them read; what is done is a POST that the trail tells of."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub import __version__
from challenge_hub.access import Actor, Role
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.queries import own_person, person_with_mail
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.outbox_queue import state_of
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.moderation.queries import figures as report_figures
from challenge_hub.operating import actions, queries
from challenge_hub.operating.forms import FindForm, ReasonForm
from challenge_hub.operating.rules import is_confirmation_due

bp = Blueprint("operating", __name__)

YEAR = timedelta(days=365)


@bp.get("/operating")
@open_to(Role.OPERATOR)
def overview() -> str:
    now, settings = clock.now(), current_app.extensions["settings"]
    confirmed_at = queries.operators_confirmed_at()
    return render_template(
        "operating/overview.html",
        figures=queries.figures(now),
        reports=report_figures(now - YEAR),
        disk=queries.disk_of(settings),
        unsealed=queries.unsealed(),
        operators=queries.all_operators(),
        confirmed_at=confirmed_at,
        is_due=is_confirmation_due(confirmed_at, now),
        settings=settings,
        version=__version__,
    )


@bp.post("/operating/operators/confirmed")
@open_to(Role.OPERATOR)
def confirm_operators() -> Response:
    viewer = current_actor()
    actions.confirm_operators(own_person(viewer), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Thank you. You are asked again in a year."), "success")
    return redirect(url_for(".overview"))


@bp.route("/operating/accounts", methods=["GET", "POST"])
@open_to(Role.OPERATOR)
def accounts() -> str | Response | tuple[str, int]:
    """The list names nobody. An address is sent and never stands in an address bar."""
    form = FindForm()
    if form.validate_on_submit():
        found = person_with_mail(str(form.mail.data))
        if found is not None:
            return redirect(url_for(".account", number=found.id))
        form.mail.errors = [gettext("There is no account with this confirmed address.")]
    page = queries.all_accounts(page_number(), clock.now(), only=asked("only"))
    return render_template("operating/accounts.html", page=page, form=form, only=asked("only")), (
        422 if form.errors else 200
    )


@bp.get("/operating/accounts/<int(max=2147483647):number>")
@open_to(Role.OPERATOR)
def account(number: int) -> str:
    return _account(queries.any_account(number))


@bp.post("/operating/accounts/<int(max=2147483647):number>/look")
@open_to(Role.OPERATOR)
@proved_lately
def look(number: int) -> str | Response | tuple[str, int]:
    return _with_reason(number, "look", actions.look, gettext("You see the private data for 15 minutes."))


@bp.post("/operating/accounts/<int(max=2147483647):number>/disabled")
@open_to(Role.OPERATOR)
@proved_lately
def disable(number: int) -> str | Response | tuple[str, int]:
    return _with_reason(number, "disable", actions.disable, gettext("The account is disabled, and its owner is told."))


@bp.post("/operating/accounts/<int(max=2147483647):number>/enabled")
@open_to(Role.OPERATOR)
@proved_lately
def enable(number: int) -> Response:
    return _done(number, actions.enable, gettext("The account is open again."))


@bp.post("/operating/accounts/<int(max=2147483647):number>/signed-out")
@open_to(Role.OPERATOR)
@proved_lately
def sign_out(number: int) -> Response:
    return _done(number, actions.sign_out_everywhere, gettext("Every session has ended."))


@bp.post("/operating/accounts/<int(max=2147483647):number>/reset")
@open_to(Role.OPERATOR)
@proved_lately
def mail_reset(number: int) -> Response:
    return _done(number, actions.mail_reset, gettext("The owner gets a link to choose a new password."))


@bp.get("/operating/queue")
@open_to(Role.OPERATOR)
def queue() -> str:
    page = queries.all_unsent(page_number())
    states = {row.id: state_of(row).value for row in page.items}
    return render_template("operating/queue.html", page=page, states=states, jobs=queries.all_waiting_jobs())


@bp.post("/operating/queue/<int(max=2147483647):number>/retry")
@open_to(Role.OPERATOR)
def retry_mail(number: int) -> Response:
    actions.retry_mail(queries.any_mail(number), by=current_actor(), now=clock.now())
    db.session.commit()
    flash(gettext("The mail is tried again at once."), "success")
    return redirect(url_for(".queue"))


@bp.get("/operating/trail")
@open_to(Role.OPERATOR)
def trail() -> str:
    verb, actor = asked("verb"), asked("actor")
    return render_template(
        "operating/trail.html",
        page=queries.whole_trail(page_number(), verb=verb, actor=actor),
        verb=verb,
        actor=actor,
        verbs=current_app.extensions["verbs"],
        unsealed=queries.unsealed(),
    )


def _account(person: Person, wrong: tuple[str, ReasonForm] | None = None) -> str:
    """`wrong`: the act whose reason is missing, with what was typed."""
    now, viewer = clock.now(), current_actor()
    devices, has_factor, is_erased = queries.any_state(person, now)
    name, typed = wrong or ("", ReasonForm(formdata=None))
    return render_template(
        "operating/_account.html",
        person=person,
        devices=devices,
        has_factor=has_factor,
        is_erased=is_erased,
        opened=queries.opened_for(viewer, person, now),
        wrong=name,
        form=typed,
    )


def _with_reason(number: int, name: str, act: Callable[..., object], sentence: str) -> str | Response | tuple[str, int]:
    person, form = queries.any_account(number), ReasonForm()
    if not form.validate_on_submit():
        return _account(person, (name, form)), 422
    viewer: Actor = current_actor()
    act(person, reason=str(form.reason.data), by=viewer, now=clock.now())
    return _back(number, sentence)


def _done(number: int, act: Callable[..., object], sentence: str) -> Response:
    act(queries.any_account(number), by=current_actor(), now=clock.now())
    return _back(number, sentence)


def _back(number: int, sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for(".account", number=number))
