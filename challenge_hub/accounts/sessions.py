"""Who is behind a request: the cookie's token, looked up once in a short read of its own."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, g, request
from flask_login import LoginManager, current_user, login_user

from challenge_hub.access import VISITOR, Actor, signed_in
from challenge_hub.accounts import actions, queries
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.rules import device_of
from challenge_hub.accounts.throttling import know
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db, only_reading


@dataclass(frozen=True)
class SignedIn:
    """What Flask-Login keeps for a request: the token of the session and the actor behind it."""

    token: str
    actor: Actor
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token


def prepare_sessions(app: Flask) -> None:
    """Let Flask-Login read and write the cookie. A session is one of ours, so nothing else of it is switched on."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_signed_in_with)


def who_asks() -> Actor:
    """The actor of this request. Without a cookie nobody is asked for, so that public pages stay the same for all."""
    if not request.cookies:
        return VISITOR
    actor: Actor = getattr(current_user, "actor", VISITOR)
    return actor


def enter(person: Person, *, now: datetime) -> Actor:
    """Sign a person in on this device with a new token, whoever was signed in here before; the caller commits."""
    actions.end_session(this_token(), now=now)
    token = actions.begin_session(person, device=device_of(request.user_agent.string), now=now)
    is_confirmed = person.mail is not None
    actor = signed_in(person.id, person.display_name, is_confirmed=is_confirmed, is_operator=person.is_operator)
    login_user(SignedIn(token, actor))
    if person.mail:
        know(person.mail)
    g.actor = actor
    return actor


def this_token() -> str:
    """The token of the session at work; empty for a visitor."""
    return getattr(current_user, "token", "")


def _signed_in_with(token: str) -> SignedIn | None:
    with only_reading():
        actor = queries.actor_of(token, clock.now())
        if request.method == "POST":
            db.session.rollback()  # SQLite's write lock is taken by the act itself, late
    return SignedIn(token, actor) if actor else None
