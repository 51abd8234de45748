"""Preparing an anonymised round, judging it, and the moment when names are known; who may sit on its jury."""

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls import queries as calls
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.anonymity import fault_in
from challenge_hub.calls.stored import publication_facts
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import sign
from challenge_hub.judging.actions import anonymity, assigning, closing
from challenge_hub.judging.actions import seats as seat_actions
from challenge_hub.judging.anonymity import DrawnNumber, RedactedCopy, RedactedFile
from challenge_hub.judging.models import Assignment
from challenge_hub.judging.queries import all_sheets_of
from challenge_hub.judging.queries import desk as desks
from challenge_hub.judging.queries.copies import copies_for, copy_of, preparing_room, to_redact
from challenge_hub.judging.rules.computing import compute
from challenge_hub.judging.rules.jury import INVITATION
from challenge_hub.organisations.models import Organisation
from challenge_hub.results import releases
from tests import factories as make
from tests.cast import actor
from tests.judging.blind import CANARIES, NUMBER, Blind, a_blind_jury, canaries_in, give_out
from tests.judging.juries import NOW, browser, desk_at, in_conflict, ranked, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


def copy_page(blind: Blind, more: str = "") -> str:
    return f"/en/calls/{blind.slug}/jury/copies/{blind.hidden.key}{more}"


def results_out(blind: Blind) -> None:
    """The round is closed, the chair prepares nothing to award, and the organiser releases it."""
    world = blind.world
    for seat in (world.seat, world.chair_seat):
        make.a_review(world.round, seat, blind.hidden, {"impact": "4"})
    closing.close_round(room_of(world, "chair"), by=actor(world["chair"]), now=NOW)
    judged = calls.any_round(world.call.id, 1)
    chair, organiser = actor(world["chair"]), actor(world["organiser"])
    release = releases.edit_awards(world.call, judged, [], statement={}, decided_at=None, by=chair, now=NOW)
    releases.hand_over(world.call, judged, release, by=chair, now=NOW)
    seen = release.content_sha256 or ""
    releases.release_awards(world.call, judged, release, seen=seen, by=organiser, now=NOW)
    db.session.commit()


def test_the_form_holds_the_original_with_what_tells_marked(app: Flask, session: scoped_session[Any]) -> None:
    blind = a_blind_jury(released=False)

    page = browser(app, blind.world, "organiser").get(copy_page(blind)).text

    assert f'value="{CANARIES["title"]}"' in page
    assert f"<mark>{CANARIES['member']} {CANARIES['name']}</mark>" in page
    assert f"{CANARIES['file']}.png" in page


def test_until_its_copy_is_released_a_solution_is_given_to_nobody(app: Flask, session: scoped_session[Any]) -> None:
    blind = a_blind_jury(released=False)
    organiser = actor(blind.world["organiser"])
    give_out(blind.world, blind.other, "A loud thing", 137)

    assigning.assign_everything(room_of(blind.world), seed=1, by=organiser, now=NOW)

    assert set(session.scalars(select(Assignment.solution_id))) == {blind.other.id}
    page = browser(app, blind.world, "organiser").get(f"/en/calls/{blind.slug}/jury/copies").text
    assert page.count("waits for anonymisation") == 1
    assert [line.is_released for line in copies_for(preparing_room(organiser, blind.slug, NOW))] == [False, True]


def test_an_organiser_saves_a_copy_and_releases_it_under_a_number(app: Flask, session: scoped_session[Any]) -> None:
    blind = a_blind_jury(released=False)
    client = browser(app, blind.world, "organiser")
    typed = {"version": "1", "title": "A quiet thing", "pitch": "It sings.", "description": "All about feathers."}

    saved = client.post(copy_page(blind), data=typed)
    released = client.post(copy_page(blind, "/release"))

    copy = session.scalars(select(RedactedCopy)).one()
    (number,) = session.scalars(select(DrawnNumber.number)).all()
    assert (saved.status_code, released.status_code) == (302, 302)
    assert (copy.title, copy.released_at, copy.released_by) == (
        {"en": "A quiet thing"}, NOW, blind.world["organiser"].id
    )  # fmt: skip
    assert 100 <= number <= 999
    verbs = session.scalars(select(TrailLine.verb).order_by(TrailLine.id)).all()
    assert verbs == ["redact-solution", "release-copy"]


