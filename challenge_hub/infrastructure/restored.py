"""A place that was restored from a backup serves nobody before deleted accounts are deleted once more in it."""

from pathlib import Path

from flask import Flask, request
from werkzeug.wrappers import Response

from challenge_hub.settings import Settings

NAME = "restored-without-deletions"
TOLD = (
    "This place was restored from a backup, and accounts that were deleted since are in it again. "
    "Say which: challenge-hub deletions FILE, or that there are none: challenge-hub deletions --none."
)


class Unfinished(SystemExit):
    """The place is not to be served; the message says what to do."""


def mark_of(settings: Settings) -> Path:
    """The file whose presence says so. It is made before the first row is put back."""
    return settings.data_dir / NAME


def refuse_unfinished(settings: Settings) -> None:
    """Stop what serves people or sends mails."""
    if mark_of(settings).exists():
        raise Unfinished(TOLD)


def prepare_restored(app: Flask, settings: Settings) -> None:
    """For servers that load the application by themselves: everything is answered with 503."""
    if not mark_of(settings).exists():
        return

    @app.before_request
    def _not_yet() -> Response | None:
        return None if request.endpoint == "static" else Response(TOLD + "\n", 503, content_type="text/plain")
