"""Questions and answers: read by everybody, asked by teams, answered by the municipality."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Decision, Role
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call
from challenge_hub.challenges import queries
from challenge_hub.challenges.actions import questions as actions
from challenge_hub.challenges.forms import AnswerForm, DeclineForm, QuestionForm
from challenge_hub.challenges.queries import questions as known
from challenge_hub.challenges.rules.questions import asking_ends_at, is_late, may_answer, may_ask, may_decline
from challenge_hub.challenges.views.blueprint import bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.infrastructure.text import sources
from challenge_hub.teams import queries as teams

Answer = str | Response | tuple[str, int]
ONE = "/calls/<key:slug>/challenges/<key:key>/questions/<int(max=2147483647):question_id>"


@bp.get("/calls/<key:slug>/questions")
@open_to(Role.ANYONE)
@kept
def questions(slug: str) -> str:
    viewer, challenge_key = current_actor(), asked("challenge")
    call = calls.visible_call(viewer, slug)
    waiting, ends_at = known.open_questions_in(viewer, call.id), _asking_ends(call)
    return render_template(
        "challenges/questions.html",
        call=call,
        page=known.answered_questions(viewer, call.id, challenge_key=challenge_key, number=page_number()),
        challenges=known.challenges_to_choose(viewer, call.id),
        challenge_key=challenge_key,
        waiting=waiting,
        is_late=is_late(is_open=bool(waiting), ends_at=ends_at, now=clock.now()),
        ends_at=ends_at,
    )


@bp.route("/calls/<key:slug>/challenges/<key:key>/questions", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def ask(slug: str, key: str) -> Answer:
    viewer, now = current_actor(), clock.now()
    challenge = queries.visible_challenge(viewer, slug, key)
    call = challenge.call
    is_in_team, form = teams.is_in_team(viewer, call.id), QuestionForm()
    if form.validate_on_submit():
        text, language = (form.text.data or "").strip(), page_language()
        actions.ask(challenge, text, language, is_in_team=is_in_team, by=viewer, now=now)
        db.session.commit()
        flash(gettext("Your question is with the municipality. Nobody else learns who asked."), "success")
        return redirect(url_for(".ask", slug=slug, key=key))
    may = may_ask(
        is_confirmed=viewer.is_confirmed, is_in_team=is_in_team, is_public=True,
        is_cancelled=call.cancelled_at is not None, ends_at=_asking_ends(call), now=now,
    )  # fmt: skip
    context = {"may_ask": may, "mine": known.asked_by(viewer, challenge), "ends_at": _asking_ends(call)}
    return render_template("challenges/ask.html", challenge=challenge, form=form, **context), _code(form)


@bp.route(f"{ONE}/answer", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def answer(slug: str, key: str, question_id: int) -> Answer:
    viewer, now = current_actor(), clock.now()
    question = known.question_of(viewer, slug, key, question_id)
    challenge, written = question.challenge, sources(question.answer)
    form = AnswerForm(answer_de=written.get("de"), answer_en=written.get("en"))
    if form.validate_on_submit():
        actions.answer(question, form.texts(), by=viewer, now=now)
        db.session.commit()
        flash(gettext("The answer is public, and everybody in the call is told."), "success")
        return redirect(url_for(".state", slug=slug, key=key))
    is_declined, closes_at = question.declined_at is not None, challenge.call.closes_at
    may = may_answer(is_officer=True, is_declined=is_declined, closes_at=closes_at, now=now)
    context = {"question": question, "challenge": challenge, "may_answer": may, "form": form}
    return render_template("challenges/answer.html", **context), _code(form)


@bp.route(
    f"{ONE}/refusal",
    methods=["GET", "POST"],
)
@open_to(Role.SIGNED_IN)
def decline(slug: str, key: str, question_id: int) -> Answer:
    viewer = current_actor()
    question = known.question_of(viewer, slug, key, question_id)
    form = DeclineForm()
    if form.validate_on_submit():
        actions.decline(question, (form.reason.data or "").strip(), by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The question is declined. The person who asked is told why."), "success")
        return redirect(url_for(".state", slug=slug, key=key))
    may: Decision = may_decline(
        is_officer=True, is_answered=question.answered_at is not None, is_declined=question.declined_at is not None
    )
    context = {"question": question, "challenge": question.challenge, "may_decline": may, "form": form}
    return render_template("challenges/decline.html", **context), _code(form)


def _asking_ends(call: Call) -> datetime:
    return asking_ends_at(questions_until=call.questions_until, closes_at=call.closes_at)


def _code(form: QuestionForm | AnswerForm | DeclineForm) -> int:
    return 422 if form.errors else 200
