"""The minutes in the jury's room: writing an edition, reading it, publishing it."""

import json

from flask import Response as Download
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.documents import pdf_answer
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.minutes import actions
from challenge_hub.minutes.forms import EditionForm, PublishForm, UnpublishForm
from challenge_hub.minutes.outline.whole import document_of
from challenge_hub.minutes.queries import editions as queries
from challenge_hub.minutes.rules.editions import canonical, may_publish_minutes
from challenge_hub.minutes.views.blueprint import bp, json_answer


@bp.route("/calls/<key:slug>/jury/minutes", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def editions(slug: str) -> str | Response | tuple[str, int]:
    """Every edition; chair and organisers write the next one."""
    room = queries.minutes_room(current_actor(), slug, clock.now())
    form, found = EditionForm(), queries.editions_of(room)
    if found:
        form.ask_for_reason()
    if form.validate_on_submit():
        reason, remarks = form.reason.data or "", form.remarks.data or ""
        made = actions.write(room, remarks=remarks, reason=reason, by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        flash(gettext("The edition is written and frozen."), "success")
        return redirect(url_for(".edition", slug=slug, number=made.number))
    facts = {"editions": found, "is_recorded": queries.is_recorded(room.jury.call.id)}
    page = render_template("minutes/editions.html", here=room, room=room.jury, form=form, **facts)
    return page, 422 if form.errors else 200


@bp.get("/calls/<key:slug>/jury/minutes/<int:number>")
@open_to(Role.SIGNED_IN)
def edition(slug: str, number: int) -> str:
    """The full version, as far as this reader may know it."""
    room = queries.minutes_room(current_actor(), slug, clock.now())
    found = queries.full_edition(room, number)
    return render_template(
        "minutes/edition.html",
        here=room,
        room=room.jury,
        edition=found.edition,
        is_whole=found.is_whole,
        document=document_of(found.content, found.edition.sha256),
    )


@bp.get("/calls/<key:slug>/jury/minutes/<int:number>/minutes.json")
@open_to(Role.SIGNED_IN)
def edition_json(slug: str, number: int) -> Download:
    room = queries.minutes_room(current_actor(), slug, clock.now())
    found = queries.full_edition(room, number)
    written = found.edition.content if found.is_whole else canonical(found.content)
    return json_answer(written, f"minutes-{slug}-{number}.json")


@bp.get("/calls/<key:slug>/jury/minutes/<int:number>/minutes.pdf")
@open_to(Role.SIGNED_IN)
def edition_pdf(slug: str, number: int) -> Download:
    room = queries.minutes_room(current_actor(), slug, clock.now())
    found = queries.full_edition(room, number)
    document = document_of(found.content, found.edition.sha256)
    return pdf_answer(document, f"minutes-{slug}-{number}-{page_language()}.pdf")


@bp.route("/calls/<key:slug>/jury/minutes/<int:number>/publication", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def publish(slug: str, number: int) -> str | Response | tuple[str, int]:
    """The public version as everybody would read it, and one button."""
    room = queries.leading(current_actor(), slug, clock.now())
    found, form = queries.with_public_content(room, number), PublishForm()
    if form.validate_on_submit():
        actions.publish(room, found, by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        flash(gettext("The minutes are public."), "success")
        return redirect(url_for(".edition", slug=slug, number=number))
    answer = may_publish_minutes(
        leads=room.leads,
        has_results=queries.has_results_at(found.call_id, found.made_at),
        is_newest=queries.is_newest(found),
        was_published=found.published_at is not None,
        has_written=found.made_by == room.jury.viewer.person_id,
    )
    document = document_of(json.loads(found.public_content), found.public_sha256)
    page = render_template(
        "minutes/publish.html", room=room.jury, edition=found, document=document, answer=answer, form=form
    )
    return page, 422 if form.errors else 200


@bp.route("/calls/<key:slug>/jury/minutes/<int:number>/withdrawal", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def unpublish(slug: str, number: int) -> str | Response | tuple[str, int]:
    room = queries.leading(current_actor(), slug, clock.now())
    found, form = queries.edition_of(room, number), UnpublishForm()
    if form.validate_on_submit():
        actions.unpublish(room, found, reason=form.reason.data or "", by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        flash(gettext("The minutes are no longer public."), "success")
        return redirect(url_for(".edition", slug=slug, number=number))
    page = render_template("minutes/unpublish.html", room=room.jury, edition=found, form=form)
    return page, 422 if form.errors else 200
