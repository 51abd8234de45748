"""A forgotten password, and one's own account: profile, password, address, devices, and who runs the platform."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR, VISITOR, Refused
from challenge_hub.accounts import actions, logins, passwords
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.accounts.rules import device_of
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from tests import factories as make
from tests.accounts.people import OTHER, SECRET, SPRING, is_signed_in, link_of, rows, somebody, without_challenge
from tests.cast import actor, sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36 Edg/140.0.0.0"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


def again(person: Person) -> Person:
    db.session.expire_all()
    return db.session.get_one(Person, person.id)


def verbs() -> list[str]:
    return list(db.session.scalars(select(TrailLine.verb).order_by(TrailLine.id)))


def test_asking_for_a_new_password_tells_nobody_whether_there_is_an_account(
    client: FlaskClient, seen: list[str]
) -> None:
    somebody(mail="known@example.org")
    answers, statements = [], []
    client.post("/en/reset", data={"mail": "first@example.org"})  # this network has a count now
    client.get("/en/sign-in")

    for mail in ("known@example.org", "unknown@example.org"):
        seen.clear()
        answer = client.post("/en/reset", data={"mail": mail})
        answers.append(
            (answer.status_code, answer.headers["Location"], without_challenge(client.get("/en/sign-in").text))
        )
        statements.append(list(seen))

    assert answers[0] == answers[1]
    assert statements[0] == statements[1]


def test_a_reset_works_once_ends_every_session_and_says_so_by_mail(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(SPRING, tick=False):
        ada = somebody(mail="ada@example.org")
        sign_in(client, ada)
        client.post("/en/reset", data={"mail": "Ada@example.org"})
        link = link_of(app, rows("accounts.reset")[0])
        browser = app.test_client()

        assert browser.get(link).status_code == 200
        assert passwords.fits(SECRET, again(ada).password_hash)
        assert browser.post(link, data={"password": "short"}).status_code == 422
        assert browser.post(link, data={"password": OTHER}).headers["Location"] == "/en/sign-in"

        assert passwords.fits(OTHER, again(ada).password_hash)
        assert browser.post(link, data={"password": SECRET}).status_code == 410
        assert not is_signed_in(client)
        assert [(row.kind, row.person_id) for row in rows()][1:] == [("accounts.password_changed", ada.id)]
        assert verbs() == ["choose-password"]


def test_a_reset_link_is_dead_after_an_hour_and_when_the_address_changed(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(SPRING, tick=False):
        ada = somebody(mail="ada@example.org")
        client.post("/en/reset", data={"mail": "ada@example.org"})
        link = link_of(app, rows("accounts.reset")[0])
        assert client.get(link).status_code == 200
        ada.mail = ada.claimed_mail = "new@example.org"
        db.session.commit()
        assert client.post(link, data={"password": OTHER}).status_code == 410
        again(ada).mail = "ada@example.org"
        db.session.commit()
    with time_machine.travel(SPRING + timedelta(minutes=61), tick=False):
        assert client.post(link, data={"password": OTHER}).status_code == 410


def test_a_reset_is_mailed_at_most_once_a_minute(client: FlaskClient) -> None:
    for _ in range(3):
        client.post("/en/reset", data={"mail": "ada@example.org"})

    assert len(rows("accounts.reset")) == 1


def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(app: Flask, client: FlaskClient) -> None:
    ada, other = somebody(), app.test_client()
    sign_in(client, ada)
    sign_in(other, ada)

    wrong = client.post("/en/account/password", data={"current": OTHER, "password": OTHER})
    assert (wrong.status_code, "This is not your current password." in wrong.text) == (422, True)
    assert OTHER not in wrong.text
    assert client.post("/en/account/password", data={"current": SECRET, "password": OTHER}).status_code == 302

    assert passwords.fits(OTHER, again(ada).password_hash)
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)
    assert [row.kind for row in rows()] == ["accounts.password_changed"]


def test_without_a_password_the_first_one_is_simply_chosen(client: FlaskClient) -> None:
    bo = somebody(password_hash=None)
    sign_in(client, bo)

    client.post("/en/account/password", data={"password": SECRET})

    assert passwords.fits(SECRET, again(bo).password_hash)


def test_another_address_counts_once_confirmed_and_the_old_one_is_told(client: FlaskClient) -> None:
    ada = somebody(mail="old@example.org")
    sign_in(client, ada)

    wrong = client.post("/en/account/mail", data={"mail": "new@example.org", "current": OTHER})
    client.post("/en/account/mail", data={"mail": "New@example.org", "current": SECRET})

    assert (wrong.status_code, 'value="new@example.org"' in wrong.text) == (422, True)
    assert (again(ada).mail, again(ada).claimed_mail) == ("old@example.org", "new@example.org")
    assert [(row.kind, row.mail) for row in rows()] == [
        ("accounts.confirm", "new@example.org"),
        ("accounts.mail_changing", "old@example.org"),
    ]
    assert "new@example.org" in client.get("/en/account").text


def test_a_wish_for_another_address_is_taken_back_by_the_present_one(client: FlaskClient) -> None:
    ada = somebody(mail="old@example.org", claimed_mail="new@example.org")
    sign_in(client, ada)

    client.post("/en/account/mail", data={"mail": "old@example.org", "current": SECRET})

    assert again(ada).claimed_mail == "old@example.org"
    assert rows() == []


def test_the_profile_keeps_name_language_and_skills(client: FlaskClient) -> None:
    ada = somebody()
    sign_in(client, ada)
    skills = "Maps\r\n<b>design</b>"

    wrong = client.post("/en/account", data={"display_name": "", "language": "de", "skills": skills})
    answer = client.post("/en/account", data={"display_name": "Ada", "language": "de", "skills": skills})

    assert (wrong.status_code, "&lt;b&gt;design" in wrong.text) == (422, True)
    assert answer.headers["Location"] == "/en/account"
    assert (again(ada).display_name, again(ada).language, again(ada).skills) == ("Ada", "de", "Maps\n<b>design</b>")
    assert verbs() == ["change-profile"]


@pytest.mark.parametrize("language", ["", "fr", "<script>"])
def test_a_language_is_one_of_ours(client: FlaskClient, language: str) -> None:
    sign_in(client, somebody())

    assert client.post("/en/account", data={"display_name": "Ada", "language": language}).status_code == 422


@pytest.mark.parametrize(
    ("word", "device"),
    [
        (FIREFOX, "Firefox/Linux"),
        (EDGE, "Edge/Windows"),
        (SAFARI, "Safari/iPhone"),
        ("curl/8", "/"),
        ("", "/"),
    ],
)
def test_a_device_is_named_in_plain_words(word: str, device: str) -> None:
    assert device_of(word) == device


def test_the_devices_are_listed_and_each_can_be_signed_out(app: Flask, client: FlaskClient) -> None:
    somebody(mail="ada@example.org")
    phone, laptop = app.test_client(), app.test_client()
    for browser, word in ((phone, SAFARI), (laptop, FIREFOX)):
        browser.post("/en/sign-in", data={"mail": "ada@example.org", "password": SECRET}, headers={"User-Agent": word})
    page = laptop.get("/en/account/devices").text
    number = db.session.scalars(select(LoginSession.id).where(LoginSession.device == "Safari/iPhone")).one()

    laptop.post(f"/en/account/devices/{number}/end")

    assert "Safari on iPhone" in page
    assert page.index("This device") > page.index("Firefox on Linux")
    assert (is_signed_in(phone), is_signed_in(laptop)) == (False, True)
    assert "You are signed in on no other device." in laptop.get("/en/account/devices").text


def test_signing_out_everywhere_else_keeps_this_device_and_touches_nobody_else(app: Flask, client: FlaskClient) -> None:
    ada, browsers, stranger = somebody(), [app.test_client() for _ in range(3)], app.test_client()
    for browser in browsers:
        sign_in(browser, ada)
    sign_in(stranger, somebody())

    browsers[0].post("/en/account/devices/others/end")

    assert [is_signed_in(browser) for browser in (*browsers, stranger)] == [True, False, False, True]
    assert verbs() == ["sign-out-elsewhere"]


@pytest.mark.parametrize("number", ["0", "2147483647", "99999999999999999999", "ä", "-1"])
def test_a_device_that_is_not_there_is_404(client: FlaskClient, number: str) -> None:
    sign_in(client, somebody())

    assert client.post(f"/en/account/devices/{number}/end").status_code == 404


def test_many_devices_cost_as_many_statements_as_one(app: Flask, client: FlaskClient, seen: list[str]) -> None:
    ada, counts = somebody(), []
    for more in (1, 2):
        for _ in range(more):
            sign_in(client, ada)
        seen.clear()
        assert client.get("/en/account/devices").status_code == 200
        counts.append(len(seen))

    assert counts == [2, 2]


def test_ended_sessions_do_not_stay(client: FlaskClient, session: scoped_session[Any]) -> None:
    ada = somebody()
    logins.begin_session(ada, device="Firefox/Linux", now=SPRING)

    logins.begin_session(ada, device="Firefox/Linux", now=SPRING + timedelta(days=15))

    assert len(session.scalars(select(LoginSession)).all()) == 1


def test_operators_make_and_dismiss_operators(session: scoped_session[Any]) -> None:
    ada = somebody()

    for _ in range(2):
        actions.make_operator(ada, by=OPERATOR, now=SPRING)
    assert ada.is_operator
    actions.dismiss_operator(ada, by=actor(ada), now=SPRING)

    assert not ada.is_operator
    assert verbs() == ["make-operator", "dismiss-operator"]


def test_nobody_else_does_and_only_a_confirmed_address_will_do(session: scoped_session[Any]) -> None:
    with pytest.raises(Refused, match="not-operator"):
        actions.make_operator(somebody(), by=VISITOR, now=SPRING)
    with pytest.raises(Refused, match="not-confirmed"):
        actions.make_operator(make.a_person(mail=None), by=OPERATOR, now=SPRING)


def test_nobody_changes_the_account_of_another(session: scoped_session[Any]) -> None:
    ada, other = somebody(), actor(somebody())

    for act in (
        lambda: actions.choose_password(ada, "x", token="", by=other, now=SPRING),
        lambda: actions.claim_mail(ada, "x@example.org", by=other, now=SPRING),
        lambda: logins.end_other_devices(ada, "", by=other, now=SPRING),
        lambda: actions.mail_again(ada, by=other, now=SPRING),
        lambda: actions.change_profile(ada, display_name="x", language="en", skills="", by=other, now=SPRING),
    ):
        with pytest.raises(Refused, match="not-your-account"):
            act()


def test_a_copied_cookie_is_worth_nothing_once_its_owner_proved_again_who_they_are(
    app: Flask, client: FlaskClient
) -> None:
    somebody(mail="ada@example.org")
    client.post("/en/sign-in", data={"mail": "ada@example.org", "password": SECRET})
    thief = app.test_client()
    with client.session_transaction() as cookie, thief.session_transaction() as copied:
        copied.update(cookie)
    before = is_signed_in(thief)

    client.post("/en/account/proof", data={"password": SECRET})

    assert before
    assert (is_signed_in(client), is_signed_in(thief)) == (True, False)


def test_a_device_is_signed_out_only_by_who_proved_it_lately(client: FlaskClient) -> None:
    with time_machine.travel(SPRING, tick=False) as clock:
        somebody(mail="ada@example.org")
        client.post("/en/sign-in", data={"mail": "ada@example.org", "password": SECRET})
        clock.shift(timedelta(minutes=16))

        away = client.get("/en/account/devices")
        refused = [client.post(f"/en/account/devices/{which}/end") for which in ("1", "others")]

    assert away.headers["Location"] == "/en/account/proof?next=/en/account/devices"
    assert [answer.status_code for answer in refused] == [403, 403]