def test_a_copy_that_may_still_tell_is_released_only_by_who_looked_at_it(
    app: Flask, session: scoped_session[Any]
) -> None:
    blind = a_blind_jury(released=False)
    client = browser(app, blind.world, "organiser")
    typed = {"version": "1", "title": f"The {CANARIES['team']}", "pitch": "x", "description": "See https://a.example/b"}
    client.post(copy_page(blind), data=typed)

    page = client.get(copy_page(blind)).text
    refused = client.post(copy_page(blind, "/release"))
    looked = client.post(copy_page(blind, "/release"), data={"is_checked": "y"})

    assert f"<li>{CANARIES['team']}</li>" in page
    assert "<li>https://a.example/b</li>" in page
    assert (refused.status_code, looked.status_code) == (403, 302)


def test_a_file_of_the_copy_loses_its_name_and_what_is_hidden_in_it(app: Flask, session: scoped_session[Any]) -> None:
    blind = a_blind_jury(released=False)
    client = browser(app, blind.world, "organiser")
    written = io.BytesIO()
    Image.new("RGB", (4, 4), "yellow").save(written, "PNG", pnginfo=_author(CANARIES["name"]))
    assert CANARIES["name"].encode() in written.getvalue()

    answer = client.post(
        copy_page(blind, "/files"),
        data={"file": (io.BytesIO(written.getvalue()), f"{CANARIES['name']}.png"), "alt": "A bird"},
    )

    assert answer.status_code == 302
    file = session.scalars(select(RedactedFile)).one()
    with client.get(copy_page(blind, f"/files/{file.sha256}")) as shown:
        content, headers = shown.data, str(shown.headers)
    assert CANARIES["name"].encode() not in content
    assert canaries_in(headers) == []
    assert client.post(copy_page(blind, f"/files/{file.sha256}/removal")).status_code == 302
    assert session.scalars(select(RedactedFile)).all() == []


def _author(name: str) -> Any:
    facts = PngInfo()
    facts.add_text("Author", name)
    return facts


@pytest.mark.parametrize("how", ["saved again", "a newer version"])
def test_what_was_given_out_is_taken_back_until_it_is_released_again(session: scoped_session[Any], how: str) -> None:
    blind = a_blind_jury()
    organiser = actor(blind.world["organiser"])
    room = preparing_room(organiser, blind.slug, NOW)
    if how == "saved again":
        found = to_redact(room, blind.hidden.key)
        typed = anonymity.Redacted("Quieter still", "", "", 1)
        anonymity.save_copy(room, found, typed, by=organiser, now=NOW)
    else:
        make.a_version(blind.hidden, number=2)
    session.commit()
    before = [review.key for review in desks.my_reviews(desk_at(blind.world))]

    if how == "a newer version":
        found = to_redact(room, blind.hidden.key)
        with pytest.raises(Refused, match="newer-version"):
            anonymity.save_copy(room, found, anonymity.Redacted("x", "", "", 1), by=organiser, now=NOW)
        anonymity.save_copy(room, found, anonymity.Redacted("x", "", "", 2), by=organiser, now=NOW)
    copy = copy_of(to_redact(room, blind.hidden.key))
    assert copy is not None
    anonymity.release_copy(room, found, copy, is_checked=True, seed=2, by=organiser, now=NOW)

    assert before == ["137"]
    assert [review.key for review in desks.my_reviews(desk_at(blind.world))] == ["137", str(NUMBER)]


@pytest.mark.parametrize("role", ["juror", "chair"])
def test_nobody_on_the_jury_organises_meanwhile(app: Flask, session: scoped_session[Any], role: str) -> None:
    """The chair acts for the organisation that organises the call, and finds none of the organisers' pages."""
    blind = a_blind_jury()
    client = browser(app, blind.world, role)
    call = f"/en/calls/{blind.slug}"

    pages = ("organise", "organise/history", "pre-check", "overview", "teams/all", "jury/copies")
    found = {page: client.get(f"{call}/{page}").status_code for page in pages}

    assert set(found.values()) == {404}
    assert copy_page(blind) not in client.get(f"{call}/jury").text


