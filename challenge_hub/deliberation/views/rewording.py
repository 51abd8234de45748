"""The words of the rubric: amending them, and what differs between two versions."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.deliberation.actions import wording as actions
from challenge_hub.deliberation.queries.trial import TrialRoom, newest_version, stage_of, versions_of, worded
from challenge_hub.deliberation.rules.trial import may_reword
from challenge_hub.deliberation.rules.wording import Worded, differences
from challenge_hub.deliberation.sentences import PART_WORDS
from challenge_hub.deliberation.trial_forms import WordingForm, wording_form
from challenge_hub.deliberation.views.blueprint import bp
from challenge_hub.deliberation.views.trying import leading_trial, trial_room
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import open_to
from challenge_hub.infrastructure.i18n import LANGUAGE_NAMES
from challenge_hub.judging.queries.rooms import criteria_of

NEWER = 409


@bp.route("/calls/<key:slug>/jury/trial/wording", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def wording(slug: str) -> str | Response | tuple[str, int]:
    """Amend names, descriptions and what points mean; weights stay. What was typed stays when somebody was faster."""
    room = leading_trial(slug)
    may_reword(leads=room.leads, stage=stage_of(room.set_up)).require()
    before, newest = worded(criteria_of(room.jury.judged)), newest_version(room.jury.judged.id)
    number = newest.number if newest else 0
    form = wording_form(room.jury.judged, before, number)
    if form.validate_on_submit() and _amended(room, form, before):
        flash(gettext("The wording is amended. Both versions are kept."), "success")
        return redirect(url_for(".versions", slug=slug))
    is_newer = form.is_submitted() and form.version_seen != number
    form.version.data = str(number)
    page = render_template(
        "deliberation/wording.html", here=room, room=room.jury, form=form, before=before, is_newer=is_newer
    )
    return page, NEWER if is_newer else 422 if form.errors else 200


def _amended(room: TrialRoom, form: WordingForm, before: Sequence[Worded]) -> bool:
    """Whether a new version is kept; else the page says why not, with everything that was typed."""
    words, reason = form.words(before), str(form.reason.data)
    by, now, seen = room.jury.viewer, room.jury.now, form.version_seen
    try:
        actions.reword(room, words, reason=reason, version_seen=seen, by=by, now=now)
    except Refused as refused:
        if refused.reason == "wording-is-the-same":
            form.reason.errors = [str(sentence_for(refused.reason))]
        elif refused.reason != "newer-edit":
            raise
        return False
    db.session.commit()
    return True


@bp.get("/calls/<key:slug>/jury/trial/versions")
@open_to(Role.SIGNED_IN)
def versions(slug: str) -> str:
    """Two versions side by side: the two newest, or those asked for."""
    room = trial_room(slug)
    found = versions_of(room.jury)
    if not found:
        raise NotFound
    numbers = {str(seen.version.number): seen.version for seen in found}
    new = numbers.get(asked("new"), found[-1].version)
    old = numbers.get(asked("old"), numbers.get(str(new.number - 1), new))
    return render_template(
        "deliberation/versions.html",
        here=room,
        room=room.jury,
        versions=found,
        old=old,
        new=new,
        differences=differences(old.content, new.content),
        parts=PART_WORDS,
        tongues=LANGUAGE_NAMES,
    )
