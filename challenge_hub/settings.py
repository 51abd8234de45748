"""One frozen object, read from the environment once. What is missing or wrong stops the start and is named."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

SECRET_LENGTH = 32


class SettingsRefused(SystemExit):
    """The environment is missing something or holds something wrong; the message names every setting concerned."""


def _secret(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if len(text) < SECRET_LENGTH or len(set(text)) < 8:
        raise ValueError(
            f"needs at least {SECRET_LENGTH} random characters; "
            'make one with: python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return value


def _database_url(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://")):
        raise ValueError("needs to begin with sqlite:/// or postgresql://")
    try:
        make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError("cannot be read as an address; is the port a number?") from None
    if value.startswith("sqlite:///") and not Path(value.removeprefix("sqlite:///")).is_absolute():
        raise ValueError("needs the full path of the file, such as sqlite:////srv/hub/hub.sqlite3")
    return value


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.path not in ("", "/")
        or parts.query
        or parts.fragment
    ):
        raise ValueError("needs to be an address such as https://hub.example.org, without a path")
    if parts.username is not None:
        raise ValueError("needs to be without a user name")
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("needs https; plain http is for this machine alone (localhost)")
    return value.rstrip("/")


def _folder(value: Path) -> Path:
    existing = next(folder for folder in (value.absolute(), *value.absolute().parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK):
        raise ValueError("needs to be a folder that can be written to")
    return value


def _origins(value: str) -> str:
    for origin in value.split():
        parts = urlsplit(origin)
        try:
            is_origin = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_origin = False
        if not is_origin or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("needs addresses such as https://sso.example.org:8443, parted by spaces, without a path")
    return value


def _issuer(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment):
        raise ValueError("needs to be an address such as https://sso.example.org/realms/town")
    return value


def _socket(value: str) -> str:
    host, _, port = value.rpartition(":")
    is_path = value.startswith("unix:/") and len(value) > len("unix:/")
    is_port = bool(host) and "/" not in host and port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if value and not is_path and not is_port:
        raise ValueError("needs to be a socket such as unix:/run/clamav/clamd.ctl, or host:port")
    return value


def _readable(value: Path | None) -> Path | None:
    if value is not None and not (value.is_file() and os.access(value, os.R_OK)):
        raise ValueError("needs to be a file that can be read")
    return value


def _beside(value: Path) -> Path:
    """A file that can be written, in a folder that is there."""
    if not value.parent.is_dir() or not os.access(value if value.exists() else value.parent, os.W_OK):
        raise ValueError("needs to be a file that can be written to, in a folder that is there")
    return value


def _mail_url(value: SecretStr | None) -> SecretStr | None:
    if value is None:
        return None
    parts = urlsplit(value.get_secret_value())
    try:
        is_address = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("needs to be an address such as smtps://user:password@mail.example.org:465")
    return value


def _time_zone(value: str) -> str:
    if value not in available_timezones() - {"Factory", "localtime"}:
        raise ValueError("needs to be a name such as Europe/Berlin")
    return value


@dataclass(frozen=True)
class Operator:
    """Who runs the platform, as pages show it."""

    name: str
    address: str
    mail: str
    phone: str
    enforcement_body: str


class Settings(BaseSettings):
    """Every setting of the product; docs/settings.md tells them in sentences (held together by a test)."""

    model_config = SettingsConfigDict(frozen=True, validate_default=True, extra="ignore", env_ignore_empty=True)

    secret_key: Annotated[SecretStr, AfterValidator(_secret)] = Field(
        description="Signs cookies and forms. At least 32 random characters; there is no default."
    )
    base_url: Annotated[str, AfterValidator(_base_url)] = Field(
        description="The address people type, without a path. Plain http only on localhost."
    )
    data_dir: Annotated[Path, AfterValidator(_folder)] = Field(
        Path("var"), description="Folder for the SQLite database and for files handed in."
    )
    deletions_file: Annotated[Path | None, AfterValidator(lambda v: v and _beside(v))] = Field(
        None, description="Ledger of deleted accounts, kept apart from backups; left out: deletions.jsonl in DATA_DIR."
    )
    database_url: Annotated[str | None, AfterValidator(lambda v: v and _database_url(v))] = Field(
        None, description="sqlite:///… or postgresql://…; left out: hub.sqlite3 in DATA_DIR."
    )
    mail_url: Annotated[SecretStr | None, AfterValidator(_mail_url)] = Field(
        None, description="smtp:// or smtps:// with user and password; left out, mails wait in the outbox."
    )
    mail_from: str = Field("challenge-hub@localhost", pattern=r"^[^@\s]+@[^@\s]+$", description="Sender of every mail.")
    default_language: Literal["de", "en"] = Field(
        "de", description="For visitors whose browser asks for neither German nor English."
    )
    time_zone: Annotated[str, AfterValidator(_time_zone)] = Field(
        "Europe/Berlin", description="Zone for times that belong to no call."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=5, description="How many proxies in front may name the visitor's address and scheme."
    )
    operator_name: str = Field("", description="Who runs this platform; shown in the imprint and below every page.")
    operator_address: str = Field("", description="Postal address for the imprint; \\n parts the lines.")
    operator_mail: str = Field("", pattern=r"^([^@\s]+@[^@\s]+)?$", description="Contact; shown in the imprint.")
    operator_phone: str = Field("", description="Telephone number for the imprint.")
    security_mail: str = Field(
        "", pattern=r"^([^@\s]+@[^@\s]+)?$", description="Where weaknesses are reported; left out: OPERATOR_MAIL."
    )
    enforcement_body: str = Field("", description="Body to turn to when a reported barrier stays; \\n parts the lines.")
    session_idle_hours: int = Field(24, ge=1, le=720, description="Hours without use after which people sign in anew.")
    session_days: int = Field(14, ge=1, le=90, description="Days after which people sign in anew in any case.")
    outgoing_inside: Annotated[str, AfterValidator(_origins)] = Field(
        "", description="Servers of your own network that may be asked, such as https://sso.example.org:8443."
    )
    outgoing_certificates: Annotated[Path | None, AfterValidator(_readable)] = Field(
        None,
        description="File (PEM) with authorities to trust besides the usual ones.",
    )
    openid_issuer: Annotated[str, AfterValidator(_issuer)] = Field(
        "", description="Sign-in service of the platform (OpenID Connect): the address it calls itself."
    )
    openid_client_id: str = Field("", description="What the sign-in service calls this platform.")
    openid_client_secret: SecretStr | None = Field(None, description="The secret it has with this platform.")
    openid_name: str = Field("", max_length=60, description="What people call the sign-in service.")
    openid_second_factor: str = Field(
        "", description="Words (acr or amr) by which sign-in services you answer for tell of a second factor."
    )
    keep_call_years: int = Field(10, ge=1, le=100, description="Years the file of a call names people.")
    archive_days: int = Field(180, ge=1, le=1000, description="Days the archive has to answer an offered file.")
    keep_trail_years: int = Field(10, ge=1, le=100, description="Years lines of the history are kept.")
    keep_invitations_days: int = Field(180, ge=30, le=3650, description="Days invitations and requests are kept.")
    keep_barriers_days: int = Field(365, ge=30, le=3650, description="Days answered reports of barriers are kept.")
    keep_unconfirmed_days: int = Field(30, ge=7, le=365, description="Days an unconfirmed account is kept.")
    scanner: Annotated[str, AfterValidator(_socket)] = Field(
        "", description="Virus scanner for uploads (clamd): unix:/run/clamav/clamd.ctl or host:port."
    )
    workers: int = Field(1, ge=1, le=64, description="Processes of `challenge-hub serve`.")

    @field_validator("openid_client_secret", mode="after")
    @classmethod
    def _all_of_a_service(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        given = [bool(known.data.get("openid_issuer")), bool(known.data.get("openid_client_id")), bool(value)]
        if any(given) and not all(given):
            raise ValueError("OPENID_ISSUER, OPENID_CLIENT_ID and OPENID_CLIENT_SECRET are needed together")
        return value

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'hub.sqlite3'}"

    @property
    def operator(self) -> Operator:
        return Operator(
            self.operator_name,
            self.operator_address.replace("\\n", "\n"),
            self.operator_mail,
            self.operator_phone,
            self.enforcement_body.replace("\\n", "\n"),
        )

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls) -> Self:
        """Read the environment; stop the program with one line for each setting that is missing or wrong."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsRefused("\n".join(["The settings do not allow a start:", *_lines(error)])) from None


def _lines(error: ValidationError) -> list[str]:
    """One line for each fault, without the value: it may be a secret."""
    return [
        f"  {str(fault['loc'][0]).upper()}: "
        + ("is missing" if fault["type"] == "missing" else fault["msg"].removeprefix("Value error, "))
        for fault in error.errors(include_input=False, include_context=False)
    ]
