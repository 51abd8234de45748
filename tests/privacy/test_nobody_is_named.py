"""What people do here, a municipality's staff above all, is not shown in public by person."""

import re
from collections import deque
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, scoped_session

from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import any_round
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Review
from challenge_hub.results.actions import freeze
from challenge_hub.results.models import Publication
from challenge_hub.teams.agreeing import withdraw_consent
from challenge_hub.teams.models import Consent, Team, TeamMember
from tests import factories as make
from tests.cast import actor
from tests.privacy.everywhere import somebody_everywhere
from tests.whole_call import NOON

NAME, MAIL = "Adalmina Unverwechselbar", "adalmina@example.org"
APART = "sign-in|/minutes"
"""Minutes have tests of their own: their public version names nobody who is not to be named."""
LATER = NOON + timedelta(days=400)


@pytest.fixture
def somebody(session: scoped_session[Any]) -> Person:
    """One person with a row in every table, in a call of which everything is public."""
    me = somebody_everywhere()
    me.display_name, me.mail = NAME, MAIL
    db.session.execute(update(Call).values(published_at=NOON, cancelled_at=None, suspended_at=None))
    call = db.session.scalars(select(Call).order_by(Call.id)).first()
    assert call is not None
    of_somebody_else = {"juror_id": make.a_juror(call).id, "is_done": True}  # nobody judges what is their own
    db.session.execute(update(Review).values(**of_somebody_else))
    again = {"number": 2, "seed": 1, "reason": "A sheet was missing.", "published_at": NOON, "now": NOON}
    made = freeze(any_round(call.id, 1), is_entitled=True, **again)  # type: ignore[arg-type]
    db.session.execute(update(Publication).values(settings=made.settings))
    db.session.commit()
    return me


def public_pages(client: FlaskClient) -> dict[str, str]:
    """Everything a visitor comes to by links."""
    found: dict[str, str] = {}
    queue = deque(["/en/", "/en/calls", "/en/challenges", "/en/solutions", "/en/organisations"])
    while queue:
        path = queue.popleft()
        if path in found or len(found) > 150:
            continue
        with client.get(path) as answer:
            found[path] = answer.text if answer.mimetype == "text/html" else ""
        links = re.findall(r'href="(/en/[^"#]*)"', found[path])
        queue.extend(link.replace("&amp;", "&") for link in links if not re.search(APART, link))
    return found


def named(pages: dict[str, str]) -> list[str]:
    return [path for path, text in pages.items() if "Adalmina" in text or MAIL in text]


def test_no_public_page_names_a_person_for_what_they_did(client: FlaskClient, somebody: Person) -> None:
    with time_machine.travel(LATER, tick=False):
        pages = public_pages(client)

    assert named(pages) == []
    assert {"challenges", "solutions", "results", "questions", "notices"} <= {
        step.split("/")[4] for step in pages if step.count("/") > 3
    }


def test_a_caretaker_is_named_where_the_municipality_says_so(client: FlaskClient, somebody: Person) -> None:
    db.session.execute(update(Challenge).values(caretaker_id=somebody.id, shows_caretaker=True))
    db.session.commit()
    with time_machine.travel(LATER, tick=False):
        pages = public_pages(client)

    assert named(pages) != []
    assert all(re.search(r"/challenges/", path) for path in named(pages))


def test_a_member_is_named_on_the_pages_of_the_solution_alone_and_only_while_the_consent_stands(
    client: FlaskClient, somebody: Person
) -> None:  # fmt: skip
    db.session.execute(update(Round).values(is_anonymous=False))
    db.session.execute(update(Team).values(dissolved_at=None, hidden_at=None))
    db.session.execute(update(TeamMember).where(TeamMember.person_id == somebody.id).values(left_at=None))
    db.session.execute(update(Consent).values(person_id=somebody.id, given_at=LATER, withdrawn_at=None))
    db.session.commit()
    given = db.session.scalars(select(Consent).options(joinedload(Consent.team))).one()
    with time_machine.travel(LATER, tick=False):
        there = named(public_pages(client))
        withdraw_consent(given, by=actor(somebody), now=LATER)
        db.session.commit()
        after = named(public_pages(client))

    assert there != []
    assert all(re.search(r"/solutions/", path) for path in there)
    assert after == []
