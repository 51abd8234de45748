"""The case file of a call: everything that belongs to the file of its organisers, with hashes, and nothing else."""

import hashlib
import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import storage
from challenge_hub.judging.models import Review
from challenge_hub.minutes.actions import keep_public_wording
from challenge_hub.minutes.models import MinutesEdition
from challenge_hub.privacy.case_file import case_file
from challenge_hub.privacy.models import CallKeeping
from challenge_hub.solutions.models import SolutionFile
from tests.cast import a_world, sign_in
from tests.minutes.recorded import LATER, a_recorded_jury, an_edition, with_results
from tests.privacy.everywhere import SECRETS, WORDS, somebody_everywhere
from tests.whole_call import NOON


def opened(pieces: Any) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def a_call_of_everything() -> Call:
    somebody_everywhere()
    db.session.execute(update(SolutionFile).values(sha256=storage().write(b"the plan"), name="plan.png"))
    db.session.query(MinutesEdition).delete()
    call = db.session.get_one(Call, db.session.scalars(select(CallKeeping.call_id)).one())
    db.session.commit()
    return call


def test_every_part_has_its_hash_in_the_index(session: scoped_session[Any]) -> None:
    parts = opened(case_file(a_call_of_everything(), NOON))

    index = json.loads(parts.pop("index.json"))
    assert index["parts"] == {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    assert {"data/call.jsonl", "data/score.jsonl", "data/history.jsonl", "data/people.jsonl"} <= parts.keys()
    assert [content for name, content in parts.items() if name.startswith("files/")] == [b"the plan"]


def test_it_names_who_acted_and_holds_no_address_secret_note_or_draft(session: scoped_session[Any]) -> None:
    call = a_call_of_everything()
    db.session.execute(update(Review).values(private_note="only mine", chair_note="for the chair"))
    db.session.commit()

    parts = opened(case_file(call, NOON))

    everything = b"\n".join(parts.values()).decode()
    assert '"name": "Ada"' in parts["data/people.jsonl"].decode()
    for hidden in ("ada@example.org", "only mine", "for the chair", "join_token", WORDS, *SECRETS):
        assert hidden not in everything, hidden
    assert "data/solution_draft.jsonl" not in parts


def test_it_comes_in_pieces(session: scoped_session[Any]) -> None:
    pieces = list(case_file(a_call_of_everything(), NOON))

    assert len(pieces) > 20
    assert max(map(len, pieces)) < 200_000


def test_nothing_of_another_call_is_in_it(session: scoped_session[Any]) -> None:
    call = a_call_of_everything()
    other = a_world(title={"en": "Quite another call"})
    other.team.name = "Quite another team"
    session.commit()

    everything = b"\n".join(opened(case_file(call, NOON)).values()).decode()

    assert "Quite another" not in everything


def test_organisers_take_it_once_the_call_is_over_and_the_history_says_so(client: FlaskClient) -> None:
    world = a_world()
    db.session.commit()
    address = f"/en/calls/{world.call.slug}/organise/file/case"
    with time_machine.travel(NOON, tick=False):
        sign_in(client, world["organiser"])
        assert client.post(address).status_code == 403
    with time_machine.travel(NOON + timedelta(days=61), tick=False):
        sign_in(client, world["organiser"])
        answer = client.post(address, buffered=True)
        parts = opened([answer.data])
        sign_in(client, world["juror"])
        assert client.post(address).status_code == 404

    assert answer.headers["Content-Disposition"] == f"attachment; filename=case-{world.call.slug}.zip"
    assert "data/call.jsonl" in parts
    assert "take-case-file" in db.session.scalars(select(TrailLine.verb)).all()


def test_the_minutes_are_in_it_as_a_document(session: scoped_session[Any]) -> None:
    world = with_results(a_recorded_jury())
    an_edition(world)

    parts = opened(case_file(world.call, NOON))

    assert parts["documents/minutes-1.pdf"].startswith(b"%PDF-")


def test_of_minutes_that_are_anonymous_the_public_wording_can_be_read(client: FlaskClient) -> None:
    with time_machine.travel(LATER, tick=False):
        world = with_results(a_recorded_jury())
        an_edition(world)
        keep_public_wording(world.call.id)
        db.session.commit()
        sign_in(client, world["organiser"])

        page = client.get(f"/en/calls/{world.call.slug}/jury/minutes/1")

    assert page.status_code == 200
