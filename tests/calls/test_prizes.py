"""A prize may choose the theme and the round it follows."""

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from challenge_hub.calls.models import Call, Prize, Theme
from challenge_hub.infrastructure.db import db
from tests import factories as make
from tests.calls.typing import PRIZES, a_public_call, address, confirm, type_into
from tests.cast import SPRING, sign_in

CHOSEN = {**PRIZES, "prizes-0-theme": "water", "prizes-0-round_number": "2"}


@pytest.fixture
def public(client: FlaskClient) -> Iterator[Call]:
    """A public call of whoever is signed in, with a theme and two rounds."""
    ada, town = make.a_person(), make.an_organisation()
    make.an_officer(town, ada, seat="owner")
    with time_machine.travel(SPRING, tick=False):
        sign_in(client, ada)
        call = a_public_call(client, town.id)
        make.a_theme(call, key="water", name={"de": "Wasser", "en": "Water"})
        make.a_round(call, number=2)
        db.session.commit()
        yield call


def kept() -> list[tuple[str | None, int | None]]:
    statement = select(Theme.key, Prize.round_number).select_from(Prize).outerjoin(Theme, Prize.theme_id == Theme.id)
    return [(theme, number) for theme, number in db.session.execute(statement)]


def test_theme_and_round_are_chosen_announced_and_read_by_everybody(client: FlaskClient, public: Call) -> None:
    typed = {**CHOSEN, "prizes-0-id": str(db.session.scalars(select(Prize.id)).one())}
    preview = type_into(client, public, "prizes", typed).text

    assert confirm(client, public, "prizes", typed).status_code == 302

    page = client.get(f"/en/calls/{public.slug}").text
    assert "theme: Water, by the ranking of round 2" in preview
    assert kept() == [("water", 2)]
    assert "Theme: Water" in page
    assert "by the ranking of round 2" in page
    assert '<option value="2" selected' in client.get(address(public, "prizes")).text


def test_a_theme_or_a_round_the_call_does_not_have_is_refused(client: FlaskClient, public: Call) -> None:
    for wrong in ({"prizes-0-theme": "fire"}, {"prizes-0-round_number": "3"}):
        assert type_into(client, public, "prizes", {**CHOSEN, **wrong}).status_code == 422

    assert kept() == [(None, None)]
