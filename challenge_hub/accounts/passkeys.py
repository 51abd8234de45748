"""Passkeys (WebAuthn): what the browser is asked, and whether its answer is true. Each verifies its user by itself."""

import json
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from challenge_hub.access import Actor
from challenge_hub.accounts import rules
from challenge_hub.accounts.factors import Passkey
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.proving import changed
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.sealing import keyed_hash
from challenge_hub.settings import Settings

NOT_TRUE = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)
"""What the library raises at answers that are false, and at those that are none at all."""

MUST_VERIFY = UserVerificationRequirement.REQUIRED


def options_to_add(person: Person, passkeys: Sequence[Passkey], challenge: bytes) -> str:
    """What the browser needs to make a passkey that signs in by itself, on none of the devices that hold one."""
    options = webauthn.generate_registration_options(
        rp_id=_place(),
        rp_name="Challenge Hub",
        user_id=bytes.fromhex(keyed_hash("passkey user", str(person.id))),
        user_name=person.mail or person.claimed_mail or person.display_name,
        user_display_name=person.display_name,
        challenge=challenge,
        exclude_credentials=_described(passkeys),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=MUST_VERIFY
        ),
    )
    return webauthn.options_to_json(options)


def options_to_show(passkeys: Sequence[Passkey], challenge: bytes) -> str:
    """What the browser needs to show one of these passkeys; without any it offers those it has for this place."""
    options = webauthn.generate_authentication_options(
        rp_id=_place(), challenge=challenge, allow_credentials=_described(passkeys), user_verification=MUST_VERIFY
    )
    return webauthn.options_to_json(options)


def add_passkey(
    person: Person, name: str, answer: str, challenge: bytes | None, *, token: str, by: Actor, now: datetime
) -> None:
    """Keep the public half of a new passkey. Refuses with passkey-wrong."""
    rules.may_change(is_own=by.person_id == person.id).require()
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge or b"",
            expected_rp_id=_place(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except NOT_TRUE:
        made = None
    key = made and bytes_to_base64url(made.credential_id)
    one_at_a_time(f"passkey:{key}")
    is_new = key is not None and db.session.scalar(select(Passkey.id).where(Passkey.credential_id == key)) is None
    rules.may_use_passkey(is_true=challenge is not None and is_new).require()
    if made and key:
        kept = {"public_key": made.credential_public_key, "sign_count": made.sign_count, "name": name, "since": now}
        db.session.add(Passkey(person_id=person.id, credential_id=key, **kept))
        changed(person, "add-passkey", token=token, by=by, now=now)


def show_passkey(answer: str, challenge: bytes | None, *, now: datetime) -> Person:
    """Whose passkey answered truly. Refuses with passkey-wrong, also where its count went backwards (a copied key)."""
    passkey = _passkey_of(answer)
    is_true = False
    if passkey and challenge:
        try:
            shown = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=_place(),
                expected_origin=_origin(),
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=True,
            )
            passkey.sign_count, passkey.used_at, is_true = shown.new_sign_count, now, True
        except NOT_TRUE:
            is_true = False
    rules.may_use_passkey(is_true=is_true).require()
    return db.session.get_one(Person, passkey.person_id if passkey else 0)


def _passkey_of(answer: str) -> Passkey | None:
    try:
        key = str(json.loads(answer)["id"])[:1400]
    except NOT_TRUE:
        return None
    one_at_a_time(f"passkey:{key}")
    found = select(Passkey).where(Passkey.credential_id == key.replace("\0", ""))
    return db.session.scalar(found.execution_options(populate_existing=True))


def _described(passkeys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential_id)) for passkey in passkeys]


def _origin() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def _place() -> str:
    """The relying party: the host of BASE_URL, whatever name somebody asked under."""
    return urlsplit(_origin()).hostname or ""
