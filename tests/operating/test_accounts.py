"""The operator and other people's accounts: numbers first, a look with a reason, and never a password."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.actions import empty_account
from challenge_hub.accounts.models import LoginSession
from challenge_hub.accounts.passwords import hashed
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail_message import message_of
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.operating import actions
from challenge_hub.operating.models import AccountLook
from challenge_hub.operating.rules import is_confirmation_due
from tests import factories as make
from tests.accounts.people import SECRET
from tests.cast import SPRING, World, a_world, actor, sign_in

ASKED = {"reason": "She wrote to us and cannot sign in."}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_world()
    world["member"].display_name, world["member"].mail = "Mira Beispiel", "mira@example.org"
    db.session.commit()
    return world


@pytest.fixture
def client(app: Flask, world: World) -> Any:
    with time_machine.travel(SPRING, tick=False):
        client = app.test_client()
        sign_in(client, world["operator"])
        yield client


def page(world: World, act: str = "") -> str:
    return f"/en/operating/accounts/{world['member'].id}{act}"


def verbs() -> list[str]:
    return list(db.session.scalars(select(TrailLine.verb).order_by(TrailLine.id)))


def test_neither_list_nor_account_says_whose_it_is(client: FlaskClient, world: World) -> None:
    pages = client.get("/en/operating/accounts").text + client.get(page(world)).text

    assert f"Account {world['member'].id}" in pages
    assert "Mira" not in pages
    assert "mira@" not in pages


def test_a_look_needs_a_reason_lasts_a_quarter_of_an_hour_and_is_in_the_history(
    client: FlaskClient, world: World
) -> None:
    refused = client.post(page(world, "/look"), data={"reason": " "})
    answer = client.post(page(world, "/look"), data=ASKED, follow_redirects=True)

    assert refused.status_code == 422
    assert "Please give a reason." in refused.text
    assert "Mira Beispiel" in answer.text
    assert "mira@example.org" in answer.text
    assert verbs().count("look-into-account") == 1
    assert db.session.scalars(select(AccountLook.reason)).one() == ASKED["reason"]
    with time_machine.travel(SPRING + timedelta(minutes=15), tick=False):
        assert "Mira" not in client.get(page(world)).text


def test_the_look_of_one_operator_opens_nothing_to_another(app: Flask, client: FlaskClient, world: World) -> None:
    client.post(page(world, "/look"), data=ASKED)
    world["chair"].is_operator = True
    db.session.commit()
    other = app.test_client()
    sign_in(other, world["chair"])

    assert "Mira" not in other.get(page(world)).text


def test_an_account_is_found_by_an_address_that_stands_in_no_address_bar(client: FlaskClient, world: World) -> None:
    found = client.post("/en/operating/accounts", data={"mail": "Mira@Example.org"})
    nobody = client.post("/en/operating/accounts", data={"mail": "nobody@example.org"})

    assert found.location == page(world)
    assert nobody.status_code == 422


def test_a_disabled_account_is_closed_at_once_and_its_owner_reads_why(
    app: Flask, client: FlaskClient, world: World
) -> None:
    owner = app.test_client()
    sign_in(owner, world["member"])
    assert owner.get("/en/me").status_code == 200

    client.post(page(world, "/disabled"), data={"reason": "Somebody else uses it."})

    assert owner.get("/en/me").status_code == 302
    db.session.expire_all()
    row = db.session.scalars(select(OutboxRow).where(OutboxRow.person_id == world["member"].id)).one()
    message = message_of(row, SPRING)
    assert message is not None
    assert "Somebody else uses it." in message.get_content()
    assert "disable-account" in verbs()


def test_the_right_password_opens_no_disabled_account_and_a_wrong_one_learns_nothing(
    app: Flask, client: FlaskClient, world: World
) -> None:
    world["member"].password_hash = hashed(SECRET)
    db.session.commit()
    client.post(page(world, "/disabled"), data={"reason": "Asked for it."})
    somebody = app.test_client()

    right = somebody.post("/en/sign-in", data={"mail": "mira@example.org", "password": SECRET})
    wrong = somebody.post("/en/sign-in", data={"mail": "mira@example.org", "password": "quite another sentence"})

    assert "The operator has disabled this account" in right.text
    assert "disabled" not in wrong.text
    assert db.session.scalars(select(LoginSession).where(LoginSession.person_id == world["member"].id)).all() == []


def test_opened_again_the_owner_signs_in_as_before(app: Flask, client: FlaskClient, world: World) -> None:
    client.post(page(world, "/disabled"), data={"reason": "By mistake."})

    answer = client.post(page(world, "/enabled"), follow_redirects=True)

    assert "The account is open again." in answer.text
    owner = app.test_client()
    sign_in(owner, world["member"])
    assert owner.get("/en/me").status_code == 200


def test_nobody_disables_their_own_account(client: FlaskClient, world: World) -> None:
    own = f"/en/operating/accounts/{world['operator'].id}"

    assert client.post(f"{own}/disabled", data={"reason": "A test."}).status_code == 403
    assert f"{own}/disabled" not in client.get(own).text


def test_the_operator_signs_somebody_out_and_has_a_link_mailed_that_only_the_owner_gets(
    app: Flask, client: FlaskClient, world: World
) -> None:
    owner = app.test_client()
    sign_in(owner, world["member"])

    client.post(page(world, "/signed-out"))
    answer = client.post(page(world, "/reset"), follow_redirects=True)

    assert owner.get("/en/me").status_code == 302
    assert "The owner gets a link" in answer.text
    assert db.session.scalars(select(OutboxRow.mail).where(OutboxRow.kind == "accounts.reset")).all() == [
        "mira@example.org"
    ]
    assert {"end-sessions", "mail-reset"} <= set(verbs())


def test_no_page_of_the_operator_asks_more_for_forty_accounts_than_for_ten(
    client: FlaskClient, world: World, seen: list[str]
) -> None:
    from_pages = []
    for _ in range(2):
        seen.clear()
        for path in ("", "/accounts", "/queue", "/trail"):
            assert client.get(f"/en/operating{path}").status_code == 200
        from_pages.append(len(seen))
        a_world()
        db.session.commit()

    assert from_pages[0] == from_pages[1]


def test_the_list_of_operators_is_to_be_looked_through_once_a_year(client: FlaskClient, world: World) -> None:
    assert "Is this list right?" in client.get("/en/operating").text

    client.post("/en/operating/operators/confirmed")

    assert "Is this list right?" not in client.get("/en/operating").text
    assert "Looked through on" in client.get("/en/operating").text
    assert not is_confirmation_due(SPRING, SPRING + timedelta(days=364))
    assert is_confirmation_due(SPRING, SPRING + timedelta(days=365))


def test_a_mail_that_was_given_up_is_shown_without_its_address_and_tried_again(
    client: FlaskClient, world: World
) -> None:
    row = OutboxRow(
        kind="x.y", facts={}, mail="ada@example.org", language="en", created_at=SPRING, last_error="no host"
    )
    db.session.add(row)
    db.session.commit()

    shown = client.get("/en/operating/queue").text
    client.post(f"/en/operating/queue/{row.id}/retry")

    assert "no host" in shown
    assert "ada@" not in shown
    db.session.refresh(row)
    assert (row.due_at, row.last_error) == (SPRING, None)


def test_the_history_is_filtered_by_what_and_by_whom(client: FlaskClient, world: World) -> None:
    client.post(page(world, "/look"), data=ASKED)

    by_verb = client.get("/en/operating/trail?verb=look-into-account").text
    by_other = client.get("/en/operating/trail?actor=person:999999").text

    assert "1 line, the newest first" in by_verb
    assert "looked into an account" in by_verb
    assert "No such line" in by_other


def test_a_second_link_in_the_same_minute_is_refused_and_not_called_sent(world: World) -> None:
    actions.mail_reset(world["member"], by=actor(world["operator"]), now=SPRING)
    with pytest.raises(Refused, match="reset-was-just-mailed"):
        actions.mail_reset(world["member"], by=actor(world["operator"]), now=SPRING + timedelta(seconds=30))
    actions.mail_reset(world["member"], by=actor(world["operator"]), now=SPRING + timedelta(seconds=61))


def test_an_erased_account_is_not_one_that_waits_for_its_owner(client: FlaskClient, world: World) -> None:
    gone = make.a_person(mail=None, claimed_mail="new@example.org")
    before = client.get("/en/operating/accounts?only=unconfirmed").text
    empty_account(gone)
    db.session.commit()

    waiting, every = (client.get(f"/en/operating/accounts{only}").text for only in ("?only=unconfirmed", ""))
    assert (f"Account {gone.id}<" in before, f"Account {gone.id}<" in waiting) == (True, False)
    assert "erased" in every
    assert "erased" in client.get(f"/en/operating/accounts/{gone.id}").text


def test_operators_are_mailed_when_their_list_is_to_be_looked_through_and_not_every_day(
    client: FlaskClient, world: World
) -> None:
    for day in (0, 1, 29, 30):
        actions.remind_operators(SPRING + timedelta(days=day))
    found = db.session.scalars(select(OutboxRow.person_id).where(OutboxRow.kind == actions.LOOK_DUE)).all()

    assert found == [world["operator"].id] * 2


@pytest.mark.parametrize("act", [actions.enable, actions.sign_out_everywhere, actions.mail_reset])
def test_nobody_but_an_operator_acts_upon_the_account_of_another(world: World, act: Callable[..., object]) -> None:
    with pytest.raises(Refused, match="not-operator"):
        act(world["member"], by=actor(world["organiser"]), now=SPRING)
    for with_reason in (actions.look, actions.disable):
        with pytest.raises(Refused, match="not-operator"):
            with_reason(world["member"], reason="Curious.", by=actor(world["organiser"]), now=SPRING)
