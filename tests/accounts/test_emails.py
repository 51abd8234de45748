"""What the mails say, to whom, and in which language."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts import actions
from challenge_hub.infrastructure.outbox import send_to_address, send_to_person
from tests import factories as make
from tests.accounts.people import OTHER, SECRET, SPRING, link_of, rows, somebody, written
from tests.cast import actor


def the_mail(app: Flask, language: str | None = None) -> tuple[str, str]:
    found = written(app, rows()[-1], language)
    return (found[0].subject, found[1]) if found else ("", "")


def a_claim(mail: str = "ada@example.org", *, name: str = "Buy now!") -> None:
    actions.begin_with_claim(name, mail, "en", now=SPRING)


@pytest.mark.parametrize(("language", "subject"), [("en", "Please confirm"), ("de", "Bitte bestätigen Sie")])
def test_a_new_address_gets_a_link_and_nothing_a_stranger_typed(
    app: Flask, session: scoped_session[Any], language: str, subject: str
) -> None:
    a_claim()

    told, text = the_mail(app, language)

    assert told.startswith(subject)
    assert f"http://localhost:8000/{language}/confirm/" in text
    assert text.count("http") == 1
    assert "Buy now" not in text


def test_who_has_an_account_is_told_so_instead(app: Flask, session: scoped_session[Any]) -> None:
    somebody(mail="ada@example.org")
    a_claim()

    subject, text = the_mail(app)

    assert subject == "You have an account already"
    assert "there is no need for a second one" in text
    assert "Buy now" not in text


def test_what_was_overtaken_is_not_mailed(app: Flask, session: scoped_session[Any]) -> None:
    bo = actions.begin_with_claim("Bo", "old@example.org", "en", now=SPRING)
    actions.claim_mail(bo, "new@example.org", by=actor(bo), now=SPRING)

    assert [written(app, row) is None for row in rows("accounts.confirm")] == [True, False]


def test_whose_address_is_wished_for_by_another_account_is_told(app: Flask, session: scoped_session[Any]) -> None:
    somebody(mail="owner@example.org")
    ada = somebody(mail="ada@example.org")
    actions.claim_mail(ada, "owner@example.org", by=actor(ada), now=SPRING)

    found = written(app, rows("accounts.confirm")[0])

    assert found is not None
    assert found[0].subject == "Your e-mail address was entered"
    assert "/confirm/" not in found[1]


def test_a_reset_is_mailed_only_where_there_is_somebody(app: Flask, session: scoped_session[Any]) -> None:
    somebody(mail="known@example.org", display_name="O'Neill & Söhne")
    send_to_address("accounts.reset", "unknown@example.org", "en", now=SPRING)
    send_to_address("accounts.reset", "known@example.org", "en", now=SPRING)

    unknown, known = (written(app, row) for row in rows())

    assert unknown is None
    assert known is not None
    assert "Neill" not in known[1]
    assert "/en/reset/" in known[1]


def test_who_never_confirmed_gets_the_link_for_that_when_the_password_is_forgotten(
    app: Flask, client: FlaskClient
) -> None:
    make.a_person(mail=None, claimed_mail="ada@example.org")
    client.post("/en/reset", data={"mail": "ada@example.org"})

    link = link_of(app, rows()[-1])

    assert link.startswith("/en/confirm/")
    assert client.post(link, data={"password": SECRET}).status_code == 302


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_changed_password_and_address_are_told_with_a_way_to_act(
    app: Flask, session: scoped_session[Any], language: str
) -> None:
    ada = somebody(mail="ada@example.org", language=language, display_name="Ada")
    send_to_person("accounts.password_changed", ada.id, now=SPRING)
    changed = the_mail(app)[1]
    actions.claim_mail(ada, "new@example.org", by=actor(ada), now=SPRING)
    changing = the_mail(app)[1]

    assert f"http://localhost:8000/{language}/reset" in changed
    assert f"http://localhost:8000/{language}/account/mail" in changing
    assert OTHER not in changed + changing
    assert "new@example.org" not in changing
