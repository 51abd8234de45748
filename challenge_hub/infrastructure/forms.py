"""The form every form here is built on, and the token that says a form came from this platform."""

from functools import cache
from secrets import token_hex, token_urlsafe
from typing import Any

from flask import Flask, current_app, g, session
from flask_wtf import FlaskForm
from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer
from wtforms.i18n import get_translations

from challenge_hub.infrastructure.i18n import page_language

NAME = "csrf_token"


class _Untimed(TimestampSigner):
    """Tokens last as long as their session, so the second in which one was signed says nothing to anybody."""

    def get_timestamp(self) -> int:
        return 0


def session_token() -> str:
    """The token of this session, the same on each page and at each look: a page asked twice is the same page.

    Flask-WTF checks it; its own way to make one writes the time into it.
    """
    if NAME not in g:
        signing = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token", signer=_Untimed)
        g.csrf_token = signing.dumps(session.setdefault(NAME, token_hex(20)))
    return str(g.csrf_token)


def form_word() -> str:
    """A new word by which one form of this session is known again when it is sent twice."""
    return _words().sign(token_urlsafe(18)).decode()


def own_word(word: str | None) -> str | None:
    """The word, if a form of this very session got it; None for any other, made up or of somebody else."""
    return word if word and _words().validate(word) else None


def _words() -> Signer:
    session_token()
    return Signer(str(current_app.secret_key), salt=f"form-word:{session[NAME]}")


class _SessionToken(FlaskForm.Meta.csrf_class):  # type: ignore[misc]
    """Asked for as Flask-WTF does, and made by us."""

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        return session_token()


class PageForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    """What people type, with the token of their session."""

    class Meta:
        csrf_class = _SessionToken

        def get_translations(self, _form: Any) -> Any:
            return _sentences_of(page_language())


@cache
def _sentences_of(language: str) -> Any:
    """What WTForms itself says of a field; Flask-WTF reads it from the disk for every request."""
    return get_translations([language])


def prepare_tokens(app: Flask) -> None:
    """Templates that write a form by hand use the same token."""
    app.context_processor(lambda: {NAME: session_token})
