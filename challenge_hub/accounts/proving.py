"""Setting up second factors, showing them, and taking them away. Every change is mailed to the person."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from pyotp import TOTP, random_base32
from sqlalchemy import CursorResult, delete, update

from challenge_hub.access import Actor, Role
from challenge_hub.accounts import queries, rules
from challenge_hub.accounts.factors import CodeApp, Passkey, RecoveryCode
from challenge_hub.accounts.logins import end_sessions
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.sealing import keyed_hash, seal, unseal

OF_APP = "code app"
CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another on paper."""

new_secret = random_base32


class Shown(StrEnum):
    """With what a second factor was shown."""

    APP = "app"
    CODE = "code"


def new_codes() -> Sequence[str]:
    """Recovery codes to write down, each of ten letters (49 bits)."""
    letters = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(CODES)]
    return [f"{code[:5]}-{code[5:]}" for code in letters]


def set_up_app(person: Person, secret: str, typed: str, *, token: str, by: Actor, now: datetime) -> None:
    """Tie an app to the account; a first code shows that it works. It takes the place of an earlier one."""
    rules.may_change(is_own=by.person_id == person.id).require()
    step = _step_of(secret, typed, now)
    rules.may_use_code(is_right=step is not None).require()
    one_at_a_time(f"factors:{person.id}")
    db.session.execute(delete(CodeApp).where(CodeApp.person_id == person.id))
    db.session.add(CodeApp(person_id=person.id, secret=seal(OF_APP, secret), last_step=step, since=now))
    changed(person, "set-up-code-app", token=token, by=by, now=now)


def keep_codes(person: Person, codes: Sequence[str], *, by: Actor, now: datetime) -> None:
    """From now on these recovery codes work, and no earlier ones."""
    rules.may_change(is_own=by.person_id == person.id).require()
    one_at_a_time(f"factors:{person.id}")
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    db.session.add_all(RecoveryCode(person_id=person.id, code_hash=_hash_of(person.id, code)) for code in codes)
    record("keep-recovery-codes", person, by=by, now=now)
    _tell(person, "keep-recovery-codes", now)


def remove_app(person: Person, *, by: Actor, now: datetime) -> None:
    """Take the app away; without any factor the recovery codes go, too."""
    rules.may_change(is_own=by.person_id == person.id).require()
    db.session.execute(delete(CodeApp).where(CodeApp.person_id == person.id))
    changed(person, "remove-code-app", token=None, by=by, now=now)


def remove_passkey(passkey: Passkey, person: Person, *, by: Actor, now: datetime) -> None:
    rules.may_change(is_own=by.person_id == passkey.person_id == person.id).require()
    db.session.delete(passkey)
    db.session.flush()
    changed(person, "remove-passkey", token=None, by=by, now=now)


def reset_factors(person: Person, *, by: Actor, now: datetime) -> None:
    """For somebody who lost everything: the operator has no factor left, and every session ended."""
    rules.may_reset_factors(is_operator=by.has(Role.OPERATOR)).require()
    for table in (CodeApp, Passkey, RecoveryCode):
        db.session.execute(delete(table).where(table.person_id == person.id))
    end_sessions(person.id, but=None, now=now)
    record("reset-factors", person, by=by, now=now)
    _tell(person, "reset-factors", now)


def show_code(person: Person, typed: str, *, now: datetime) -> Shown | None:
    """Whether what was typed is a code of the app or a recovery code; either works once."""
    plain = "".join(typed.lower().split())
    app = db.session.get(CodeApp, person.id)
    if app and plain.isdecimal():
        secret = unseal(OF_APP, app.secret)
        step = _step_of(secret, plain, now) if secret else None
        return Shown.APP if step is not None and _is_used_first(app, step) else None
    return Shown.CODE if _is_recovery_code(person, plain, now) else None


def warn_of_tries(person: Person, *, now: datetime) -> None:
    """Somebody has the password and tries codes: the owner should know."""
    _tell(person, "codes-tried", now)


def _is_used_first(app: CodeApp, step: int) -> bool:
    later = update(CodeApp).where(CodeApp.person_id == app.person_id, CodeApp.last_step < step)
    done = db.session.execute(later.values(last_step=step).execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", done).rowcount == 1


def _is_recovery_code(person: Person, plain: str, now: datetime) -> bool:
    letters = plain.replace("-", "")
    code = RecoveryCode.code_hash == _hash_of(person.id, f"{letters[:5]}-{letters[5:]}")
    used = db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id, code))
    if cast("CursorResult[Any]", used).rowcount != 1:
        return False
    record("use-recovery-code", person, by=queries.actor_for(person), now=now)
    _tell(person, "use-recovery-code", now)
    return True


def _step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The step of time whose code this is: the present one, or one beside it, for clocks that are a little wrong."""
    totp, present = TOTP(secret), int(now.timestamp()) // 30
    plain = "".join(typed.split())
    if not plain.isascii():
        return None
    steps = (present, present - 1, present + 1)
    return next((step for step in steps if secrets.compare_digest(totp.generate_otp(step), plain)), None)


def _hash_of(person_id: int, code: str) -> str:
    return keyed_hash("recovery code", f"{person_id} {code}")


def changed(person: Person, verb: str, *, token: str | None, by: Actor, now: datetime) -> None:
    """Without any factor left nobody counts as having shown one; with the first the others are asked for it."""
    db.session.flush()
    if not queries.has_factor(person.id):
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
        _unproven(person)
    elif token is not None:
        end_sessions(person.id, but=token, now=now)
        this = update(LoginSession).where(LoginSession.token_hash == queries.hash_of(token))
        db.session.execute(this.values(proven_at=now))
    record(verb, person, by=by, now=now)
    _tell(person, verb, now)


def _unproven(person: Person) -> None:
    db.session.execute(update(LoginSession).where(LoginSession.person_id == person.id).values(proven_at=None))


def _tell(person: Person, verb: str, now: datetime) -> None:
    if person.mail:
        send_to_person("accounts.factor_changed", person.id, now=now, what=verb)
