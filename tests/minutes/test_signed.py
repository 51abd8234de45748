"""Signed copies: a PDF without hidden data, kept beside its edition, for chair and organisers alone."""

import io
from typing import Any

import pytest
import time_machine
from flask import Flask
from pikepdf import Pdf
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.files import CleanFile
from challenge_hub.minutes import actions
from challenge_hub.minutes.models import SignedMinutes
from challenge_hub.minutes.queries import editions as queries
from tests.cast import World
from tests.judging.juries import browser
from tests.minutes.recorded import LATER, a_recorded_jury, an_edition, minutes_of


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_recorded_jury()
    an_edition(world)
    return world


def a_scan() -> bytes:
    written = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Author"] = "Somebody's office computer"
        pdf.save(written)
    return written.getvalue()


def sent(content: bytes, name: str) -> dict[str, Any]:
    return {"data": {"file": (io.BytesIO(content), name)}, "content_type": "multipart/form-data"}


def test_a_scan_is_kept_without_hidden_data_and_read_by_those_who_lead(app: Flask, world: World) -> None:
    address = f"/en/calls/{world.call.slug}/jury/minutes/1/signed"
    with time_machine.travel(LATER, tick=False):
        added = browser(app, world, "organiser").post(address, **sent(a_scan(), "signed.pdf"))
        (scan,) = db.session.scalars(select(SignedMinutes)).all()
        found = {}
        for role in ("chair", "juror", "lead"):
            with browser(app, world, role).get(f"{address}/{scan.sha256}") as answer:
                found[role] = (answer.status_code, b"office computer" in answer.data)

    assert (added.status_code, scan.name) == (302, "signed.pdf")
    assert found == {"chair": (200, False), "juror": (404, False), "lead": (404, False)}


@pytest.mark.parametrize(("content", "name"), [(b"no pdf", "signed.pdf"), (b"", "")])
def test_anything_but_a_pdf_is_asked_for_again(app: Flask, world: World, content: bytes, name: str) -> None:
    address = f"/en/calls/{world.call.slug}/jury/minutes/1/signed"
    with time_machine.travel(LATER, tick=False):
        answer = browser(app, world, "chair").post(address, **sent(content, name))

    assert answer.status_code == 422
    assert db.session.scalars(select(SignedMinutes)).all() == []


def test_the_same_scan_twice_is_one_and_five_are_enough(world: World) -> None:
    room = minutes_of(world)
    edition = queries.edition_of(room, 1)

    def keep(number: int) -> SignedMinutes:
        file = CleanFile(b"", "application/pdf", f"{number}.pdf")
        return actions.keep_signed(room, edition, file, f"{number:064}", by=room.jury.viewer, now=LATER)

    assert keep(1).id == keep(1).id
    for number in range(2, 6):
        keep(number)
    with pytest.raises(Refused, match="enough-signed"):
        keep(6)


def test_a_list_of_editions_asks_as_much_for_three_as_for_one(app: Flask, world: World, seen: list[str]) -> None:
    client = browser(app, world, "organiser")
    address = f"/en/calls/{world.call.slug}/jury/minutes"
    counts = []
    with time_machine.travel(LATER, tick=False):
        for more in (0, 2):
            for number in range(more):
                an_edition(world, reason="More.", remarks=f"Remark {number}.")
            seen.clear()
            client.get(address)
            counts.append(len(seen))

    assert counts[0] == counts[1]
