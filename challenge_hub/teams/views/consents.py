"""What members may consent to by themselves: being named in public."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.teams import agreeing, consents, guardians, queries
from challenge_hub.teams.consent_rules import TEXT_VERSIONS, ConsentPurpose, may_consent
from challenge_hub.teams.consent_words import TEXTS
from challenge_hub.teams.guardian_forms import NamingForm
from challenge_hub.teams.views.blueprint import bp

NAMED = ConsentPurpose.NAMED_IN_PUBLIC


@bp.app_context_processor
def _texts() -> dict[str, object]:
    return {"consent_texts": TEXTS}


@bp.route("/calls/<key:slug>/teams/<key:key>/naming", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def naming(slug: str, key: str) -> str | Response | tuple[str, int]:
    """Given here, and withdrawn here in one click."""
    viewer, now, version = current_actor(), clock.now(), TEXT_VERSIONS[NAMED]
    room, form = queries.room_of(viewer, slug, key), NamingForm()
    form.ask_about(version)
    given = consents.standing_consent(viewer, room.team.id, NAMED)
    if request.form.get("decision") == "withdraw":
        if given is not None:
            agreeing.withdraw_consent(consents.consent_or_404(viewer, given.id), by=viewer, now=now)
        db.session.commit()
        flash(gettext("Your consent is withdrawn."), "success")
        return redirect(url_for(".naming", slug=slug, key=key))
    if form.validate_on_submit():
        agreeing.consent(room.team, NAMED, version_read=version, language=page_language(), by=viewer, now=now)
        db.session.commit()
        flash(gettext("Your consent is noted. You can withdraw it here at any time."), "success")
        return redirect(url_for(".naming", slug=slug, key=key))
    may = may_consent(is_member=True, of_age=guardians.age_of(viewer), version_read=version, version=version)
    page = render_template("teams/naming.html", room=room, form=form, given=given, may=may, purpose=NAMED)
    return page, 422 if form.errors else 200


@bp.post("/account/consents/<int:number>/withdrawal")
@open_to(Role.SIGNED_IN)
def withdraw_consent(number: int) -> Response:
    """From the list of everything one consented to."""
    viewer = current_actor()
    agreeing.withdraw_consent(consents.consent_or_404(viewer, number), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Your consent is withdrawn."), "success")
    return redirect(url_for("privacy.mine") + "#consents")
