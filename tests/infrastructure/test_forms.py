"""The token of a session: steady, its own, and asked for."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.cast import sign_in

FORM = "/en/accessibility/report"
TOKEN = r'name="csrf_token"[^>]* value="([^"]+)"'
EARLY = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def tokens_asked(app: Flask) -> Iterator[None]:
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def token_in(page: str) -> str:
    return str(re.findall(TOKEN, page)[0])


@pytest.mark.usefixtures("tokens_asked")
def test_a_form_asked_for_twice_is_the_same_form_and_its_token_lasts_as_long_as_the_session(
    client: FlaskClient,
) -> None:
    with time_machine.travel(EARLY, tick=False):
        first = client.get(FORM).text
    with time_machine.travel(EARLY + timedelta(days=3), tick=False):
        again = client.get(FORM).text
        answer = client.post(FORM, data={"csrf_token": token_in(first), "message": "Too small."})

    assert token_in(first) == token_in(again)
    assert answer.status_code == 302


@pytest.mark.usefixtures("tokens_asked")
def test_another_session_has_another_token_and_neither_serves_for_the_other(app: Flask, client: FlaskClient) -> None:
    ours, theirs = token_in(client.get(FORM).text), token_in(app.test_client().get(FORM).text)

    assert ours != theirs
    assert client.post(FORM, data={"csrf_token": theirs, "message": "Too small."}).status_code == 400


@pytest.mark.usefixtures("tokens_asked")
def test_a_form_written_by_hand_carries_the_same_token(client: FlaskClient) -> None:
    sign_in(client, make.a_person())
    first = re.findall(TOKEN, client.get(FORM).text)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2), tick=False):
        again = re.findall(TOKEN, client.get(FORM).text)

    assert len(first) > 1, "the form of the page, and the button that signs out"
    assert set(first) == set(again)
    assert len(set(first)) == 1


def test_every_form_is_built_on_the_one_with_the_steady_token() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in Path("challenge_hub").rglob("*.py")}

    assert [path.name for path, text in sources.items() if "import FlaskForm" in text] == ["forms.py"]
