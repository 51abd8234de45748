"""Posing a challenge: beginning it, the guided form, and the page that says where it stands."""

import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.challenges.actions import drafts
from challenge_hub.challenges.actions.gate import missing_in
from challenge_hub.challenges.forms import SHORT, ChallengeForm, NewChallengeForm
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries import posing
from challenge_hub.challenges.rules.form import LENGTHS, PARTS, REQUIRED, texts_of
from challenge_hub.challenges.rules.gate import may_pose
from challenge_hub.challenges.views.blueprint import bp
from challenge_hub.challenges.views.preview import title_of
from challenge_hub.challenges.words import GROUPS, MISSING_PEOPLE, PEOPLE, PEOPLE_HINTS
from challenge_hub.challenges.words import PARTS as WORDS
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.autosave import is_autosave, not_saved, saved
from challenge_hub.infrastructure.db import LANGUAGES, db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import text as in_page_language
from challenge_hub.infrastructure.typed import SelectChoice

Answer = str | Response | tuple[str, int]


@bp.route("/calls/<key:slug>/new-challenge", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def new_challenge(slug: str) -> Answer:
    viewer, now = current_actor(), clock.now()
    call = posing.call_to_pose_in(viewer, slug)
    organisations = {organisation.id: organisation for organisation in posing.organisations_of(viewer)}
    form = NewChallengeForm()
    if form.validate_on_submit():
        organisation = organisations.get(form.organisation.data)
        if organisation or not organisations:
            word = secrets.token_hex(4)
            challenge = drafts.start_challenge(call, organisation, word=word, by=viewer, now=now)
            db.session.commit()
            return redirect(url_for(".edit", slug=slug, key=challenge.key))
        form.organisation.errors = [gettext("Please choose an organisation.")]
    may = may_pose(is_officer=bool(organisations), call_takes=drafts.takes(call, now))
    form.organisation.choices = [SelectChoice(str(id_), each.name) for id_, each in organisations.items()]
    context = {"call": call, "may_pose": may, "form": form}
    return render_template("challenges/new_challenge.html", **context), 422 if form.errors else 200


@bp.route("/calls/<key:slug>/challenges/<key:key>/draft", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def edit(slug: str, key: str) -> Answer:
    """The guided form, in the language that `?in=` names."""
    challenge = posing.challenge_of(current_actor(), slug, key)
    wanted = asked("in")
    language = wanted if wanted in LANGUAGES else challenge.call.language
    form = ChallengeForm.of(drafts.draft_of(challenge), language)
    if not form.validate_on_submit():
        if form.errors and is_autosave():
            return not_saved(str(next(iter(form.errors.values()))[0]), 422)
        return render_template("challenges/edit.html", **_shown(challenge, form, language)), _code(form)
    try:
        _save(challenge, form, language)
    except Refused as refused:
        if refused.reason != "newer-edit" or is_autosave():
            raise
        return render_template("challenges/edit.html", **_shown(challenge, form, language, is_stale=True)), 409
    revision, time_zone = challenge.revision, challenge.call.time_zone
    db.session.commit()
    if is_autosave():
        return saved(revision, clock.now(), time_zone)
    flash(gettext("The draft is saved."), "success")
    return redirect(_next_page(slug, key, language))


def _save(challenge: Challenge, form: ChallengeForm, language: str) -> None:
    themes = [theme.key for theme in posing.themes_in(challenge.call_id)]
    people = [colleague.id for colleague in posing.colleagues_in(challenge.organisation_id)]
    drafts.save_draft(
        challenge, language, form.texts(), form.shared(themes=themes, people=people),
        revision_seen=form.revision_seen, by=current_actor(), now=clock.now(),
    )  # fmt: skip


def _code(form: ChallengeForm) -> int:
    return 422 if form.errors else 200


def _next_page(slug: str, key: str, language: str) -> str:
    """Where the button leads that saved: on to the submission, to another language, or back to the form."""
    go = request.form.get("go", "")
    if go == "submit":
        return url_for(".submit", slug=slug, key=key)
    wanted: dict[str, Any] = {"in": go if go in LANGUAGES else language}
    return url_for(".edit", slug=slug, key=key, **wanted)


def _shown(challenge: Challenge, form: ChallengeForm, language: str, *, is_stale: bool = False) -> dict[str, Any]:
    """What the page with the form shows; a stale one also the newer text of each part that differs."""
    draft = drafts.draft_of(challenge)
    form.offer(
        themes=[(theme.key, in_page_language(theme.name)) for theme in posing.themes_in(challenge.call_id)],
        people=[(person.id, person.name) for person in posing.colleagues_in(challenge.organisation_id)],
    )
    newer = {part: texts_of(draft, part).get(language, "") for part in PARTS} if is_stale else {}
    return {
        "challenge": challenge,
        "title": title_of(challenge),
        "form": form,
        "language": language,
        "newer": {part: text for part, text in newer.items() if text != (form[part].data or "")},
        "is_stale": is_stale,
        "missing": missing_in(challenge),
        "required": REQUIRED[:2] if challenge.description else REQUIRED,
        **FORM_WORDS,
    }


FORM_WORDS = {
    "parts": WORDS,
    "groups": GROUPS,
    "people": PEOPLE,
    "people_hints": PEOPLE_HINTS,
    "missing_people": MISSING_PEOPLE,
    "short": SHORT,
    "lengths": LENGTHS,
}
"""What the form says, the same for every challenge."""
