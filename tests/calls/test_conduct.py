"""A code of conduct in the form of a call: left out, proposed, published with the call, changed by notice."""

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from challenge_hub.calls.conduct import TEMPLATE
from challenge_hub.calls.models import Call, CallNotice, Terms
from challenge_hub.infrastructure.db import db
from tests import factories as make
from tests.calls.typing import a_whole_draft, address, confirm, type_into
from tests.cast import SPRING, sign_in

KIND = {"conduct_de": "Seien Sie freundlich."}


@pytest.fixture
def draft(client: FlaskClient) -> Iterator[Call]:
    ada, town = make.a_person(), make.an_organisation(slug="stadt-am-see")
    make.an_officer(town, ada, seat="owner")
    with time_machine.travel(SPRING, tick=False):
        sign_in(client, ada)
        yield a_whole_draft(client, town.id)


def versions(call: Call) -> list[tuple[int, bool]]:
    found = select(Terms).where(Terms.call_id == call.id, Terms.kind == "conduct").order_by(Terms.version)
    return [(one.version, one.published_at is not None) for one in db.session.scalars(found)]


def test_it_may_be_left_out_and_taken_out_of_a_draft_again(client: FlaskClient, draft: Call) -> None:
    type_into(client, draft, "conduct", KIND)
    before = versions(draft)
    type_into(client, draft, "conduct", {})
    client.post(address(draft, "publication"))

    assert (before, versions(draft)) == ([(1, False)], [])
    assert "Code of conduct" not in client.get(f"/en/calls/{draft.slug}").text


def test_the_proposal_stands_in_the_form_once_it_is_asked_for_and_is_not_saved(
    client: FlaskClient, draft: Call
) -> None:
    plain, begun = (client.get(address(draft, "conduct") + asked).text for asked in ("", "?proposal=1"))

    assert "proposal=1" in plain
    assert all(text.splitlines()[0] in begun and text.splitlines()[0] not in plain for text in TEMPLATE.values())
    assert versions(draft) == []


def test_it_is_published_with_the_call_and_each_change_is_a_notice_and_a_new_version(
    client: FlaskClient, draft: Call
) -> None:
    type_into(client, draft, "conduct", KIND)
    client.post(address(draft, "publication"))
    emptied = type_into(client, draft, "conduct", {})
    confirm(client, draft, "conduct", {"conduct_de": "Seien Sie sehr freundlich."})

    assert emptied.status_code == 422
    assert versions(draft) == [(1, True), (2, True)]
    (notice,) = db.session.scalars(select(CallNotice).where(CallNotice.call_id == draft.id))
    assert [change["field"] for change in notice.changes] == ["conduct"]
    assert "Seien Sie freundlich." in client.get(f"/de/calls/{draft.slug}/conduct?version=1").text
    assert "Seien Sie sehr freundlich." in client.get(f"/de/calls/{draft.slug}/conduct").text


def test_it_is_there_in_the_authoritative_language(client: FlaskClient, draft: Call) -> None:
    answer = type_into(client, draft, "conduct", {"conduct_en": "Be kind."})

    assert "is missing in the authoritative language" in answer.text
    assert versions(draft) == []
