"""Odd and hostile strings where people come in and speak about themselves: kept whole or given back, never a fault."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import delete
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.throttle import Attempt
from challenge_hub.infrastructure.typed import lines
from tests.accounts.people import SECRET, somebody
from tests.cast import sign_in


@pytest.fixture(scope="session")
def odd_strings(shared_data: Path) -> list[str]:
    strings: list[str] = json.loads((shared_data / "nasty" / "blns.json").read_text())
    return [*strings, "\x00", "a\x00@example.org", "%00", "\u202e", "\ud7ff", "a@b@c.org", "@", "x@" + "ü" * 70 + ".de"]


def test_no_odd_string_makes_a_fault_at_a_door(
    client: FlaskClient, session: scoped_session[Any], odd_strings: list[str]
) -> None:
    somebody(mail="ada@example.org")
    faults = []

    for odd in odd_strings:
        session.execute(delete(Attempt))  # nobody who types by hand is so quick
        session.commit()
        for path, data in (
            ("sign-in", {"mail": odd, "password": SECRET, "next": odd}),
            ("reset", {"mail": odd}),
            ("register", {"display_name": "", "mail": odd, "password": "", "next": odd}),
        ):
            answer = client.post(f"/en/{path}", data=data)
            if answer.status_code not in ((400,) if "\0" in odd else (302, 422)) or "<script>" in answer.text:
                faults.append((path, odd, answer.status_code))

    assert faults == []


def test_an_odd_profile_is_kept_whole_or_given_back(
    client: FlaskClient, session: scoped_session[Any], odd_strings: list[str]
) -> None:
    ada, lost = somebody(), []
    sign_in(client, ada)

    for odd in odd_strings:
        whole = lines(odd) or ""  # line ends and accents written in one way, no blanks around: tests of it say so
        answer = client.post("/en/account", data={"display_name": odd, "language": "en", "skills": odd})
        session.expire_all()
        kept = session.get_one(Person, ada.id).skills == whole
        code, shown = (400, whole.replace("\0", "")) if "\0" in odd else (422, whole)
        given_back = answer.status_code == code and str(escape(shown)) in answer.text
        if not (answer.status_code == 302 and kept) and not given_back:
            lost.append((odd, answer.status_code))

    assert lost == []
