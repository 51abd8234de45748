"""Filling the seats of a jury: invited, accepted, declined, withdrawn, replaced."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.queries import any_round
from challenge_hub.infrastructure.links import sign
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.judging.actions import seats as actions
from challenge_hub.judging.models import Assignment, Juror
from challenge_hub.judging.queries.sheets import all_sheets_of
from challenge_hub.judging.rules.jury import INVITATION
from tests import factories as make
from tests.cast import World, actor, sign_in
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, in_conflict, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
NEW = {"mail": " New@Example.org", "name": "Noor New", "language": "de", "role": "juror"}


def invited(world: World, **facts: Any) -> Juror:
    return make.a_juror(
        world.call, **{"invited_mail": "new@example.org", "invited_language": "de", "invited_at": NOW, **facts}
    )


def link_to(app: Flask, seat: Juror, *, purpose: str = INVITATION) -> str:
    with app.test_request_context("/en/"):
        return f"/en/jury/invitations/{sign(purpose, juror=seat.id)}"


def test_an_invitation_goes_to_the_address_and_leaves_a_line(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()

    answer = browser(app, world, "organiser").post(f"/en/calls/{world.call.slug}/jury", data=NEW)

    seat = session.scalars(select(Juror).where(Juror.invited_mail == "new@example.org")).one()
    row = session.scalars(select(OutboxRow)).one()
    assert answer.status_code == 302
    assert (seat.label, seat.role, seat.invited_language, seat.person_id) == ("Noor New", "juror", "de", None)
    assert (row.kind, row.mail, row.language, row.facts) == (
        "judging.invitation", "new@example.org", "de", {"juror": seat.id}
    )  # fmt: skip
    line = session.scalars(select(TrailLine).where(TrailLine.verb == "invite-juror")).one()
    assert (line.thing_id, line.call_id) == (seat.id, world.call.id)


def test_the_same_address_is_not_invited_twice_and_nothing_typed_is_lost(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    invited(world)

    answer = browser(app, world, "organiser").post(f"/en/calls/{world.call.slug}/jury", data=NEW)

    assert answer.status_code == 403
    assert "Noor New" in answer.text


def test_the_chair_looks_at_the_seats_but_does_not_invite(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()

    answer = browser(app, world, "chair").post(f"/en/calls/{world.call.slug}/jury", data=NEW)

    assert answer.status_code == 403


def test_whoever_was_invited_accepts_with_one_button(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    person = make.a_person(mail="new@example.org")
    seat = invited(world)
    client = app.test_client()
    sign_in(client, person)

    page = client.get(link_to(app, seat))
    answer = client.post(link_to(app, seat))

    session.expire_all()
    assert "Accept the seat" in page.text
    assert answer.headers["Location"] == f"/en/calls/{world.call.slug}/desk"
    assert (seat.person_id, seat.accepted_at) == (person.id, NOW)
    assert client.post(link_to(app, seat)).status_code == 403


def test_an_invitation_to_an_umlaut_domain_meets_the_account(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    person = make.a_person(mail="noor@xn--brger-kva.example.org")
    browser(app, world, "organiser").post(
        f"/en/calls/{world.call.slug}/jury", data={**NEW, "mail": "Noor@Bürger.example.org"}
    )
    seat = session.scalars(select(Juror).where(Juror.invited_mail == person.mail)).one()
    client = app.test_client()
    sign_in(client, person)

    client.post(link_to(app, seat))

    session.expire_all()
    assert seat.person_id == person.id


def test_the_invitation_says_what_will_be_public_and_how_much_work_it_is(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury(juror_names_public=True)
    seat = invited(world)

    page = app.test_client().get(link_to(app, seat)).text

    assert "The names of the jurors are published." in page
    assert "The points of each sheet are published" in page
    assert "About 1 review, about 15 minutes" in page
    assert "Sign in to accept" in page


def test_an_invitation_is_nothing_for_another_address_nor_for_a_team_member(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    for role, sentence in (("stranger", "another address"), ("member", "member of a team")):
        mail = world["member"].mail if role == "member" else "new@example.org"
        seat = invited(world, invited_mail=mail)
        client = browser(app, world, role)

        assert sentence in client.get(link_to(app, seat)).text
        assert client.post(link_to(app, seat)).status_code == 403


def test_a_link_of_another_purpose_or_a_forged_one_opens_nothing(app: Flask, session: scoped_session[Any]) -> None:
    seat = invited(a_jury())
    client = app.test_client()

    assert client.get(link_to(app, seat, purpose="team-invitation")).status_code == 404
    assert client.get(link_to(app, seat) + "x").status_code == 404


def test_declining_needs_no_account_and_keeps_the_reason(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    seat = invited(world)

    answer = app.test_client().post(link_to(app, seat) + "/refusal", data={"reason": "No time in June."})

    session.expire_all()
    assert answer.status_code == 302
    assert (seat.declined_at, seat.decline_reason) == (NOW, "No time in June.")
    jury = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury").text
    assert "No time in June." in jury


def test_a_withdrawn_invitation_opens_nothing_and_the_address_can_be_invited_again(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    person = make.a_person(mail="new@example.org")
    seat = invited(world)
    by = browser(app, world, "organiser")

    assert by.post(f"/en/calls/{world.call.slug}/jury/{seat.id}/withdrawal").status_code == 302
    client = app.test_client()
    sign_in(client, person)
    assert client.post(link_to(app, seat)).status_code == 403
    assert by.post(f"/en/calls/{world.call.slug}/jury", data=NEW).status_code == 302
    assert [row.kind for row in session.scalars(select(OutboxRow).order_by(OutboxRow.id))] == [
        "judging.withdrawn",
        "judging.invitation",
    ]


def test_an_invitation_that_waits_is_sent_again(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    seat = invited(world, invited_at=NOW - timedelta(days=9))

    browser(app, world, "organiser").post(f"/en/calls/{world.call.slug}/jury/{seat.id}/invitation")

    session.expire_all()
    assert seat.invited_at == NOW
    assert [row.kind for row in session.scalars(select(OutboxRow))] == ["judging.invitation"]


def test_a_deputy_takes_over_what_is_open_and_the_left_seat_keeps_its_scores(session: scoped_session[Any]) -> None:
    world = a_jury()
    second, third = (make.a_solution(world.challenge) for _ in range(2))
    deputy_person = make.a_person()
    deputy = a_seat(world, deputy_person, role="deputy")
    given(world, world.seat, world.solution, second, third)
    make.a_review(world.round, world.seat, world.solution, {"impact": "4"})
    in_conflict(deputy_person, third)

    actions.replace(room_of(world), world.seat, deputy, by=actor(world["organiser"]), now=NOW)

    held = select(Assignment.solution_id).where(Assignment.juror_id == deputy.id, Assignment.handed_back_at.is_(None))
    assert session.scalars(held).all() == [second.id]
    assert (deputy.stands_in_for_id, deputy.role, world.seat.left_at) == (world.seat.id, "juror", NOW)
    sheets = all_sheets_of(any_round(world.call.id, 1))
    session.flush()
    assert [(sheet.juror, sheet.solution) for sheet in sheets] == [(world.seat.key, world.solution.key)]
    assert [row.kind for row in session.scalars(select(OutboxRow))] == ["judging.replaced"]


def test_a_deputy_who_took_over_takes_no_second_seat(session: scoped_session[Any]) -> None:
    world = a_jury()
    deputy = a_seat(world, role="deputy")
    actions.replace(room_of(world), world.seat, deputy, by=actor(world["organiser"]), now=NOW)

    with pytest.raises(Refused, match="deputy-not-ready"):
        actions.replace(room_of(world), world.chair_seat, deputy, by=actor(world["organiser"]), now=NOW)


def test_whoever_left_finds_no_desk_any_more(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    given(world, world.seat)
    client: FlaskClient = browser(app, world, "juror")
    assert client.get(f"/en/calls/{world.call.slug}/desk/{world.solution.key}").status_code == 200

    answer = browser(app, world, "organiser").post(
        f"/en/calls/{world.call.slug}/jury/{world.seat.id}/replacement", data={"deputy": "0"}
    )

    assert answer.status_code == 302
    for page in ("desk", f"desk/{world.solution.key}", f"jury/solutions/{world.solution.key}"):
        assert client.get(f"/en/calls/{world.call.slug}/{page}").status_code == 404
