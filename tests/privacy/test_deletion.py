"""Deleting an account: what goes, what stays under a number, and what has to be done first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR, Refused
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.personal import all_kept
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.privacy.actions import delete_account
from challenge_hub.privacy.belonging import by_tie, table_of
from challenge_hub.privacy.queries import shares_of, whose
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.teams.models import TermsAcceptance
from tests import factories as make
from tests.cast import World, a_world, actor, sign_in
from tests.privacy.everywhere import WORDS, somebody_everywhere
from tests.whole_call import NOON

LATE = NOON + timedelta(days=900)
"""When every call is over, so that nobody depends on anybody."""


def everything() -> dict[str, list[Any]]:
    """Every row there is, by table."""
    return {name: list(db.session.execute(select(table))) for name, table in db.metadata.tables.items()}


def deleted(person: Person) -> None:
    delete_account(person, by=actor(person), now=LATE)
    db.session.commit()


def alone(person: Person) -> None:
    """Nobody needs this person any more."""
    db.session.execute(text("UPDATE organisation_member SET seat = 'officer'"))
    person.is_operator = False
    db.session.commit()


def test_nothing_says_any_more_who_it_was(session: scoped_session[Any]) -> None:
    me = somebody_everywhere()
    alone(me)

    deleted(me)

    left = str({name: rows for name, rows in everything().items() if name != "outbox"})
    assert [word for word in ("Ada", "ada@example.org", WORDS, "my password hash") if word in left] == []
    row = db.session.get_one(Person, me.id)
    assert (row.mail, row.display_name, row.skills, row.password_hash) == (None, "–", "", None)


def test_what_is_declared_to_go_goes_and_what_is_to_be_emptied_is_empty(session: scoped_session[Any]) -> None:
    me = somebody_everywhere()
    alone(me)
    before = whose(me)

    deleted(me)

    for kept in all_kept():
        table = table_of(kept)
        for tie in kept.ties:
            found = db.session.execute(select(*table.columns).where(by_tie(kept, tie, before))).all()
            if tie.stays is None and kept.table != "outbox":
                assert found == [], (kept.table, tie.column)
            for row in found if kept.table != "person" else []:
                assert {row._mapping[name] or None for name in tie.blank.split()} <= {None}, (kept.table, tie.column)


def test_points_handed_in_versions_and_proofs_stay_without_the_person(session: scoped_session[Any]) -> None:
    me = somebody_everywhere()
    alone(me)
    many = {table: len(rows) for table, rows in everything().items()}
    lines = db.session.scalars(select(TrailLine.id).where(TrailLine.actor == f"person:{me.id}")).all()

    deleted(me)

    after = {table: len(rows) for table, rows in everything().items()}
    assert {table: after[table] for table in ("score", "review", "juror", "solution_version", "terms_acceptance")} == {
        table: many[table] for table in ("score", "review", "juror", "solution_version", "terms_acceptance")
    }
    assert db.session.scalars(select(Score.value)).all() != []
    assert set(db.session.scalars(select(SolutionVersion.submitted_by))) == {None}
    assert set(db.session.scalars(select(TermsAcceptance.person_id))) == {me.id}
    assert set(db.session.scalars(select(Review.private_note))) == {""}
    kept = db.session.scalars(select(TrailLine.id).where(TrailLine.actor == f"person:{me.id}")).all()
    assert set(lines) < set(kept)


def test_the_preview_counts_what_then_happens(session: scoped_session[Any]) -> None:
    me = somebody_everywhere()
    alone(me)
    promised = {share.activity.name: share.goes for share in shares_of(me)}
    before = {table: len(rows) for table, rows in everything().items()}

    deleted(me)

    after = {table: len(rows) for table, rows in everything().items()}
    gone: dict[str, int] = {}
    for kept in all_kept():
        if kept.activity:
            gone[kept.activity.name] = gone.get(kept.activity.name, 0) + before[kept.table] - after[kept.table]
    gone["mails"] += 1  # the last mail
    gone["history"] += 1  # its own line
    assert gone == dict.fromkeys(gone, 0) | promised


def test_drafts_of_a_team_in_which_nobody_is_left_go(session: scoped_session[Any]) -> None:
    world = a_world()
    draft = make.a_solution(world.challenge)
    draft.newest = 0
    me = make.a_person()
    make.a_member(draft.team_id, me, role="lead")
    db.session.commit()

    draft_id, other_id = draft.id, world.solution.id

    deleted(me)

    assert db.session.get(Solution, draft_id) is None
    assert db.session.get(Solution, other_id) is not None


def owns_alone(world: World) -> Person:
    make.an_officer(world.organisation, world["stranger"])
    return world["organiser"]


def owns_a_running_call(world: World) -> Person:
    return world["organiser"]


HELD_BACK: dict[str, Callable[[World], Person]] = {
    "is-operator": lambda world: world["operator"],
    "only-owner": owns_alone,
    "only-lead": lambda world: world["lead"],
    "only-chair": lambda world: world["chair"],
}


@pytest.mark.parametrize("reason", sorted(HELD_BACK))
def test_who_is_needed_is_told_what_to_do_first(client: FlaskClient, reason: str) -> None:
    with time_machine.travel(NOON, tick=False):
        world = a_world()
        person = HELD_BACK[reason](world)
        sign_in(client, person)

        page = client.get("/en/account/deletion").text
        answer = client.post("/en/account/deletion", data={"sure": "y"})

        assert "Something has to be done first" in page
        assert "Delete my account" not in page
        assert answer.status_code == 403
        with pytest.raises(Refused, match=reason):
            delete_account(person, by=actor(person), now=NOON)


def test_with_another_owner_or_after_the_call_nobody_is_held_back(session: scoped_session[Any]) -> None:
    world = a_world()
    make.an_officer(world.organisation, world["stranger"], seat="owner")

    delete_account(world["organiser"], by=actor(world["organiser"]), now=NOON)
    for role in ("lead", "chair"):
        delete_account(world[role], by=actor(world[role]), now=LATE)

    assert {world[role].display_name for role in ("organiser", "lead", "chair")} == {"–"}


def test_a_juror_leaves_the_jury_at_work(session: scoped_session[Any]) -> None:
    world = a_world()

    delete_account(world["juror"], by=actor(world["juror"]), now=NOON)

    assert db.session.get_one(Juror, world.seat.id).left_at == NOON


def test_nobody_deletes_somebody_elses_account(session: scoped_session[Any]) -> None:
    world = a_world()

    with pytest.raises(Refused, match="not-your-account"):
        delete_account(world["member"], by=actor(world["operator"]), now=NOON)


def test_the_operator_deletes_for_somebody_who_asks_by_letter(session: scoped_session[Any]) -> None:
    ada = make.a_person()

    delete_account(ada, by=OPERATOR, now=NOON)

    assert ada.display_name == "–"


def test_it_asks_once_more_then_ends_every_session_and_mails_a_last_time(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False):
        ada = make.a_person(mail="ada@example.org")
        db.session.commit()
        elsewhere = app.test_client()
        sign_in(elsewhere, ada)
        sign_in(client, ada)

        unsure = client.post("/en/account/deletion", data={})
        sure = client.post("/en/account/deletion", data={"sure": "y"})

        assert (unsure.status_code, sure.headers["Location"]) == (422, "/en/")
        assert "Your account is deleted" in client.get("/en/").text
        for browser in (client, elsewhere):
            assert browser.get("/en/account").headers["Location"].startswith("/en/sign-in")
        assert db.session.scalars(select(LoginSession)).all() == []
        last = db.session.scalars(select(OutboxRow)).one()
        assert (last.kind, last.mail, last.person_id) == ("privacy.deleted", "ada@example.org", None)


def test_without_a_fresh_proof_nothing_is_deleted(client: FlaskClient) -> None:
    ada = make.a_person()
    db.session.commit()
    sign_in(client, ada)
    db.session.execute(text("UPDATE login_session SET trusted_until = NULL"))
    db.session.commit()

    assert client.get("/en/account/deletion").headers["Location"].startswith("/en/account/proof")
    assert client.post("/en/account/deletion", data={"sure": "y"}).status_code == 403
    assert client.get("/en/account/data/export.zip").headers["Location"].startswith("/en/account/proof")
