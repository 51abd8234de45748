"""What waits for whom, and what the mails say."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, render_template
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Mail, Recipient
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.organisations import queries
from challenge_hub.organisations.actions import founding, invitations, looking, requests, seats
from challenge_hub.organisations.emails import MAILS
from challenge_hub.organisations.models import Organisation, OrganisationMember, OrganisationRequest
from challenge_hub.organisations.rules import Particulars, Seat
from challenge_hub.organisations.tasks import tasks_for
from tests import factories as make
from tests.cast import SPRING, actor


def told(app: Flask, viewer: Actor) -> list[tuple[str, str, bool]]:
    """Sentence, address and whether it waits."""
    with app.test_request_context("/en/me"):
        app.preprocess_request()
        return [(str(task.sentence), task.url, task.waits) for task in tasks_for(viewer, SPRING)]


@pytest.fixture
def town(session: scoped_session[Any]) -> Organisation:
    return make.an_organisation(name="Senden", state="Bayern", slug="senden")


def test_an_owner_is_told_how_many_ask_and_finds_the_way(app: Flask, town: Organisation) -> None:
    owner = make.a_person()
    make.an_officer(town, owner, seat="owner")
    for _ in range(2):
        founding.ask(town, "I work there.", by=actor(make.a_person()), now=SPRING)

    assert told(app, actor(owner)) == [
        ("2 people ask to act for Senden (Bayern)", "/en/organisations/senden/people", True),
        ("Senden (Bayern)", "/en/organisations/senden", False),
    ]


def test_an_officer_is_not_told_of_requests(app: Flask, town: Organisation) -> None:
    officer = make.a_person()
    make.an_officer(town, make.a_person(), seat="owner")
    make.an_officer(town, officer)
    founding.ask(town, "I work there.", by=actor(make.a_person()), now=SPRING)

    assert told(app, actor(officer)) == [("Senden (Bayern)", "/en/organisations/senden", False)]


def test_the_asker_is_told_that_the_request_waits(app: Flask, town: Organisation) -> None:
    ada = make.a_person()
    founding.ask(town, "I work there.", by=actor(ada), now=SPRING)

    sentence = "Senden (Bayern): your request waits for an answer"
    assert told(app, actor(ada)) == [(sentence, "/en/organisations/senden", False)]


def test_the_operator_is_told_how_many_wait(app: Flask, town: Organisation) -> None:
    operator, ada = make.a_person(is_operator=True), make.a_person()
    founding.ask(town, "I work there.", by=actor(ada), now=SPRING)
    founding.found(Particulars("company", "Example GmbH"), by=actor(ada), now=SPRING)

    assert told(app, actor(operator)) == [("2 organisations wait for you", "/en/organisations/waiting", True)]
    assert told(app, actor(ada))[0] == (
        "Example GmbH (not confirmed yet)",
        "/en/organisations/example-gmbh",
        False,
    )


def test_only_confirmed_organisations_open_calls(session: scoped_session[Any], town: Organisation) -> None:
    ada = make.a_person()
    make.an_officer(town, ada)
    company = founding.found(Particulars("company", "Example GmbH"), by=actor(ada), now=SPRING)

    assert list(queries.acting_for(actor(ada), confirmed=False)) == [company, town]
    assert list(queries.acting_for(actor(ada), confirmed=True)) == [town]
    assert [seat.seat for seat in queries.organisations_of(actor(ada))] == ["owner", "officer"]


def written(app: Flask, row: OutboxRow, language: str) -> tuple[str, str] | None:
    """Subject and text of a mail, as the worker would write it."""
    to = Recipient("ada@example.org", language, "Ada Example", row.person_id)
    facts: Mapping[str, Any] = row.facts
    with app.test_request_context(f"/{language}/"), force_locale(language):
        app.preprocess_request()
        mail: Mail | None = MAILS[row.kind](facts, to)
        return mail and (str(mail.subject), render_template(mail.template, **mail.context))


def the_mail(app: Flask, kind: str, language: str) -> tuple[str, str] | None:
    db.session.flush()
    row = db.session.scalars(select(OutboxRow).filter_by(kind=f"organisations.{kind}")).one()
    return written(app, row, language)


@pytest.fixture
def ada(session: scoped_session[Any]) -> Person:
    return make.a_person(display_name="Ada Example")


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("de", "Einladung, für Senden (Bayern) zu handeln", "Ada Example lädt Sie ein"),
        ("en", "Invitation to act for Senden (Bayern)", "Ada Example invites you to act for Senden (Bayern)"),
    ],
)
def test_an_invitation_says_who_invites_to_what(
    app: Flask, town: Organisation, ada: Person, language: str, subject: str, sentence: str
) -> None:
    make.an_officer(town, ada, seat="owner")
    how = {"seat": Seat.OWNER, "language": language}
    invitations.invite(town, "new@example.org", **how, by=actor(ada), now=SPRING)

    mail = the_mail(app, "invitation", language)

    assert mail is not None
    assert mail[0] == subject
    assert sentence in mail[1]
    assert f"http://localhost:8000/{language}/organisations/invitations/" in mail[1]


def test_a_withdrawn_invitation_is_not_sent(app: Flask, town: Organisation, ada: Person) -> None:
    make.an_officer(town, ada, seat="owner")
    how = {"seat": Seat.OWNER, "language": "de"}
    invitation = invitations.invite(town, "new@example.org", **how, by=actor(ada), now=SPRING)
    invitations.withdraw(invitation, by=actor(ada), now=SPRING)

    assert the_mail(app, "invitation", "de") is None


def test_a_request_reaches_the_owner_until_it_is_answered(app: Flask, town: Organisation, ada: Person) -> None:
    owner = make.a_person()
    make.an_officer(town, owner, seat="owner")
    request = founding.ask(town, "I work there.", by=actor(ada), now=SPRING)

    mail = the_mail(app, "request", "en")
    requests.accept(request, seat=Seat.OFFICER, by=actor(owner), now=SPRING)

    assert mail is not None
    assert mail[0] == "Ada Example asks to act for Senden (Bayern)"
    assert f"http://localhost:8000/en/organisations/senden/requests/{request.id}" in mail[1]
    assert the_mail(app, "request", "en") is None


def test_the_answers_say_what_was_decided(app: Flask, town: Organisation, ada: Person) -> None:
    operator = actor(make.a_person(is_operator=True))
    company = founding.found(Particulars("company", "Example GmbH"), by=actor(ada), now=SPRING)
    of_company = db.session.scalars(select(OrganisationRequest).filter_by(organisation_id=company.id)).one()
    waits = the_mail(app, "waiting", "en")
    requests.accept(founding.ask(town, "x", by=actor(ada), now=SPRING), seat=Seat.OWNER, by=operator, now=SPRING)
    requests.accept(of_company, seat=Seat.OWNER, by=operator, now=SPRING)
    bob = make.an_officer(town, make.a_person())
    seats.remove(db.session.get_one(OrganisationMember, bob.id), by=actor(ada), now=SPRING)
    other = founding.ask(make.an_organisation(), "x", by=actor(ada), now=SPRING)
    requests.decline(other, "Nobody knows you there.", by=operator, now=SPRING)

    answers = {kind: the_mail(app, kind, "en") for kind in ("accepted", "confirmed", "declined", "removed")}

    subjects = [mail and mail[0] for mail in (waits, *answers.values())]
    assert subjects[:3] == [
        "To confirm: Example GmbH",
        "You may act for Senden (Bayern) now",
        "Example GmbH is confirmed",
    ]
    assert "Nobody knows you there." in str(answers["declined"])
    assert subjects[4] == "You do not act for Senden (Bayern) any more"


def test_a_year_later_the_owner_is_asked_once_a_month_to_look_who_acts_until_somebody_did(
    app: Flask, town: Organisation
) -> None:
    owner, officer = make.a_person(), make.a_person()
    make.an_officer(town, owner, seat="owner")
    make.an_officer(town, officer)
    town.confirmed_at = SPRING - timedelta(days=365)
    asks = ("Please look who acts for Senden (Bayern)", "/en/organisations/senden/people", True)

    for day in (-1, 0, 1, 29, 30):
        looking.remind_owners(SPRING + timedelta(days=day))
    rows = db.session.scalars(select(OutboxRow).where(OutboxRow.kind == looking.MAIL)).all()

    assert [row.person_id for row in rows] == [owner.id, owner.id]
    assert asks in told(app, actor(owner))
    assert asks not in told(app, actor(officer))

    looking.confirm_people(queries.owner_seat(actor(owner), town.slug), by=actor(owner), now=SPRING)

    assert asks not in told(app, actor(owner))
    looking.remind_owners(SPRING + timedelta(days=364))
    assert len(db.session.scalars(select(OutboxRow).where(OutboxRow.kind == looking.MAIL)).all()) == 2
