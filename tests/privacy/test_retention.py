"""What is over goes, kind by kind; the file of a call is offered to the archive first, and can be held."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.app import create_app, worker_of
from challenge_hub.audit.actions import record, seal_trail
from challenge_hub.audit.models import TrailLine
from challenge_hub.cli import main
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.personal import IN_OFFICE, By, all_kept
from challenge_hub.judging.models import Juror, Score
from challenge_hub.minutes.models import MinutesEdition
from challenge_hub.organisations.models import OrganisationInvitation
from challenge_hub.pages.models import BarrierReport
from challenge_hub.privacy import ending, keeping, retention
from challenge_hub.privacy.models import CallKeeping
from challenge_hub.privacy.rules.keeping import (
    ArchiveAnswer,
    Keeping,
    KeepingState,
    Step,
    keeping_state,
    kept_until,
    next_step,
)
from challenge_hub.solutions.models import SolutionVersion
from tests import factories as make
from tests.cast import a_world, actor, sign_in
from tests.privacy.everywhere import WORDS, somebody_everywhere
from tests.whole_call import NOON

ENDED = datetime(2026, 6, 30, 22, tzinfo=UTC)
DUE = datetime(2037, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
FILE = Keeping(ends_at=ENDED, years=10, wait=180 * DAY)


def test_a_file_is_kept_from_the_end_of_the_year_in_which_the_call_ended() -> None:
    assert kept_until(FILE) == DUE


@pytest.mark.parametrize(
    ("facts", "now", "state", "step"),
    [
        ({}, ENDED - DAY, KeepingState.RUNNING, None),
        ({}, DUE - DAY, KeepingState.KEPT, None),
        ({}, DUE, KeepingState.KEPT, Step.OFFER),
        ({"held_at": ENDED}, DUE, KeepingState.HELD, None),
        ({"offered_at": DUE}, DUE + 179 * DAY, KeepingState.OFFERED, None),
        ({"offered_at": DUE}, DUE + 180 * DAY, KeepingState.OFFERED, Step.ANONYMISE),
        ({"offered_at": DUE, "answered_at": DUE + DAY}, DUE + DAY, KeepingState.OFFERED, Step.ANONYMISE),
        ({"offered_at": DUE, "held_at": DUE}, DUE + 999 * DAY, KeepingState.HELD, None),
        ({"offered_at": DUE, "anonymous_at": DUE}, DUE + 999 * DAY, KeepingState.ANONYMOUS, None),
    ],
)
def test_what_is_due_follows_from_the_dates(
    facts: dict[str, Any], now: datetime, state: KeepingState, step: Step | None
) -> None:
    file = Keeping(**{**vars(FILE), **facts})

    assert (keeping_state(file, now), next_step(file, now)) == (state, step)


def test_a_call_is_offered_to_the_archive_then_names_nobody(session: scoped_session[Any]) -> None:
    world = a_world(opens_at=ENDED - 9 * DAY, closes_at=ENDED - DAY, ends_at=ENDED, solutions_public_at=ENDED)
    world.seat.label = "Dr Ada Example"
    slug, seat = world.call.slug, world.seat.id
    session.commit()

    assert retention.run(DUE - DAY)[-1].kind == "lines of the history"
    offered = retention.run(DUE)[-1]
    session.commit()
    told = session.scalars(select(OutboxRow.person_id).where(OutboxRow.kind == "privacy.offered")).all()
    assert (offered.kind, told) == (f"call {slug}: offer", [world["organiser"].id])
    assert session.get_one(Juror, seat).person_id is not None

    keeping.note_archive(world.call, ArchiveAnswer.TAKEN, by=actor(world["organiser"]), now=DUE + DAY)
    session.commit()
    done = retention.run(DUE + DAY)[-1]
    session.commit()

    row = session.get_one(Juror, seat)
    assert (done.kind, row.person_id, row.label) == (f"call {slug}: anonymise", None, None)
    assert [line.many for line in retention.run(DUE + DAY)] == [0] * 6


def test_the_end_takes_who_it_was_and_leaves_what_counts(session: scoped_session[Any]) -> None:
    me = somebody_everywhere()
    call_id = session.scalars(select(CallKeeping.call_id)).one()
    points = session.scalars(select(Score.value)).all()

    ending.anonymise(call_id)
    session.commit()

    left = []
    for kept in all_kept():
        table = db.metadata.tables[kept.table]
        if ending.of_call(table, call_id) is None:
            continue
        for tie in kept.ties:
            if tie.by is By.NUMBER and tie.stays is not IN_OFFICE:
                column = table.columns[tie.column]
                left += session.execute(select(column).where(ending.of_call(table, call_id), column == me.id)).all()
    assert left == []
    assert session.scalars(select(Score.value)).all() == points
    assert session.scalar(select(func.count(SolutionVersion.id))) > 0
    assert WORDS not in str(session.execute(text("SELECT comment, private_note, chair_note FROM review")).all())
    public = session.execute(select(MinutesEdition.sha256, MinutesEdition.public_sha256)).all()
    assert all(whole == shown for whole, shown in public)
    assert session.get_one(Person, me.id).display_name == "Ada"


def test_everything_else_that_is_over_goes_and_the_rest_stays(app: Flask, session: scoped_session[Any]) -> None:
    ada = make.a_person()
    never = make.a_person(mail=None, created_at=NOON)
    seated = make.a_person(mail=None, created_at=NOON)
    make.a_member(make.a_solution(make.a_challenge(make.a_call())).team_id, seated)
    organisation = make.an_organisation()
    invited = {"organisation_id": organisation.id, "language": "de", "seat": "officer", "invited_by": ada.id}
    reported = {"reported_at": NOON, "due_at": NOON, "language": "de", "message": "A barrier."}
    session.add_all(
        [
            LoginSession(person_id=ada.id, token_hash="1" * 64, device="", began_at=NOON, ends_at=NOON),
            OrganisationInvitation(mail="old@example.org", invited_at=NOON, **invited),
            OrganisationInvitation(mail="new@example.org", invited_at=NOON + 400 * DAY, **invited),
            BarrierReport(answered_at=NOON, **reported),
            BarrierReport(**reported),
        ]
    )
    record("confirm", ada, by=actor(ada), now=NOON)
    seal_trail(NOON)
    session.commit()

    report = {line.kind: line.many for line in retention.run(NOON + 400 * DAY)}
    session.commit()

    assert report == {
        "ended sessions": 1,
        "accounts that were never confirmed": 1,
        "invitations and requests": 1,
        "answered reports of barriers": 1,
        "decided reports of texts": 0,
        "lines of the history": 0,
    }
    assert [session.get_one(Person, one.id).display_name == "–" for one in (ada, never, seated)] == [False, True, False]
    assert session.scalars(select(OrganisationInvitation.mail)).all() == ["new@example.org"]
    assert session.scalar(select(func.count(BarrierReport.id))) == 1
    seal_trail(NOON + 400 * DAY)
    assert retention.run(NOON + 12 * 365 * DAY)[5].many > 0
    assert session.scalar(select(func.count(TrailLine.id)).where(TrailLine.verb == "confirm")) == 0


def test_the_worker_does_it_once_a_day(app: Flask) -> None:
    assert retention.daily in worker_of(app)._tidiers


def test_organisers_hold_a_file_choose_its_years_and_let_it_go_on(client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False):
        world = a_world()
        db.session.commit()
        sign_in(client, world["organiser"])
        address = f"/en/calls/{world.call.slug}/organise/file"

        assert "Kept until" in client.get(address).text
        assert client.post(address, data={"act": "hold", "reason": ""}).status_code == 422
        assert client.post(address, data={"act": "archive", "answer": "taken"}).status_code == 403
        client.post(address, data={"act": "hold", "reason": "A dispute."})
        assert "The file is held" in client.get(address).text
        client.post(address, data={"act": "years", "period-years": "3"})
        client.post(address, data={"act": "release"})

        row = db.session.get_one(CallKeeping, world.call.id)
        assert (row.years, row.held_at, row.held_by, row.hold_reason) == (3, None, None, "")
        assert "1 January 2031" in client.get(address).text
        with pytest.raises(Refused, match="not-organiser"):
            keeping.hold(world.call, "No.", by=actor(world["juror"]), now=NOON)


def test_a_dry_run_tells_the_same_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "test-0123456789-abcdefghijklmnopqrstuvwxyz")
    monkeypatch.setenv("BASE_URL", "http://localhost")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    run = CliRunner()
    run.invoke(main, ["migrate"], catch_exceptions=False)
    with create_app().app_context():
        make.a_person(mail=None, created_at=datetime(2020, 1, 1, tzinfo=UTC))
        db.session.commit()
        db.engine.dispose()

    dry = run.invoke(main, ["retention", "--dry-run"], catch_exceptions=False).output
    done = run.invoke(main, ["retention"], catch_exceptions=False).output
    again = run.invoke(main, ["retention"], catch_exceptions=False).output

    assert "1\taccounts that were never confirmed\n" in dry
    assert dry.replace("Nothing was changed.", "Done.") == done
    assert "0\taccounts that were never confirmed\n" in again
