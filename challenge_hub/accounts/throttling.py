"""Who is slowed down, and who passes: an account by its address, a network, a device that is known.

An account under attack stays open to its owner: on a device on which they signed in before, and by the link of a mail
to choose a new password. Both hold a count of their own. Nothing here asks whether there is such an account.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import request, session

from challenge_hub.access import Refused
from challenge_hub.accounts.rules import mail_key
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.sealing import keyed_hash
from challenge_hub.infrastructure.throttle import NO_WAIT, Count, Pace, network_of, succeed, take

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PASSWORD = Pace("password", free=5, first=2 * SECOND, longest=15 * MINUTE, forgets=DAY)
CODE = Pace("code", free=5, first=2 * SECOND, longest=15 * MINUTE, forgets=DAY)
SIGN_IN_FROM = Pace("sign-in from", free=50, first=SECOND, longest=5 * MINUTE, forgets=HOUR, only_one=True)
REGISTER_FROM = Pace("register from", free=100, first=SECOND, longest=5 * MINUTE, forgets=HOUR)
SERVICE_FROM = Pace("service from", free=100, first=SECOND, longest=5 * MINUTE, forgets=HOUR)
REPORT_FROM = Pace("report from", free=20, first=SECOND, longest=5 * MINUTE, forgets=HOUR)
REPORT_RECEIPT = Pace("report receipt", free=5, first=MINUTE, longest=DAY, forgets=DAY)
GUARDIAN_FROM = Pace("guardian from", free=100, first=SECOND, longest=5 * MINUTE, forgets=HOUR)
GUARDIAN_LETTER = Pace("guardian letter", free=5, first=MINUTE, longest=DAY, forgets=DAY)
RESET_FROM = Pace("reset from", free=20, first=SECOND, longest=5 * MINUTE, forgets=HOUR)
BALLOT_FROM = Pace("ballot from", free=50, first=SECOND, longest=5 * MINUTE, forgets=HOUR, only_one=True)
"""A hall full of people has one address: many may come from there at once."""

Wait = timedelta
KNOWN = 5
"""So many accounts a device is known for."""


def password_counts(mail: str) -> Sequence[Count]:
    """What a password typed for this address counts for."""
    address = mail_key(mail)
    if _mark(address) in session.get("known", []):
        return [Count(PASSWORD, f"{session['device']} {address}")]
    return [Count(PASSWORD, address), Count(SIGN_IN_FROM, _network())]


def code_counts(person_id: int, mail: str) -> Sequence[Count]:
    """What a code of the second factor counts for."""
    known = f"{session['device']} " if _mark(mail) in session.get("known", []) else ""
    return [Count(CODE, f"{known}{person_id}")]


def counted(counts: Sequence[Count], *, now: datetime) -> timedelta:
    """Count a try, committed before the slow look at it. Returns how long to wait; NO_WAIT lets it pass."""
    wait = take(counts, now=now)
    db.session.commit()
    return wait


def slow_down(pace: Pace, *, now: datetime, also: Sequence[Count] = ()) -> None:
    """Count what comes from this network, and `also` something else, such as mails to one address; refuses with
    too-often, and what was typed comes back.
    """
    if counted([Count(pace, _network()), *also], now=now) > NO_WAIT:
        raise Refused("too-often")


def was_good(pace: Pace, *, now: datetime) -> None:
    """What came from this network just now was right: it does not count."""
    succeed([Count(pace, _network())], now=now)


def let_pass(mail: str, *, now: datetime) -> None:
    """The owner of the address proved it by a mail: here they are known, and the count begins anew."""
    succeed([Count(PASSWORD, mail_key(mail))], now=now)
    know(mail)


def know(mail: str) -> None:
    """Remember in the cookie, which is signed, that the owner of this confirmed address was here."""
    mark, known = _mark(mail_key(mail)), session.get("known", [])
    session.setdefault("device", secrets.token_urlsafe(16))
    session["known"] = [mark, *(other for other in known if other != mark)][:KNOWN]


def account_of(mail: str) -> str:
    """What the log says in the place of an address, whether there is such an account or not."""
    return keyed_hash("log", mail_key(mail))[:12]


def _mark(address: str) -> str:
    return keyed_hash("known", address)[:16]


def _network() -> str:
    return network_of(request.remote_addr or "")
