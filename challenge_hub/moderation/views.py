"""Reporting a text without an account, deciding about it, and complaining."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Decision, Role
from challenge_hub.accounts.rules import mail_key
from challenge_hub.accounts.throttling import REPORT_FROM, REPORT_RECEIPT, slow_down
from challenge_hub.challenges.words import PARTS as CHALLENGE_PARTS
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.files import answer_with
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.infrastructure.storage import storage
from challenge_hub.infrastructure.throttle import Count
from challenge_hub.moderation import actions, queries
from challenge_hub.moderation.forms import ComplaintForm, DecisionForm, ReasonForm, ReportForm
from challenge_hub.moderation.labels import GROUNDS, HANDLINGS, KINDS, MATTERS, OCCASIONS, PARTS, SIDES
from challenge_hub.moderation.receipts import receipt_word, report_of
from challenge_hub.moderation.rules import Handling, Matter, Side, TextKind, complain_until, may_decide, may_undo
from challenge_hub.moderation.texts import public_text

bp = Blueprint("moderation", __name__)

Answer = str | Response | tuple[str, int]
A_TEXT = f"/texts/<any({', '.join(TextKind)}):kind>/<int(max=2147483647):number>"
A_REPORT = "/texts/reports/<int(max=2147483647):number>"


@bp.context_processor
def _words() -> dict[str, object]:
    labels = PARTS | {name: part.label for name, part in CHALLENGE_PARTS.items() if name not in PARTS}
    return {
        "kinds": KINDS, "matters": MATTERS, "grounds": GROUNDS, "handlings": HANDLINGS, "occasions": OCCASIONS,
        "sides": SIDES, "parts": labels, "complain_until": complain_until,
    }  # fmt: skip


@bp.route(f"{A_TEXT}/report", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def report(kind: str, number: int) -> Answer:
    text, form = public_text(TextKind(kind), number, clock.now()), ReportForm()
    if form.validate_on_submit():
        mail = mail_key(form.mail.data) if form.mail.data else None
        slow_down(REPORT_FROM, now=clock.now(), also=[Count(REPORT_RECEIPT, mail)] if mail else [])
        made = actions.report_text(
            text,
            Matter(form.matter.data),
            str(form.explanation.data),
            name=form.name.data or None,
            mail=mail,
            language=page_language(),
            by=current_actor(),
            now=clock.now(),
        )
        db.session.commit()
        return redirect(url_for(".receipt", word=receipt_word(made.id)))
    return render_template("moderation/report.html", text_kind=text.kind, first=text.first, form=form), _code(form)


@bp.route("/texts/receipts/<word>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def receipt(word: str) -> Answer:
    """How a report stands, for whoever holds its address."""
    found, form, now = queries.any_report(report_of(word) or abort(404)), ComplaintForm(), clock.now()
    if form.validate_on_submit():
        slow_down(REPORT_FROM, now=now)
        actions.complain(found, Side.REPORTER, str(form.text.data), by=current_actor(), now=now)
        db.session.commit()
        flash(gettext("Your complaint is filed. Somebody else decides about it."), "success")
        return redirect(url_for(".receipt", word=word))
    return render_template(
        "moderation/receipt.html",
        report=found,
        word=word,
        decisions=queries.decisions_about(found.id),
        complaint=queries.complaint_of(found.id, Side.REPORTER),
        may_complain=actions.may_complain_now(found, Side.REPORTER, now),
        form=form,
    ), _code(form)


@bp.get("/texts/reports")
@open_to(Role.SIGNED_IN)
def index() -> str:
    only_open = asked("only") != "decided"
    page = queries.reports_for(current_actor(), only_open=only_open, number=page_number())
    return render_template("moderation/index.html", page=page, only_open=only_open)


@bp.route(A_REPORT, methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def decide(number: int) -> Answer:
    viewer, form = current_actor(), DecisionForm()
    case = queries.case_for(viewer, number)
    if form.validate_on_submit():
        actions.decide(
            case.report,
            Handling(form.handling.data),
            facts=str(form.facts.data),
            ground=form.chosen_ground(),
            rule=form.rule.data or "",
            by=viewer,
            now=clock.now(),
        )
        db.session.commit()
        flash(gettext("The decision is kept, and both sides are told."), "success")
        return redirect(url_for(".decide", number=number))
    waits, is_decider = case.report.waits_since is not None, viewer.person_id in case.people.deciders
    may = may_decide(is_decider=is_decider, waits=waits, handling=Handling.SHOWN, ground=None)
    return render_template(
        "moderation/decide.html", case=case, form=form, may_decide=may, may_undo=_may_undo(case)
    ), _code(form)


@bp.route(f"{A_REPORT}/undone", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def undo(number: int) -> Answer:
    viewer, form = current_actor(), ReasonForm()
    case = queries.case_for(viewer, number)
    if form.validate_on_submit():
        actions.undo(case.report, reason=str(form.reason.data), by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The text is shown again, and both sides are told."), "success")
        return redirect(url_for(".decide", number=number))
    _may_undo(case).require()
    return render_template("moderation/undo.html", case=case, form=form), _code(form)


@bp.get(f"{A_REPORT}/files/<key:sha256>")
@open_to(Role.SIGNED_IN)
def file(number: int, sha256: str) -> Response:
    """A file of the reported text, for those who decide."""
    copy = queries.case_for(current_actor(), number).report.copy
    found = next((part for part in copy if part.get("sha256") == sha256), None) or abort(404)
    return answer_with(storage().path_of(sha256), name=found["name"], media_type=found["media_type"], max_age=0)


@bp.get(f"{A_TEXT}/reasons")
@open_to(Role.SIGNED_IN)
def why(kind: str, number: int) -> Response:
    """From a text to the reasons for which it was hidden, for whose text it is."""
    found = queries.decided_about(current_actor(), TextKind(kind), number)
    return redirect(url_for(".statement", number=found.id))


@bp.route(f"{A_REPORT}/reasons", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def statement(number: int) -> Answer:
    """The reasons, and a complaint, for whose text it is."""
    viewer, now, form = current_actor(), clock.now(), ComplaintForm()
    found = queries.own_text_decided(viewer, number)
    if form.validate_on_submit():
        actions.complain(found, Side.AUTHOR, str(form.text.data), by=viewer, now=now)
        db.session.commit()
        flash(gettext("Your complaint is filed. Somebody else decides about it."), "success")
        return redirect(url_for(".statement", number=number))
    return render_template(
        "moderation/statement.html",
        report=found,
        decisions=queries.decisions_about(found.id),
        complaint=queries.complaint_of(found.id, Side.AUTHOR),
        may_complain=actions.may_complain_now(found, Side.AUTHOR, now),
        form=form,
    ), _code(form)


def _may_undo(case: queries.Case) -> Decision:
    newest = case.newest
    return may_undo(
        decided_it=newest is not None and newest.decided_by == current_actor().person_id,
        handling=Handling(case.report.handling) if case.report.handling else None,
        waits=case.report.waits_since is not None,
    )


def _code(form: PageForm) -> int:
    return 422 if form.errors else 200
