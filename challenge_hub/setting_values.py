"""What the value of a setting has to be: each takes one and gives it back, or says what it needs to be."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale
from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

SECRET_LENGTH = 32


def a_secret(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if len(text) < SECRET_LENGTH or len(set(text)) < 8:
        raise ValueError(
            f"needs at least {SECRET_LENGTH} random characters; "
            'make one with: python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return value


def a_database(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://")):
        raise ValueError("needs to begin with sqlite:/// or postgresql://")
    try:
        make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError("cannot be read as an address; is the port a number?") from None
    if value.startswith("sqlite:///") and not Path(value.removeprefix("sqlite:///")).is_absolute():
        raise ValueError("needs the full path of the file, such as sqlite:////srv/hub/hub.sqlite3")
    return value


def a_base_address(value: str) -> str:
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


def a_folder(value: Path) -> Path:
    existing = next(folder for folder in (value.absolute(), *value.absolute().parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK):
        raise ValueError("needs to be a folder that can be written to")
    return value


def some_origins(value: str) -> str:
    for origin in value.split():
        parts = urlsplit(origin)
        try:
            is_origin = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_origin = False
        if not is_origin or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("needs addresses such as https://sso.example.org:8443, parted by spaces, without a path")
    return value


def an_issuer(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment):
        raise ValueError("needs to be an address such as https://sso.example.org/realms/town")
    return value


def a_socket(value: str) -> str:
    host, _, port = value.rpartition(":")
    is_path = value.startswith("unix:/") and len(value) > len("unix:/")
    is_port = bool(host) and "/" not in host and port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if value and not is_path and not is_port:
        raise ValueError("needs to be a socket such as unix:/run/clamav/clamd.ctl, or host:port")
    return value


def a_readable_file(value: Path | None) -> Path | None:
    if value is not None and not (value.is_file() and os.access(value, os.R_OK)):
        raise ValueError("needs to be a file that can be read")
    return value


def a_file_beside(value: Path) -> Path:
    """A file that can be written, in a folder that is there."""
    if not value.parent.is_dir() or not os.access(value if value.exists() else value.parent, os.W_OK):
        raise ValueError("needs to be a file that can be written to, in a folder that is there")
    return value


def a_mail_server(value: SecretStr | None) -> SecretStr | None:
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


def a_time_zone(value: str) -> str:
    if value not in available_timezones() - {"Factory", "localtime"}:
        raise ValueError("needs to be a name such as Europe/Berlin")
    return value


def some_languages(value: str) -> str:
    for code in value.split():
        if not Locale("en").languages.get(code):
            raise ValueError("needs codes of languages parted by spaces, such as de en")
    return value
