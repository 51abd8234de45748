"""Preparing an anonymised round: a copy of each solution without names, and its release to the jury."""

import secrets
from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.files import answer_with
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.storage import storage
from challenge_hub.judging.actions import anonymity as actions
from challenge_hub.judging.anonymity import RedactedCopy, RedactedFile
from challenge_hub.judging.copy_forms import CopyForm, ReleaseCopyForm, UploadForm
from challenge_hub.judging.queries import copies as queries
from challenge_hub.judging.queries.copies import ToRedact
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.redaction import pieces, telling_in
from challenge_hub.judging.views.blueprint import asked_round, bp

SEED_BITS = 31


@bp.get("/calls/<key:slug>/jury/copies")
@open_to(Role.SIGNED_IN)
def copies(slug: str) -> str:
    """What waits for its copy, and what the jury reads already; afterwards, since when the names are known."""
    room = queries.preparing_room(current_actor(), slug, clock.now(), asked_round())
    revealed_at = queries.revealed_at(room)
    return render_template("judging/copies.html", room=room, lines=queries.copies_for(room), revealed_at=revealed_at)


@bp.route("/calls/<key:slug>/jury/copies/<key:key>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def redact(slug: str, key: str) -> str | Response | tuple[str, int]:
    """The original with what tells marked in it, and the copy below."""
    room, found = _found(slug, key)
    copy = queries.copy_of(found)
    form = CopyForm(data=_typed(found, copy))
    if form.validate_on_submit():
        typed = actions.Redacted(
            form.title.data or "", form.pitch.data or "", form.description.data or "", form.version.data or 0
        )
        actions.save_copy(room, found, typed, by=room.viewer, now=room.now)
        db.session.commit()
        flash(gettext("The copy is saved. Look at it once more, then release it to the jury."), "success")
        return redirect(url_for(".redact", slug=slug, key=key, _anchor="release"))
    marked = [
        pieces(words, found.words) for words in (found.content.title, found.content.pitch, found.content.description)
    ]
    files = queries.files_of_copy(found)
    forms = {"form": form, "release_form": ReleaseCopyForm(formdata=None), "upload": UploadForm(formdata=None)}
    parts = {"marked": marked, "copy": copy, "files": files, "telling": _telling(found, copy, files)}
    page = render_template("judging/redact.html", room=room, found=found, **parts, **forms)
    return page, 422 if form.errors else 200


def _telling(found: ToRedact, copy: RedactedCopy | None, files: Sequence[RedactedFile]) -> list[str]:
    """What in the saved copy may tell."""
    said = [*_typed(found, copy).values(), *(words for file in files for words in file.alt.values())]
    return telling_in([str(words) for words in said], found.words) if copy else []


def _typed(found: ToRedact, copy: RedactedCopy | None) -> dict[str, str | int]:
    """What stands in the form: the copy as it is, at first the original."""
    content = found.content
    if copy is None:
        words = {"title": content.title, "pitch": content.pitch, "description": content.description}
    else:
        sources = {language: each["source"] for language, each in copy.description.items()}
        words = {name: next(iter(each.values()), "") for name, each in (
            ("title", copy.title), ("pitch", copy.pitch), ("description", sources)
        )}  # fmt: skip
    return {**words, "version": found.version}


@bp.post("/calls/<key:slug>/jury/copies/<key:key>/release")
@open_to(Role.SIGNED_IN)
def release_copy(slug: str, key: str) -> Response:
    room, found = _found(slug, key)
    copy, form = queries.copy_of(found), ReleaseCopyForm()
    if copy is None or not form.validate_on_submit():
        raise NotFound
    seed = secrets.randbits(SEED_BITS)
    is_checked = bool(form.is_checked.data)
    actions.release_copy(room, found, copy, is_checked=is_checked, seed=seed, by=room.viewer, now=room.now)
    db.session.commit()
    flash(gettext("Released: the jury gets this copy, under its number."), "success")
    return redirect(url_for(".copies", slug=slug))


@bp.post("/calls/<key:slug>/jury/copies/<key:key>/files")
@open_to(Role.SIGNED_IN)
def add_redacted_file(slug: str, key: str) -> Response | tuple[str, int]:
    with only_reading():
        _found(slug, key)
        db.session.rollback()
    upload = UploadForm()
    if upload.validate_on_submit() and upload.clean:
        sha256 = storage().write(upload.clean.content)
        room, found = _found(slug, key)
        alt = upload.alt.data or ""
        actions.add_file(room, found, upload.clean, sha256, alt=alt, by=room.viewer, now=room.now)
        db.session.commit()
        flash(gettext("File added to the copy. Its name and hidden data were removed."), "success")
        return redirect(url_for(".redact", slug=slug, key=key, _anchor="files"))
    flash(next(iter(upload.errors.values()))[0], "error")
    return redirect(url_for(".redact", slug=slug, key=key, _anchor="files"))


@bp.post("/calls/<key:slug>/jury/copies/<key:key>/files/<key:sha256>/removal")
@open_to(Role.SIGNED_IN)
def remove_redacted_file(slug: str, key: str, sha256: str) -> Response:
    room, found = _found(slug, key)
    actions.remove_file(room, found, sha256, by=room.viewer, now=room.now)
    db.session.commit()
    flash(gettext("File removed from the copy."), "success")
    return redirect(url_for(".redact", slug=slug, key=key, _anchor="files"))


@bp.get("/calls/<key:slug>/jury/copies/<key:key>/files/<key:sha256>")
@open_to(Role.SIGNED_IN)
def redacted_file(slug: str, key: str, sha256: str) -> Response:
    _, found = _found(slug, key)
    file = queries.file_of_copy(found, sha256)
    path = storage().path_of(file.sha256)
    return answer_with(path, name=f"copy-{file.position}", media_type=file.media_type, max_age=0)


def _found(slug: str, key: str) -> tuple[JuryRoom, ToRedact]:
    room = queries.preparing_room(current_actor(), slug, clock.now(), asked_round())
    return room, queries.to_redact(room, key)
