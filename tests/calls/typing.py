"""What an organiser types, section by section, and a draft that lacks nothing."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db

NEW = {
    "format": "call-for-solutions",
    "language": "de",
    "title": "Sauberer Fluss",
    "time_zone": "Europe/Berlin",
    "opens_at": "2027-04-01T10:00",
}
TEXTS = {
    "language": "de",
    "slug": "sauberer-fluss",
    "title_de": "Sauberer Fluss",
    "summary_de": "Wie wird der Fluss sauber?",
    "description_de": "Der Fluss ist schmutzig.",
}
PRIZES = {
    "prizes-0-name_de": "Hauptpreis",
    "prizes-0-kind": "money",
    "prizes-0-worth": "5.000 Euro",
    "prizes-0-giver": "Stadt am See",
    "prizes-0-decider": "jury",
}
RIGHTS = {"rights": "team-keeps"}
TERMS = {"terms_de": "Seien Sie fair."}


def address(call: Call, section: str) -> str:
    return f"/en/calls/{call.slug}/organise/{section}"


def type_into(client: FlaskClient, call: Call, section: str, typed: dict[str, Any], **more: Any) -> TestResponse:
    """Open the form of a section and send it with these words in it."""
    page = client.get(address(call, section)).text
    (seen,) = re.findall(r'name="seen"[^>]*value="(\w+)"', page)
    return client.post(address(call, section), data={"seen": seen, **typed, **more})


def confirm(client: FlaskClient, call: Call, section: str, typed: dict[str, Any]) -> TestResponse:
    """The same for a published call, with the press on the button below the preview."""
    preview = type_into(client, call, section, typed)
    assert preview.status_code == 200, preview.text
    (pressed,) = re.findall(r'name="confirm" value="(\w+)"', preview.text)
    return type_into(client, call, section, typed, confirm=pressed)


def a_draft(client: FlaskClient, organisation_id: int) -> Call:
    """A new call, as the form begins it."""
    answer = client.post("/en/calls/new", data={**NEW, "organisation": organisation_id})
    assert answer.status_code == 302, answer.text
    return db.session.query(Call).order_by(Call.id.desc()).first()


def a_whole_draft(client: FlaskClient, organisation_id: int) -> Call:
    call = a_draft(client, organisation_id)
    for section, typed in (("texts", TEXTS), ("prizes", PRIZES), ("rights", RIGHTS), ("terms", TERMS)):
        answer = type_into(client, call, section, typed)
        assert answer.status_code == 302, answer.text
    db.session.refresh(call)
    return call


def a_public_call(client: FlaskClient, organisation_id: int) -> Call:
    call = a_whole_draft(client, organisation_id)
    assert client.post(address(call, "publication")).status_code == 302
    db.session.refresh(call)
    return call
