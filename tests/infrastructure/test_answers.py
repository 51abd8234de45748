"""What every answer says, on which page it is said, and that the frame holds."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from challenge_hub.app import create_app
from tests import factories as make
from tests.conftest import settings_for


def test_every_answer_carries_the_same_strict_headers(client: FlaskClient) -> None:
    for path in ("/en/", "/en/no-such-page", "/healthz", "/"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_nonce_is_another_one_with_every_answer(client: FlaskClient) -> None:
    nonces = {re.findall(r"nonce-([\w-]+)", client.get("/en/").headers["Content-Security-Policy"])[0] for _ in range(5)}

    assert len(nonces) == 5


def test_reading_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/en/").headers


def test_https_brings_hsts_and_cookies_bound_to_the_host(tmp_path: Path) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path, base_url="https://hub.example.org"))

    answer = app.test_client().get("/en/accessibility/report", base_url="https://hub.example.org")

    assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["Set-Cookie"].startswith("__Host-session=")
    assert "Secure; HttpOnly; Path=/; SameSite=Lax" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("wishes", "start"),
    [("de-DE,de;q=0.9", "/de/"), ("en-GB,en;q=0.9,de;q=0.1", "/en/"), ("fr", "/de/"), ("", "/de/")],
)
def test_the_start_leads_to_the_language_the_browser_asks_for(client: FlaskClient, wishes: str, start: str) -> None:
    answer = client.get("/", headers={"Accept-Language": wishes})

    assert answer.headers["Location"] == start
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_language_switch_keeps_the_page_and_its_filters(client: FlaskClient) -> None:
    page = client.get("/en/challenges?q=night&theme=mobility").text

    assert 'href="/de/challenges?q=night&amp;theme=mobility"' in page


def test_an_error_leads_home_in_both_languages(client: FlaskClient) -> None:
    page = client.get("/en/no-such-page").text

    assert 'href="/de/"' in page
    assert 'href="/en/"' in page


@pytest.mark.parametrize(
    "path", ["/fr/", "/en/calls/%00", "/en/calls/../../etc", "/assets/0/hub.css", "/static/css/../../setup.cfg"]
)
def test_what_does_not_exist_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_weakness_can_be_reported_to_an_address_that_does_not_grow_old(client: FlaskClient) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC)):
        answer = client.get("/.well-known/security.txt")

    assert answer.text.splitlines() == [
        "Contact: mailto:operator@example.org",
        "Expires: 2027-08-28T00:00:00Z",
        "Preferred-Languages: de, en",
        "Canonical: http://localhost:8000/.well-known/security.txt",
    ]


def test_healthz_tells_whether_the_database_answers(client: FlaskClient, tmp_path: Path) -> None:
    broken = create_app(settings_for("postgresql://nobody@127.0.0.1:1/none", tmp_path))

    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
    assert broken.test_client().get("/healthz").status_code == 503


def test_a_fault_of_ours_is_a_plain_page_without_its_insides(app: Flask, tmp_path: Path) -> None:
    broken = create_app(settings_for("postgresql://nobody@127.0.0.1:1/none", tmp_path))

    answer = broken.test_client().get("/en/calls")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "psycopg" not in answer.text


def test_a_host_that_is_not_ours_is_not_repeated(client: FlaskClient) -> None:
    answer = client.get("/en/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    "word", ["endpoint", "_method", "_external", "_scheme", "_anchor", "language", "slug", "values"]
)
def test_no_word_of_the_query_has_a_meaning_for_our_addresses(client: FlaskClient, word: str) -> None:
    call = make.a_call()

    for path in ("/en/challenges", f"/en/calls/{call.slug}", "/en/accessibility/report", "/en/none"):
        answer = client.get(path, query_string={word: "1"})

        assert answer.status_code in (200, 404)
        assert 'href="http://localhost:8000' not in answer.text
    assert f'href="/de/challenges?{word}=1"' in client.get("/en/challenges", query_string={word: "1"}).text


def test_a_name_that_is_not_ours_gets_no_page_and_spoils_none_for_others(client: FlaskClient) -> None:
    asked = client.get("/de/challenges?_external=1", headers={"Host": "evil.example"})

    assert (asked.status_code, "evil" in asked.text) == (400, False)
    assert "evil" not in client.get("/de/challenges?_external=1").text


def test_a_page_with_a_form_of_one_visitor_is_kept_by_nobody(client: FlaskClient, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        form = app.test_client().get("/en/accessibility/report")
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert form.headers["Cache-Control"] == "no-store"


def test_a_character_that_no_text_has_is_refused_and_the_rest_is_given_back(client: FlaskClient) -> None:
    asked = client.get("/en/challenges?q=night%00")
    sent = client.post("/en/accessibility/report", data={"message": "The map\0 is too dark."})

    assert (asked.status_code, sent.status_code) == (400, 400)
    assert "holds a character that no text has" in sent.text
    assert "The map is too dark." in sent.text
