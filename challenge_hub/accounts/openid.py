"""OpenID Connect with a sign-in service: authorization code, PKCE, state, nonce, issuer and audience.

What a service answers is believed once the signature of one of its own keys, issuer, audience, nonce and times hold.
Everything is fetched through the one way out. Refuses with service-down where the service does not answer as one, and
with service-answer where the answer does not hold.
"""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from challenge_hub.access import Refused
from challenge_hub.accounts.attempts import Attempt, Purpose
from challenge_hub.accounts.identities import Identity
from challenge_hub.accounts.providers import Provider
from challenge_hub.accounts.rules import is_mail, mail_key
from challenge_hub.infrastructure.outgoing import Fetched, NotFetched, Outgoing
from challenge_hub.infrastructure.typed import plain_name

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
"""Signatures by a key that only the service has; never "none", and none by a secret both sides know."""

LEEWAY = 60
OLDEST = 600
"""Seconds: how far clocks may differ, and how long ago an answer may have been written."""

NAME_LENGTH = 120
DOWN, WRONG = "service-down", "service-answer"
KEPT_FOR = 300.0
KEPT_DOWN_FOR = 15.0
_kept: dict[str, tuple[float, "Metadata | None"]] = {}
"""What a service says about itself, for some minutes; that it is down, for seconds, so that nobody can make us wait."""


@dataclass(frozen=True)
class Metadata:
    """Where a service takes what. `names_itself`: it promises to name its issuer on the way back (RFC 9207)."""

    authorization: str
    token: str
    keys: str
    userinfo: str | None
    names_itself: bool
    takes_header: bool


def metadata_of(issuer: str, way: Outgoing) -> Metadata:
    """What a service says about itself under its issuer's address."""
    until, known = _kept.get(issuer, (0.0, None))
    if until < time.monotonic():
        try:
            known = _metadata(issuer, way)
        except Refused:
            known = None
        _kept[issuer] = (time.monotonic() + (KEPT_FOR if known else KEPT_DOWN_FOR), known)
    if known is None:
        raise Refused(DOWN)
    return known


def address_there(provider: Provider, found: Metadata, attempt: Attempt, *, back: str) -> str:
    """Where to send the browser; the service sends it to `back`."""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid profile email",
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": attempt.challenge,
        "code_challenge_method": "S256",
        "ui_locales": attempt.language,
    }
    if attempt.purpose == Purpose.PROVE:
        asked |= {"prompt": "login", "max_age": "0"}
    return found.authorization + ("&" if "?" in found.authorization else "?") + urlencode(asked)


def check_issuer(provider: Provider, found: Metadata, named: str) -> None:
    """That the answer comes from whom it was asked of, and not from another service mixed up with it (RFC 9207)."""
    if (named or found.names_itself) and named != provider.issuer:
        raise Refused(WRONG)


def identity_from(
    provider: Provider, attempt: Attempt, code: str, *, back: str, factors: str, way: Outgoing, now: datetime
) -> Identity:
    """Trade the code for what the service says of somebody. `factors` are words that count as a second factor."""
    found = metadata_of(provider.issuer, way)
    answer = _traded(provider, found, attempt, code, back, way)
    claims = _claims(provider, str(answer.get("id_token")), attempt.nonce, _fetched(found.keys, way), now)
    if "email" not in claims and found.userinfo:
        claims |= _told(found.userinfo, str(answer.get("access_token")), str(claims["sub"]), way)
    mail = claims.get("email")
    mail = mail_key(mail) if isinstance(mail, str) and is_mail(mail) else ""
    methods = claims.get("amr") if isinstance(claims.get("amr"), list) else []
    shown = {word for word in [claims.get("acr"), *(methods or [])] if isinstance(word, str)}
    proved_at = claims.get("auth_time")
    return Identity(
        service=provider.number,
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        name=plain_name(claims.get("name"), NAME_LENGTH),
        mail=mail,
        is_verified=bool(mail) and provider.is_vouched and claims.get("email_verified") is True,
        has_factor=provider.is_vouched and bool(shown & set(factors.split())),
        proved_at=proved_at if isinstance(proved_at, int) else None,
    )


def _metadata(issuer: str, way: Outgoing) -> Metadata:
    said = _fetched(issuer.rstrip("/") + "/.well-known/openid-configuration", way)
    places = [said.get(f"{name}_endpoint") for name in ("authorization", "token")] + [said.get("jwks_uri")]
    userinfo = said.get("userinfo_endpoint")
    everywhere = [*places, userinfo] if userinfo else places
    may_be_asked = all(isinstance(place, str) and way.may_ask(place, on_behalf_of=issuer) for place in everywhere)
    if said.get("issuer") != issuer or not may_be_asked:
        raise Refused(DOWN)
    authorization, token, keys = map(str, places)
    ways_in = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    names_itself = said.get("authorization_response_iss_parameter_supported") is True
    takes_header = "client_secret_basic" in ways_in
    return Metadata(authorization, token, keys, userinfo, names_itself, takes_header)


def _traded(
    provider: Provider, found: Metadata, attempt: Attempt, code: str, back: str, way: Outgoing
) -> Mapping[str, Any]:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": attempt.verifier}
    headers = {"Accept": "application/json"}
    if found.takes_header:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    try:
        answer = way.post(found.token, form, headers=headers)
    except NotFetched:
        raise Refused(DOWN) from None
    if 400 <= answer.status < 500:
        raise Refused(WRONG)  # this code is not, or no longer, worth anything
    return _facts(answer)


def _claims(provider: Provider, token: str, nonce: str, keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What stands in an ID token that holds."""
    seconds = int(now.timestamp())
    registry = jwt.JWTClaimsRegistry(
        now=seconds,
        leeway=LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        for_signing = [key for key in keys["keys"] if key.get("use", "sig") == "sig"]
        claims = jwt.decode(token, KeySet.import_key_set({"keys": for_signing}), algorithms=ALGORITHMS).claims
        registry.validate(claims)
        is_for_us = claims.get("azp", provider.client_id) == provider.client_id
        is_sole = isinstance(claims["aud"], str) or len(claims["aud"]) == 1
        is_new = seconds - claims["iat"] < OLDEST + LEEWAY
        is_whole = 0 < len(claims["sub"]) <= 255 and claims["sub"].isascii() and claims["sub"].isprintable()
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise Refused(WRONG) from None
    if not (is_for_us and is_sole and is_new and is_whole):
        raise Refused(WRONG)
    return claims


def _told(userinfo: str, access: str, subject: str, way: Outgoing) -> Mapping[str, Any]:
    """Name and address where the token has none; without an answer somebody is known all the same."""
    try:
        said = _fetched(userinfo, way, {"Authorization": f"Bearer {access}"})
    except Refused:
        return {}
    kept = ("name", "email", "email_verified")
    return {name: said[name] for name in kept if name in said} if said.get("sub") == subject else {}


def _fetched(address: str, way: Outgoing, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    try:
        return _facts(way.get(address, headers=headers))
    except (NotFetched, ValueError):
        raise Refused(DOWN) from None


def _facts(answer: Fetched) -> Mapping[str, Any]:
    try:
        facts = json.loads(answer.content) if answer.status == 200 else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise Refused(DOWN)
    return facts
