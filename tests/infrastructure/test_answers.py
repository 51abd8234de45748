"""What every answer says, on which page it is said, and that the frame holds."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from itsdangerous import BadSignature
from itsdangerous.encoding import base64_decode

from challenge_hub.app import create_app
from tests import factories as make
from tests.conftest import settings_for

NOTHING_FROM = ("default-src", "font-src", "object-src", "base-uri", "frame-ancestors")


def test_every_answer_carries_the_same_strict_headers(client: FlaskClient) -> None:
    for path in ("/en/", "/en/no-such-page", "/healthz", "/", "/static/img/favicon.svg"):
        with client.get(path) as answer:
            headers = answer.headers
        rules = headers["Content-Security-Policy"].split("; ")
        assert [rule for rule in rules if rule.endswith("'none'")] == [f"{kind} 'none'" for kind in NOTHING_FROM]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Access-Control-Allow-Origin" not in headers


def test_the_nonce_is_another_one_with_every_answer(client: FlaskClient) -> None:
    nonces = {re.findall(r"nonce-([\w-]+)", client.get("/en/").headers["Content-Security-Policy"])[0] for _ in range(5)}

    assert len(nonces) == 5


def test_reading_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/en/").headers


def test_https_brings_hsts_and_cookies_bound_to_the_host(tmp_path: Path) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path, base_url="https://hub.example.org"))

    answer = app.test_client().get("/en/accessibility/report", base_url="https://hub.example.org")

    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
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


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "ODD"])
def test_a_method_that_no_page_names_does_nothing(client: FlaskClient, seen: list[str], method: str) -> None:
    answers = [client.open(path, method=method) for path in ("/en/", "/en/sign-in", "/en/accessibility/report")]

    assert [answer.status_code for answer in answers] == [405, 405, 405]
    assert [statement for statement in seen if not statement.startswith("SELECT")] == []


def test_a_form_of_endless_parts_or_of_endless_length_is_refused(client: FlaskClient) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="message"\r\n\r\na\r\n'
    kind = "multipart/form-data; boundary=x"

    parts = client.post("/en/accessibility/report", data=part * 1001 + b"--x--\r\n", content_type=kind)
    long = client.post("/en/accessibility/report", data={"message": "a" * 256 * 1024})

    assert (parts.status_code, long.status_code) == (413, 413)
    assert "This is too large" in parts.text


def test_a_refusal_links_back_to_our_own_pages_alone(client: FlaskClient) -> None:
    ours = client.post("/en/accessibility/report", data={"message": "a\0b"})
    others = client.post("//evil.example/en/", base_url="http://localhost:8000", data={"message": "a\0b"})

    assert 'href="/en/accessibility/report?"' in ours.text
    assert (others.status_code, 'href="//evil.example' in others.text) == (400, False)


def test_the_address_of_a_visitor_is_forged_by_nobody(tmp_path: Path) -> None:
    """Without a proxy nobody names it; behind one its own word, the last one, counts."""
    forged = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil"}
    found = []
    for proxies in (0, 1):
        settings = settings_for(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path, trusted_proxies=proxies)
        app = create_app(settings)
        app.add_url_rule("/who", "who", lambda: f"{request.remote_addr} {request.scheme} {request.host}")
        found.append(app.test_client().get("/who", headers=forged).text)

    assert found == ["127.0.0.1 http localhost", "198.51.100.7 https localhost"]


def test_the_cookie_is_signed_with_sha_256_and_another_signature_is_worth_nothing(app: Flask) -> None:
    other = SecureCookieSessionInterface()  # as Flask does it, with SHA-1
    made = [interface.get_signing_serializer(app) for interface in (app.session_interface, other)]
    words = [str(maker.dumps({"_user_id": "1"})) for maker in made if maker]

    assert [len(base64_decode(word.rsplit(".", 1)[1])) for word in words] == [32, 20]
    with pytest.raises(BadSignature):
        made[0].loads(words[1])