def test_in_an_open_round_the_same_person_organises_and_chairs(app: Flask, session: scoped_session[Any]) -> None:
    blind = a_blind_jury()
    blind.world.round.is_anonymous = False
    session.commit()

    page = browser(app, blind.world, "chair").get(f"/en/calls/{blind.slug}/pre-check")

    assert page.status_code == 200
    assert CANARIES["title"] in page.text


def test_names_stay_hidden_when_the_round_is_closed_and_are_known_with_the_results(
    app: Flask, session: scoped_session[Any]
) -> None:
    blind = a_blind_jury()
    client = browser(app, blind.world, "chair")
    ranking = f"/en/calls/{blind.slug}/jury/ranking"
    make.a_review(blind.world.round, blind.world.seat, blind.hidden, {"impact": "4"})
    blind.world.round.closed_at = NOW
    ranked(blind.world)
    closed = client.get(ranking).text
    blind.world.round.closed_at = None
    session.query(make.Score).delete()
    session.query(make.Review).delete()
    session.commit()

    results_out(blind)

    known = client.get(ranking).text
    judged = session.scalars(select(Round)).one()
    assert canaries_in(closed) == []
    assert {"team", "title", "key"} <= set(canaries_in(known))
    assert judged.names_revealed_at == NOW
    assert "the jury learned the names on" in known
    assert "the jury learned the names on" in client.get(f"/en/calls/{blind.slug}").text
    assert "reveal-names" in session.scalars(select(TrailLine.verb)).all()
    organiser = browser(app, blind.world, "organiser").get(f"/en/calls/{blind.slug}/jury/copies").text
    assert "The names are revealed" in organiser
    public = app.test_client().get(f"/en/calls/{blind.slug}/solutions/{blind.hidden.key}")
    assert public.status_code == 200


def test_after_the_names_are_known_no_copy_changes(session: scoped_session[Any]) -> None:
    blind = a_blind_jury()
    organiser = actor(blind.world["organiser"])
    results_out(blind)
    room = preparing_room(organiser, blind.slug, NOW)
    found = to_redact(room, blind.hidden.key)

    with pytest.raises(Refused, match="names-are-known"):
        anonymity.save_copy(room, found, anonymity.Redacted("x", "", "", 1), by=organiser, now=NOW)


def test_the_final_order_by_lot_is_the_one_the_chair_saw(session: scoped_session[Any]) -> None:
    """Numbers name solutions to the jury; places follow from the rules alone, with or without them."""
    blind = a_blind_jury()
    blind.world.round.tie_rules = ["lot"]
    for seat in (blind.world.seat, blind.world.chair_seat):
        for solution in (blind.hidden, blind.other):
            make.a_review(blind.world.round, seat, solution, {"impact": "3"})
    ranked(blind.world)
    judged = calls.any_round(blind.world.call.id, 1)

    hidden = [line.solution_id for line in releases.room.ranked_for(actor(blind.world["chair"]), judged)]
    known = [line.solution_id for line in releases.room.ranked_for(actor(blind.world["organiser"]), judged)]
    sheets = all_sheets_of(judged)
    whole = compute(sheets, {sheet.solution for sheet in sheets}, calls.scoring_of(judged)).ranking.standings

    assert hidden == known
    ids = {blind.hidden.key: blind.hidden.id, blind.other.key: blind.other.id}
    assert [ids[standing.solution] for standing in whole] == hidden


def test_an_organiser_in_conflict_prepares_no_copy_of_it(app: Flask, session: scoped_session[Any]) -> None:
    blind = a_blind_jury()
    in_conflict(blind.world["organiser"], blind.hidden)
    client = browser(app, blind.world, "organiser")

    page = client.get(f"/en/calls/{blind.slug}/jury/copies").text

    assert canaries_in(page) == []
    assert client.get(copy_page(blind)).status_code == 404


def test_no_copy_is_made_before_the_deadline(app: Flask, session: scoped_session[Any]) -> None:
    blind = a_blind_jury(released=False, closes_at=NOW + timedelta(days=1))
    client = browser(app, blind.world, "organiser")

    assert "After the deadline" in client.get(f"/en/calls/{blind.slug}/jury/copies").text
    assert client.get(copy_page(blind)).status_code == 404


