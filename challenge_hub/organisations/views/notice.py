"""The privacy notice of an organisation: read by everybody in each version, written by its owners."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.text import sources
from challenge_hub.infrastructure.typed import whole
from challenge_hub.organisations import notices, queries
from challenge_hub.organisations.actions.notice import publish_notice
from challenge_hub.organisations.models import Organisation
from challenge_hub.organisations.notice_forms import NoticeForm
from challenge_hub.organisations.views.blueprint import bp


@bp.get("/organisations/<key:slug>/privacy")
@open_to(Role.ANYONE)
@kept
def privacy_notice(slug: str) -> str:
    organisation = queries.visible_organisation(current_actor(), slug)
    version = asked("version")
    notice = notices.notice_of(organisation.id, whole(version) or 0 if version else None)
    return render_template("organisations/privacy_notice.html", organisation=organisation, version=notice)


@bp.route("/organisations/<key:slug>/privacy/edit", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def edit_privacy_notice(slug: str) -> str | Response | tuple[str, int]:
    own = queries.owner_seat(current_actor(), slug)
    organisation, newest = own.organisation, notices.newest_notice(own.organisation_id)
    said = sources(newest.text) if newest else {}
    facts = {"officer": newest.officer if newest else "", "text_de": said.get("de"), "text_en": said.get("en")}
    form = NoticeForm(data=facts)
    if form.validate_on_submit() and _published(organisation, form):
        db.session.commit()
        flash(gettext("The notice is published. Earlier versions stay readable."), "success")
        return redirect(url_for(".privacy_notice", slug=slug))
    page = render_template(
        "organisations/edit_privacy_notice.html", organisation=organisation, own=own, newest=newest, form=form
    )
    return page, 422 if form.errors else 200


def _published(organisation: Organisation, form: NoticeForm) -> bool:
    officer = form.officer.data or ""
    try:
        publish_notice(organisation, form.texts(), officer, by=current_actor(), now=clock.now())
    except Refused as refused:
        return form.refuse(form.text_de, refused.reason)
    return True
