"""Sign-in services: the platform's own from the settings, and those of organisations, which are no business of ours."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import abort, current_app

from challenge_hub.accounts.identities import LinkedIdentity
from challenge_hub.infrastructure.sealing import seal, unseal
from challenge_hub.settings import Settings

PLATFORM = 0
"""The number of the platform's own service; others have that of their organisation."""

SEALED_AS = "client secret"


@dataclass(frozen=True)
class Provider:
    """One sign-in service, and who we are to it. `is_vouched`: the operator answers for what it says about addresses
    and second factors.
    """

    number: int
    name: str
    issuer: str
    client_id: str
    secret: str
    is_vouched: bool


@dataclass(frozen=True)
class ProvidersOfOthers:
    """What a package that knows organisations brings along."""

    find: Callable[[int], Provider | None]
    of: Callable[[Collection[str]], Sequence[Provider]]
    is_any: Callable[[], bool]


def platforms_provider() -> Provider | None:
    """The one of the settings."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.openid_issuer:
        return None
    secret = settings.openid_client_secret.get_secret_value() if settings.openid_client_secret else ""
    name = settings.openid_name or host_of(settings.openid_issuer)
    return Provider(PLATFORM, name, settings.openid_issuer, settings.openid_client_id, secret, is_vouched=True)


def provider_or_404(number: int) -> Provider:
    """The service with this number."""
    found = platforms_provider() if number == PLATFORM else _of_others().find(number)
    return found or abort(404)


def providers_of(identities: Sequence[LinkedIdentity]) -> Sequence[Provider]:
    """The services by which these identities can be shown, as far as they are still here."""
    issuers = {identity.issuer for identity in identities}
    own = platforms_provider()
    found = [own] if own and own.issuer in issuers else []
    return [*found, *_of_others().of(issuers)]


def is_any_of_organisations() -> bool:
    """Whether some organisation has a service of its own."""
    return _of_others().is_any()


def sealed_secret(secret: str) -> str:
    """A client secret as it is stored."""
    return seal(SEALED_AS, secret)


def opened_secret(sealed: str) -> str:
    """And back; empty where SECRET_KEY is another by now."""
    return str(unseal(SEALED_AS, sealed) or "")


def host_of(issuer: str) -> str:
    """What people know a service by."""
    return urlsplit(issuer).hostname or issuer


def _of_others() -> ProvidersOfOthers:
    found: ProvidersOfOthers = current_app.extensions["providers"]
    return found
