"""One frozen object, read from the environment once. What is missing or wrong stops the start and is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from challenge_hub.setting_values import (
    a_base_address,
    a_database,
    a_file_beside,
    a_folder,
    a_mail_server,
    a_readable_file,
    a_secret,
    a_socket,
    a_time_zone,
    an_issuer,
    some_languages,
    some_origins,
)


class SettingsRefused(SystemExit):
    """The environment is missing something or holds something wrong; the message names every setting concerned."""


@dataclass(frozen=True)
class Operator:
    """Who runs the platform, as pages show it."""

    name: str
    address: str
    mail: str
    phone: str
    enforcement_body: str
    contact_mail: str
    contact_languages: Sequence[str]


class Settings(BaseSettings):
    """Every setting of the product; docs/settings.md tells them in sentences (held together by a test)."""

    model_config = SettingsConfigDict(frozen=True, validate_default=True, extra="ignore", env_ignore_empty=True)

    secret_key: Annotated[SecretStr, AfterValidator(a_secret)] = Field(
        description="Signs cookies and forms. At least 32 random characters; there is no default."
    )
    base_url: Annotated[str, AfterValidator(a_base_address)] = Field(
        description="The address people type, without a path. Plain http only on localhost."
    )
    data_dir: Annotated[Path, AfterValidator(a_folder)] = Field(
        Path("var"), description="Folder for the SQLite database and for files handed in."
    )
    deletions_file: Annotated[Path | None, AfterValidator(lambda v: v and a_file_beside(v))] = Field(
        None, description="Ledger of deleted accounts, kept apart from backups; left out: deletions.jsonl in DATA_DIR."
    )
    database_url: Annotated[str | None, AfterValidator(lambda v: v and a_database(v))] = Field(
        None, description="sqlite:///… or postgresql://…; left out: hub.sqlite3 in DATA_DIR."
    )
    mail_url: Annotated[SecretStr | None, AfterValidator(a_mail_server)] = Field(
        None, description="smtp:// or smtps:// with user and password; left out, mails wait in the outbox."
    )
    mail_from: str = Field("challenge-hub@localhost", pattern=r"^[^@\s]+@[^@\s]+$", description="Sender of every mail.")
    default_language: Literal["de", "en"] = Field(
        "de", description="For visitors whose browser asks for neither German nor English."
    )
    time_zone: Annotated[str, AfterValidator(a_time_zone)] = Field(
        "Europe/Berlin", description="Zone for times that belong to no call."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=5, description="How many proxies in front may name the visitor's address and scheme."
    )
    operator_name: str = Field("", description="Who runs this platform; shown in the imprint and below every page.")
    operator_address: str = Field("", description="Postal address for the imprint; \\n parts the lines.")
    operator_mail: str = Field("", pattern=r"^([^@\s]+@[^@\s]+)?$", description="Contact; shown in the imprint.")
    operator_phone: str = Field("", description="Telephone number for the imprint.")
    contact_mail: str = Field(
        "", pattern=r"^([^@\s]+@[^@\s]+)?$", description="Point of contact about texts; left out: OPERATOR_MAIL."
    )
    contact_languages: Annotated[str, AfterValidator(some_languages)] = Field(
        "de en", description="Languages in which the point of contact answers, such as de en."
    )
    security_mail: str = Field(
        "", pattern=r"^([^@\s]+@[^@\s]+)?$", description="Where weaknesses are reported; left out: OPERATOR_MAIL."
    )
    enforcement_body: str = Field("", description="Body to turn to when a reported barrier stays; \\n parts the lines.")
    session_idle_hours: int = Field(24, ge=1, le=720, description="Hours without use after which people sign in anew.")
    session_days: int = Field(14, ge=1, le=90, description="Days after which people sign in anew in any case.")
    outgoing_inside: Annotated[str, AfterValidator(some_origins)] = Field(
        "", description="Servers of your own network that may be asked, such as https://sso.example.org:8443."
    )
    outgoing_certificates: Annotated[Path | None, AfterValidator(a_readable_file)] = Field(
        None,
        description="File (PEM) with authorities to trust besides the usual ones.",
    )
    openid_issuer: Annotated[str, AfterValidator(an_issuer)] = Field(
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
    keep_reports_days: int = Field(365, ge=190, le=3650, description="Days decided reports of texts are kept.")
    keep_unconfirmed_days: int = Field(30, ge=7, le=365, description="Days an unconfirmed account is kept.")
    scanner: Annotated[str, AfterValidator(a_socket)] = Field(
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
            self.contact_mail or self.operator_mail,
            self.contact_languages.split(),
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
