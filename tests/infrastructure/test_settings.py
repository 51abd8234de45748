"""What is missing or wrong in the environment stops the start and is named."""

import pytest
from pydantic import ValidationError

from challenge_hub.settings import Settings, SettingsRefused

GOOD = {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEF", "BASE_URL": "https://hub.example.org"}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def with_environment(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_two_settings_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    with_environment(monkeypatch, **GOOD)

    settings = Settings.from_environment()

    assert settings.database.startswith("sqlite:///")
    assert settings.is_https


def test_everything_missing_is_named_at_once() -> None:
    with pytest.raises(SettingsRefused) as refused:
        Settings.from_environment()

    assert str(refused.value).splitlines()[1:] == ["  SECRET_KEY: is missing", "  BASE_URL: is missing"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "too-short-a-word"),
        ("SECRET_KEY", "a" * 64),
        ("BASE_URL", "http://hub.example.org"),
        ("BASE_URL", "https://hub.example.org/path"),
        ("BASE_URL", "hub.example.org"),
        ("DATABASE_URL", "mysql://localhost/hub"),
        ("DATABASE_URL", "sqlite:///hub.sqlite3"),
        ("DATABASE_URL", "postgresql://u:p@h:abc/db"),
        ("DATA_DIR", "/dev/null/hub"),
        ("BASE_URL", "https://user@hub.example.org"),
        ("BASE_URL", "https://hub.example.org#x"),
        ("TIME_ZONE", "localtime"),
        ("MAIL_URL", "mail.example.org"),
        ("DEFAULT_LANGUAGE", "fr"),
        ("TIME_ZONE", "Europe/Nowhere"),
        ("TRUSTED_PROXIES", "many"),
        ("WORKERS", "0"),
        ("OPERATOR_MAIL", "nobody"),
        ("OUTGOING_INSIDE", "sso.town.example"),
        ("OUTGOING_INSIDE", "https://sso.town.example/path"),
        ("OUTGOING_INSIDE", "https://sso.town.example:x"),
        ("SCANNER", "/run/scanner.sock"),
        ("SCANNER", "scanner.town.example"),
        ("SCANNER", "scanner.town.example:70000"),
        ("OPENID_ISSUER", "sso.town.example"),
        ("OPENID_ISSUER", "https://sso.town.example?x=1"),
        ("OUTGOING_CERTIFICATES", "/there/is/no/such.pem"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with_environment(monkeypatch, **{**GOOD, name: value})

    with pytest.raises(SettingsRefused) as refused:
        Settings.from_environment()

    lines = str(refused.value).splitlines()[1:]
    assert [line.split(":")[0].strip() for line in lines] == [name]
    assert value not in str(refused.value) or name in (
        "DEFAULT_LANGUAGE",
        "BASE_URL",
        "MAIL_URL",
        "DATABASE_URL",
        "DATA_DIR",
        "TIME_ZONE",
    )


@pytest.mark.parametrize("left_out", ["OPENID_ISSUER", "OPENID_CLIENT_ID", "OPENID_CLIENT_SECRET"])
def test_a_sign_in_service_is_given_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch, left_out: str) -> None:
    whole = {"OPENID_ISSUER": "https://sso.example.org", "OPENID_CLIENT_ID": "hub", "OPENID_CLIENT_SECRET": "word"}
    with_environment(monkeypatch, **GOOD, **whole)
    assert Settings.from_environment().openid_client_id == "hub"
    monkeypatch.delenv(left_out)

    with pytest.raises(SettingsRefused) as refused:
        Settings.from_environment()

    assert "OPENID_CLIENT_SECRET: OPENID_ISSUER, OPENID_CLIENT_ID and OPENID_CLIENT_SECRET" in str(refused.value)


def test_settings_cannot_be_changed_after_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with_environment(monkeypatch, **GOOD)
    settings = Settings.from_environment()

    with pytest.raises(ValidationError):
        settings.time_zone = "UTC"  # type: ignore[misc]


def test_a_secret_is_not_shown_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    with_environment(monkeypatch, **GOOD)

    assert GOOD["SECRET_KEY"] not in repr(Settings.from_environment())