def test_numbers_differ_from_round_to_round_and_stay(session: scoped_session[Any]) -> None:
    blind = a_blind_jury(released=False)
    second = make.a_round(blind.world.call, number=2)
    give_out(blind.world, blind.other, "A loud thing")
    first_time = sorted((row.round_id, row.number) for row in session.scalars(select(DrawnNumber)))
    give_out(blind.world, blind.other, "A louder thing")

    again = sorted((row.round_id, row.number) for row in session.scalars(select(DrawnNumber)))
    assert again == first_time
    assert [round_id for round_id, _ in again] == [blind.world.round.id, second.id]
    assert again[0][1] != again[1][1]


def organisation_of(blind: Blind) -> Organisation:
    """The one the hidden team acts for."""
    return db.session.get_one(Organisation, blind.world.team.organisation_id)


class TestWhoMaySit:
    def invited(self, blind: Blind, role: str) -> Any:
        facts = {"invited_mail": blind.world[role].mail, "invited_language": "en", "invited_at": NOW, "label": "New"}
        return make.a_juror(blind.world.call, **facts)

    def test_who_organises_and_may_have_seen_names_does_not_judge(
        self, app: Flask, session: scoped_session[Any]
    ) -> None:
        blind = a_blind_jury()
        seat = self.invited(blind, "organiser")
        client = browser(app, blind.world, "organiser")
        with app.test_request_context("/en/"):
            link = f"/en/jury/invitations/{sign(INVITATION, juror=seat.id)}"

        assert "you cannot sit on the jury of its anonymised round" in client.get(link).text
        assert client.post(link).status_code == 403

    @pytest.mark.parametrize("purpose", ["planning-competition", "prize-competition"])
    def test_the_jury_of_a_planning_competition_is_independent_of_those_who_take_part(
        self, app: Flask, session: scoped_session[Any], purpose: str
    ) -> None:
        blind = a_blind_jury(purpose=purpose)
        make.an_officer(organisation_of(blind), blind.world["stranger"])
        seat = self.invited(blind, "stranger")

        if purpose == "planning-competition":
            with pytest.raises(Refused, match="not-independent"):
                seat_actions.accept(seat, by=actor(blind.world["stranger"]), now=NOW)
        else:
            seat_actions.accept(seat, by=actor(blind.world["stranger"]), now=NOW)
            assert seat.accepted_at == NOW

    def test_a_juror_who_turns_out_to_be_dependent_is_flagged_to_organisers_alone(
        self, app: Flask, session: scoped_session[Any]
    ) -> None:
        blind = a_blind_jury(purpose="planning-competition")
        make.an_officer(organisation_of(blind), blind.world["juror"])
        session.commit()
        page = f"/en/calls/{blind.slug}/jury"

        assert "not independent" in browser(app, blind.world, "organiser").get(page).text
        assert "not independent" not in browser(app, blind.world, "chair").get(page).text

    def test_whoever_takes_a_seat_stops_organising_an_anonymised_call(self, session: scoped_session[Any]) -> None:
        blind = a_blind_jury()
        person = make.a_person(mail="new@example.org")
        facts = {"invited_mail": "new@example.org", "invited_language": "en", "invited_at": NOW}
        seat_actions.accept(make.a_juror(blind.world.call, **facts), by=actor(person), now=NOW)
        make.an_officer(blind.world.organisation, person)

        assert not calls.is_organiser(actor(person), blind.world.call.id)


@pytest.mark.parametrize(
    ("purpose", "is_anonymous", "public", "fault"),
    [
        ("planning-competition", False, "with-results", "anonymity-missing"),
        ("planning-competition", True, "after-deadline", "solutions-too-early"),
        ("planning-competition", True, "with-results", None),
        ("prize-competition", True, "after-deadline", "solutions-too-early"),
        ("prize-competition", False, "after-deadline", None),
    ],
)
def test_a_call_is_published_only_if_nobody_can_look_up_what_the_jury_must_not_know(
    session: scoped_session[Any], purpose: str, is_anonymous: bool, public: str, fault: str | None
) -> None:
    call = make.a_call(purpose=purpose, solutions_public=public)
    make.a_round(call, is_anonymous=is_anonymous)

    assert fault_in(publication_facts(call, NOW).names) == fault
