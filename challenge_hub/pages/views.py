"""Home, the legal pages, and "report a barrier"."""

from datetime import UTC, datetime

from babel import Locale
from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts.throttling import REPORT_FROM, slow_down
from challenge_hub.calls import queries as calls
from challenge_hub.challenges import queries as challenges
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.personal import activities
from challenge_hub.infrastructure.tasks import all_tasks_of
from challenge_hub.pages import actions
from challenge_hub.pages.forms import BarrierForm
from challenge_hub.solutions import queries as solutions

bp = Blueprint("pages", __name__)

CALLS_SHOWN = 6
STATEMENT_REVISED = datetime(2026, 11, 21, tzinfo=UTC)


@bp.get("/")
@open_to(Role.ANYONE)
@kept
def home() -> str:
    viewer = current_actor()
    return render_template(
        "pages/home.html",
        calls=calls.newest_calls(viewer, limit=CALLS_SHOWN),
        call_count=calls.count_calls(viewer),
        challenge_count=challenges.count_challenges(viewer),
        solution_count=solutions.count_solutions(viewer, clock.now()),
    )


@bp.get("/me")
@open_to(Role.SIGNED_IN)
def me() -> str:
    return render_template("pages/me.html", rooms=all_tasks_of(current_actor(), clock.now()))


@bp.get("/imprint")
@open_to(Role.ANYONE)
@kept
def imprint() -> str:
    spoken = current_app.extensions["settings"].operator.contact_languages
    names = Locale(page_language()).languages
    return render_template("pages/imprint.html", answers_in=[names[code] for code in spoken])


@bp.get("/privacy")
@open_to(Role.ANYONE)
@kept
def privacy() -> str:
    return render_template("pages/privacy.html", activities=activities())


@bp.get("/accessibility")
@open_to(Role.ANYONE)
@kept
def accessibility() -> str:
    return render_template("pages/accessibility.html", revised=STATEMENT_REVISED)


@bp.route("/accessibility/report", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def barrier() -> str | Response | tuple[str, int]:
    form = BarrierForm(page=asked("page"))
    if form.validate_on_submit():
        slow_down(REPORT_FROM, now=clock.now())
        report = actions.report_barrier(
            str(form.message.data),
            page=form.page.data or None,
            mail=form.mail.data or None,
            language=page_language(),
            by=current_actor(),
            now=clock.now(),
        )
        db.session.commit()
        flash(gettext("Thank you. Your report has number %(number)s.", number=report.id), "success")
        return redirect(url_for(".barrier_received"))
    return render_template("pages/barrier.html", form=form), 422 if form.errors else 200


@bp.get("/accessibility/report/received")
@open_to(Role.ANYONE)
def barrier_received() -> str:
    return render_template("pages/barrier_received.html")
