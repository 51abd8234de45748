"""What the tests of teams make beside the factories."""

import re
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call, Terms
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import render
from challenge_hub.teams import actions
from challenge_hub.teams.actions import Agreement
from challenge_hub.teams.models import Team
from tests.cast import SPRING


def conduct_of(call: Call, version: int = 1) -> Terms:
    """One published version of the code of conduct."""
    text = render({"en": f"Be kind, version {version}."})
    facts = {"version": version, "sha256": str(version) * 64, "published_at": SPRING}
    conduct = Terms(call_id=call.id, kind="conduct", text=text, **facts)
    db.session.add(conduct)
    db.session.flush()
    return conduct


def terms_of(call: Call, version: int = 1, *, published_at: datetime | None = SPRING) -> Terms:
    """One version of the terms, published unless told otherwise."""
    text = render({"en": f"Be fair, version {version}.", "de": f"Seien Sie fair, Fassung {version}."})
    terms = Terms(call_id=call.id, version=version, text=text, sha256=str(version) * 64, published_at=published_at)
    db.session.add(terms)
    db.session.flush()
    return terms


def a_team(call: Call, by: Actor, **facts: Any) -> Team:
    """A team founded by somebody, for themselves."""
    agreement = facts.pop("agreement", None)
    values = {"organisation": None, "now": SPRING, **facts}
    return actions.found(call, values.pop("name", "Pothole"), agreement=agreement, by=by, **values)


def word_at(client: FlaskClient, address: str) -> str:
    """The word of a form that this browser is shown."""
    return str(re.findall(r'name="entry"[^>]* value="([^"]+)"', client.get(address).text)[0])


def as_before(client: FlaskClient) -> FlaskClient:
    """The same browser once more, before an answer has changed its cookie."""
    kept, again = client.get_cookie("session"), client.application.test_client()
    again.set_cookie("session", kept.value if kept else "")
    return again


READ = Agreement(1, "en")
"""The first version of the terms was read and accepted."""
