"""What an organisation says about the data it is responsible for, and where those find it who enter some."""

from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import YES, Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import CallOrganiser
from challenge_hub.infrastructure.db import db
from challenge_hub.organisations.actions.notice import publish_notice
from challenge_hub.organisations.models import PrivacyNotice
from challenge_hub.organisations.notice_rules import may_publish_notice
from challenge_hub.organisations.notices import controllers_among, newest_notice
from challenge_hub.organisations.rules import Seat
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in

TEXT = {"de": "Wir **löschen** nach zwei Jahren.", "en": "We **erase** after two years."}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_world(published_at=SPRING)


def publish(world: World, text: dict[str, str] = TEXT, *, by: str = "organiser") -> PrivacyNotice:
    return publish_notice(world.organisation, text, "dpo@example.org", by=actor(world[by]), now=SPRING)


@pytest.mark.parametrize(
    ("seat", "has_text", "has_changed", "reason"),
    [
        (Seat.OWNER, True, True, None),
        (Seat.OFFICER, True, True, "not-owner"),
        (None, True, True, "not-owner"),
        (Seat.OWNER, False, True, "notice-is-empty"),
        (Seat.OWNER, True, False, "notice-is-the-same"),
    ],
)
def test_owners_publish_a_notice_that_says_something_new(
    seat: Seat | None, has_text: bool, has_changed: bool, reason: str | None
) -> None:
    found = may_publish_notice(seat=seat, has_text=has_text, has_changed=has_changed)

    assert (found == YES, found.reason) == (reason is None, reason)


def test_each_publication_is_a_version_that_stays(client: FlaskClient, world: World) -> None:
    publish(world)
    with pytest.raises(Refused, match="notice-is-the-same"):
        publish(world)
    publish(world, {"en": "We erase after one year."})
    address = f"/en/organisations/{world.organisation.slug}/privacy"

    assert "after one year" in client.get(address).text
    assert "<strong>erase</strong> after two years" in client.get(f"{address}?version=1").text
    assert [client.get(f"{address}?version={odd}").status_code for odd in ("3", "0", "x", "²")] == [404] * 4
    verbs = db.session.execute(select(TrailLine.verb, TrailLine.facts)).all()
    assert [(verb, facts.get("version")) for verb, facts in verbs] == [("publish-notice", 1), ("publish-notice", 2)]


def test_owners_write_it_in_their_room(client: FlaskClient, world: World) -> None:
    address = f"/en/organisations/{world.organisation.slug}/privacy/edit"
    sign_in(client, world["organiser"])
    typed = {"officer": "dpo@example.org", "text_de": TEXT["de"], "text_en": TEXT["en"]}

    assert client.post(address, data={**typed, "text_de": "", "text_en": " "}).status_code == 422
    assert client.post(address, data=typed).status_code == 302
    again = client.post(address, data=typed)
    assert (again.status_code, "says this already" in again.text) == (422, True)
    assert TEXT["en"] in client.get(address).text


def test_controllers_are_the_organisations_in_their_order_with_their_newest_notice(world: World) -> None:
    publish(world)
    publish(world, {"en": "New."})

    found = controllers_among([world.municipality, world.organisation])

    assert [(one.organisation.id, one.notice and one.notice.number) for one in found] == [
        (world.municipality.id, None),
        (world.organisation.id, 2),
    ]
    assert newest_notice(world.municipality.id) is None


@pytest.mark.parametrize("together", [False, True])
def test_a_call_names_its_controller_and_those_who_run_it_together_are_joint_ones(
    client: FlaskClient, world: World, together: bool
) -> None:
    publish(world)
    sponsor = make.an_organisation(name="Sponsor of it")
    of_call: dict[str, Any] = {"call_id": world.call.id}
    db.session.add(CallOrganiser(organisation_id=sponsor.id, role="sponsor", position=3, **of_call))
    if together:
        db.session.add(CallOrganiser(organisation_id=world.municipality.id, role="co-organiser", position=2, **of_call))
    db.session.commit()

    page = client.get(f"/en/calls/{world.call.slug}/privacy").text

    assert "dpo@example.org" in page
    assert "for 10 years after its end" in page
    assert ("jointly responsible" in page, world.municipality.name in page) == (together, together)
    assert "Sponsor of it" not in page
    assert ("how it can be reached" in page) == together  # the municipality has said nothing of it


@pytest.mark.parametrize("page", ["", "/teams/new"])
def test_where_something_is_entered_stands_who_is_responsible(client: FlaskClient, world: World, page: str) -> None:
    db.session.commit()
    with time_machine.travel(SPRING, tick=False):
        shown = client.get(f"/en/calls/{world.call.slug}{page}").text

    assert f'href="/en/calls/{world.call.slug}/privacy"' in shown
