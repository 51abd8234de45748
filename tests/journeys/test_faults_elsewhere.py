"""Faults found in a popular platform of today, tried out here: each is a sentence that must not be true of this one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts import passwords
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.infrastructure.db import db
from challenge_hub.teams.models import TeamMember
from tests.accounts.people import OTHER, SECRET, somebody
from tests.architecture.test_matrix import Row, rows
from tests.cast import ROLES, SPRING, World, a_world, sign_in
from tests.infrastructure.test_text import Found
from tests.solutions.stories import TYPED, a_draft, address, handed_in

EMPTY_KEYS = {"Authorization": "Bearer ", "X-Api-Key": "", "Api-Key": "", "X-Auth-Token": "", "Cookie": "session="}
TRICKS = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"}
SCRIPTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[press](javascript:alert(1))",
    '"><svg onload=alert(1)>',
    "<iframe srcdoc='<script>alert(1)</script>'>",
)
MAIL = re.compile(r"person-\d+@example\.org")


@pytest.fixture
def world(session: scoped_session[Any]) -> Any:
    with time_machine.travel(SPRING, tick=False):
        yield a_world()


def wrote(seen: list[str]) -> list[str]:
    """Statements that change something, but for the count of attempts."""
    return [one for one in seen if not one.startswith("SELECT") and " attempt " not in one]


@contextmanager
def before(app: Flask, row: Row, there: World) -> Iterator[str]:
    """The address of a door, and what it needs behind it; all of it is undone afterwards."""
    db.session.commit()
    point = db.engines[None].begin_nested()  # type: ignore[attr-defined]  # the test's one connection
    with app.test_request_context("/en/"):
        found = url_for(row.endpoint, **row.table.arguments(there, row.endpoint))
    db.session.commit()
    yield found
    db.session.rollback()
    point.rollback()
    db.session.expire_all()


def doors(method: str) -> list[Row]:
    return [row for row in rows() if row.method == method and row.whose == "own"]


def test_nobody_writes_with_an_empty_key(app: Flask, client: FlaskClient, seen: list[str], world: World) -> None:
    shut = [row for row in doors("POST") if row.expected["visitor"] in (403, 404)]
    through = []

    for row in shut:
        with before(app, row, world) as to:
            seen.clear()
            answer = app.test_client(use_cookies=False).post(to, headers=EMPTY_KEYS, json={"api_key": ""})
        if answer.status_code not in (403, 404) or wrote(seen):
            through.append((str(row), answer.status_code, wrote(seen)))

    assert len(shut) > 100
    assert through == []


def test_no_script_from_a_description_reaches_a_page(client: FlaskClient, world: World) -> None:
    odd = "\n\n".join(SCRIPTS)
    solution = a_draft(world)
    sign_in(client, world["lead"])
    kept = client.post(
        address(world, solution, "edit"),
        data={**TYPED, "title": SCRIPTS[0], "pitch": SCRIPTS[1], "description": odd, "revision": "2"},
    )
    handed_in(world, solution)
    db.session.commit()
    pages = [client.get(address(world, solution, page)).text for page in ("edit", "overview", "submission")]
    with time_machine.travel(world.call.closes_at, tick=False):
        pages += [client.get(path).text for path in (address(world, solution, "").rstrip("/"), "/en/solutions?q=alert")]

    assert kept.status_code == 302
    for page in pages:
        found = Found(page)
        assert "alert(1)" in page
        assert [name for _, name in found.attributes if name.startswith("on") or name == "srcdoc"] == []
        assert [address for address in found.addresses if address.startswith("javascript")] == []
        assert "iframe" not in found.elements
        assert "<script>" not in page


@pytest.mark.parametrize("role", [role for role in ROLES if role != "operator"])
def test_no_account_gets_the_mail_addresses_of_those_who_take_part(
    app: Flask, client: FlaskClient, world: World, role: str
) -> None:
    own = world.people[role].mail if role != "visitor" else None
    others = {person.mail for person in world.people.values()} - {own}
    if role != "visitor":
        sign_in(client, world[role])
    found: dict[str, set[str]] = {}
    to_decide = {"organisations.decide"} if role == "organiser" else set()

    for row in doors("GET"):
        with before(app, row, world) as to, client.get(to) as answer:
            mails = set(MAIL.findall(answer.data.decode(errors="replace"))) & others
        if mails:
            found[row.endpoint] = mails

    assert set(found) <= to_decide  # whoever gives somebody a seat reads the address of this one person
    assert max(map(len, found.values()), default=0) <= 1


@pytest.mark.parametrize("role", ["lead", "organiser", "operator"])
def test_no_get_takes_anything_over(app: Flask, client: FlaskClient, seen: list[str], world: World, role: str) -> None:
    """Also where a link, an image or a preview asks in the name of somebody who may do it."""
    sign_in(client, world[role])
    team = select(TeamMember.person_id, TeamMember.role).where(TeamMember.team_id == world.team.id)
    seats = db.session.execute(team.order_by(TeamMember.id)).all()
    changed = []

    for row in doors("POST"):
        asked = f"_method=POST&role=lead&confirm=y&person={world['stranger'].id}"
        with before(app, row, world) as to:
            seen.clear()
            client.get(f"{to}{'&' if '?' in to else '?'}{asked}", headers=TRICKS).close()
            written = wrote(seen)
        if written:
            changed.append((str(row), written))

    assert changed == []
    assert db.session.execute(team.order_by(TeamMember.id)).all() == seats


def test_the_same_password_is_never_the_same_hash(client: FlaskClient, session: scoped_session[Any]) -> None:
    for name in ("Ada", "Bo"):
        facts = {"display_name": name, "mail": f"{name}@example.org", "password": SECRET}
        client.application.test_client().post("/en/register", data=facts)

    hashes = list(session.scalars(select(Person.password_hash)))
    assert len(set(hashes)) == 2
    assert [kept for kept in hashes if not re.match(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$", str(kept))] == []
    assert all(passwords.fits(SECRET, kept) for kept in hashes)


def test_nobody_tries_passwords_without_end(app: Flask, session: scoped_session[Any]) -> None:
    """Not for one account, not for many from one place, and a right one in between is not looked at either."""
    somebody(mail="ada@example.org")
    with time_machine.travel(SPRING, tick=False):
        tries = [("ada@example.org", OTHER)] * 30 + [("ada@example.org", SECRET)]
        one = [
            app.test_client().post("/en/sign-in", data={"mail": mail, "password": typed}).status_code
            for mail, typed in tries
        ]
        many = [
            app.test_client()
            .post("/en/sign-in", data={"mail": f"p{number}@example.org", "password": OTHER})
            .status_code
            for number in range(60)
        ]

    assert one == [422] * 5 + [429] * 26
    assert many == [422] * 45 + [429] * 15
    assert session.scalar(select(func.count()).select_from(LoginSession)) == 0
