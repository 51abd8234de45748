"""Faults and refusals as pages: a plain sentence, what to do next, and everything that was typed given back."""

from collections.abc import Mapping
from urllib.parse import unquote

from flask import Flask, Response, current_app, g, render_template, request
from flask_babel import LazyString, lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, SecurityError

from challenge_hub.access import Refused
from challenge_hub.infrastructure.acting import number_of_request
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.autosave import is_autosave, not_saved
from challenge_hub.infrastructure.hidden import TextIsHidden
from challenge_hub.infrastructure.log import tell

PAGES: dict[int, tuple[LazyString, LazyString]] = {
    400: (lazy_gettext("This request could not be read"), lazy_gettext("Please go back and try once more.")),
    404: (
        lazy_gettext("This page does not exist"),
        lazy_gettext("Perhaps the address has a slip in it, or the page is not open to you."),
    ),
    405: (lazy_gettext("This does not work here"), lazy_gettext("The address is right, but not for such a request.")),
    413: (lazy_gettext("This is too large"), lazy_gettext("Please send less at once.")),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("Nothing half done remains. Please try again in a moment."),
    ),
}

REASONS: dict[str, LazyString] = {
    "form-expired": lazy_gettext("The form was open for too long, or in another browser. Please send it once more."),
    "signed-out": lazy_gettext("You are not signed in any more. Sign in, go back, and send it once more."),
    "not-confirmed": lazy_gettext("Please confirm your e-mail address first: the link is in the mail we sent you."),
    "too-often": lazy_gettext("Your network has sent this very often. Please wait five minutes, then send it again."),
    "too-many-letters": lazy_gettext(
        "You have had very many mails sent to others today. Please wait a quarter of an hour before the next one."
    ),
    "unreadable-text": lazy_gettext(
        "What was sent holds a character that no text has. Please remove it, and send it again."
    ),
    "file-harmful": lazy_gettext("The virus scanner found something harmful in this file. Nothing of it was kept."),
    "scanner-down": lazy_gettext(
        "The file could not be checked for viruses just now, so it was not taken. Please try again in some minutes."
    ),
    "newer-edit": lazy_gettext("Somebody else has saved a newer text since. Nothing was overwritten."),
}
"""Sentences for the reason keys every package may use; each has its own in `words.py`."""


UNSHOWN = {"csrf_token", "password", "current", "next", "code", "sealed", "answer"}
"""Fields that are not given back: passwords stand on no page."""

CODES = {"newer-edit": 409, "too-often": 429, "too-many-letters": 429, "unreadable-text": 400}
"""Refusals that are not about a right: a state in between, or what was sent."""


def prepare_errors(app: Flask) -> None:
    """The sentences of the packages lie in `app.extensions["reasons"]`."""
    app.jinja_env.globals.update(sentence_for=sentence_for, number_of_request=number_of_request)
    app.before_request(_refuse_unreadable)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(Refused, lambda refused: _refusal(refused.reason, CODES.get(refused.reason, 403)))
    app.register_error_handler(TextIsHidden, _hidden_text)
    app.register_error_handler(CSRFError, lambda _error: _refusal("form-expired", 400))


def _refuse_unreadable() -> None:
    """No keyboard sends the character 0, and no database holds it in a text."""
    if "\0" in unquote(request.query_string.decode("latin-1")):
        raise BadRequest
    if any("\0" in text for item in request.form.items(multi=True) for text in item):
        raise Refused("unreadable-text")


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    if code < 500 and "actor" in g and g.actor.person_id:  # somebody who asks for what is not theirs finds nothing
        tell("nothing-there", status=code)
    title, sentence = PAGES.get(code) or PAGES[400 if code < 500 else 500]
    return render_template("errors/error.html", code=code, heading=title, sentence=sentence), code


def _hidden_text(hidden: TextIsHidden) -> tuple[str, int]:
    """It was here, and may be so again: the page says that much and nothing of the text."""
    return render_template("errors/hidden.html", hidden=hidden), 410


def _unknown_host(_error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """Asked under a name that is not ours there is no address to link to, so no page either."""
    tell("host-unknown")
    return "This server does not answer to that name.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def sentence_for(reason: str) -> LazyString:
    """The sentence of a reason key; templates show it where a button would be refused."""
    known: Mapping[str, LazyString] = current_app.extensions["reasons"]
    return REASONS.get(reason) or known.get(reason) or lazy_gettext("This is not possible at the moment.")


def _refusal(reason: str, code: int) -> tuple[str, int] | Response:
    """What was typed comes back in full, so that nothing is lost by a refusal."""
    tell("refused", reason=reason)
    sentence = sentence_for(reason)
    if is_autosave():
        return not_saved(str(sentence), code)
    typed = [
        (name, value.replace("\0", ""))
        for name, value in request.form.items(multi=True)
        if name not in UNSHOWN and value
    ]
    # An address such as //example.org is no page of ours, but a browser would go there.
    back = own_address(request.full_path) if request.method == "POST" else None
    return render_template("errors/refused.html", reason=reason, sentence=sentence, typed=typed, back=back), code
