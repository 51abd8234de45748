"""An anonymised round leaks through nothing: pages, addresses, headers, files, search, order, counts, mails, errors."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, render_template, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session
from werkzeug.routing import BuildError

from challenge_hub.call_packages.exports import export_call
from challenge_hub.call_packages.rules.faults import PackageRefused
from challenge_hub.calls.models import Prize
from challenge_hub.calls.section_forms import FORMS
from challenge_hub.challenges.models import Question
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.storage import storage
from challenge_hub.judging.actions import assigning
from challenge_hub.judging.emails import MAILS
from challenge_hub.solutions.models import SolutionFile
from tests import factories as make
from tests.cast import actor
from tests.judging.blind import CANARIES, NUMBER, PICTURE, REDACTED, Blind, a_blind_jury, canaries_in
from tests.judging.juries import NOW, a_seat, browser, in_conflict, ranked, room_of, spring  # noqa: F401
from tests.solutions.test_mails import in_english

pytestmark = pytest.mark.usefixtures("spring")
READERS = ("juror", "chair")


@pytest.fixture
def blind(session: scoped_session[Any]) -> Blind:
    """Both have reviewed both, the hidden one is the better one; a conflict of somebody else is known, a plan waits."""
    blind = a_blind_jury()
    world = blind.world
    for seat in (world.seat, world.chair_seat):
        make.a_review(world.round, seat, blind.hidden, {"impact": "5"}).comment = "Well made."
        make.a_review(world.round, seat, blind.other, {"impact": "2"})
    a_seat(world)
    in_conflict(make.a_person(), blind.hidden, note=f"I know {CANARIES['team']}.")
    asked = {"asked_by": world["lead"].id, "asked_at": NOW, "number": 1, "answered_at": NOW}
    db.session.add(Question(challenge_id=world.challenge.id, language="en", text="Where to?", **asked))
    assigning.make_plan(room_of(world), per_solution=3, seed=1, by=actor(world["organiser"]), now=NOW)
    db.session.commit()
    return blind


def arguments(blind: Blind) -> Iterator[dict[str, Any]]:
    """What addresses are made of: everything somebody may guess, the true key and the true hashes among it."""
    world = blind.world
    keys = (str(NUMBER), blind.hidden.key, world.team.key, world.challenge.key)
    for key in keys:
        for content in (PICTURE, REDACTED):
            yield {
                "slug": blind.slug,
                "key": key,
                "sha256": storage().write(content),
                "number": 1,
                "version": 1,
                "conflict_id": 1,
                "seat_id": world.seat.id,
                "what": "suspension",
            }


def addresses(app: Flask, blind: Blind) -> list[str]:
    """Every page with nothing but such arguments in its address."""
    found = set()
    with app.test_request_context("/en/"):
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint in ("static", "asset"):
                continue
            for values in arguments(blind):
                wanted = {name: values[name] for name in rule.arguments if name in values}
                for section in FORMS if "section" in rule.arguments else ("",):
                    more = {"section": section} if section else {}
                    try:
                        found.add(url_for(rule.endpoint, **wanted, **more, language="en"))
                    except BuildError:
                        continue
    return sorted(found)


def read(client: FlaskClient, address: str) -> tuple[int, str]:
    """Status, and everything that came: headers and body, without the address that was asked for."""
    with client.get(address) as answer:
        body = answer.get_data().decode("utf-8", "replace")
        for echo in (address, address.removeprefix("/en")):
            body = body.replace(echo, "")
        return answer.status_code, f"{answer.headers}\n{body}"


def seen(client: FlaskClient, address: str) -> tuple[int, str]:
    """The same without what differs at every visit: the length, the word for scripts, the cookie."""
    status, text = read(client, address)
    return status, re.sub(r"nonce[-=]\S+|(Content-Length|Set-Cookie): .*\s", "", text)


@pytest.mark.parametrize("role", READERS)
def test_no_page_the_jury_can_open_tells_whose_it_is(app: Flask, blind: Blind, role: str) -> None:
    client = browser(app, blind.world, role)

    pages = {address: read(client, address) for address in addresses(app, blind)}

    opened = {address for address, (status, _) in pages.items() if status == 200}
    guilty = {
        address: told
        for address, (status, text) in pages.items()
        if (told := canaries_in(text)) and not (status == 302 and "sign-in" in text)
    }
    call = f"/en/calls/{blind.slug}"
    expected = {f"{call}/desk", f"{call}/desk/{NUMBER}", f"{call}/desk/{NUMBER}/return"}
    expected |= {f"{call}/jury/solutions/{NUMBER}", "/en/me", f"{call}/solutions".replace(call, "/en")}
    if role == "chair":
        room = ("ranking", f"ranking/{NUMBER}", "progress", "plan", "conflicts", "conflicts/own", "closing")
        expected |= {f"{call}/jury/{page}" for page in room} | {f"{call}/awards", f"{call}/awards/release"}
        expected |= {f"{call}/awards/feedback/{NUMBER}"}
    assert opened >= expected
    assert len(pages) > 150
    assert guilty == {}


def test_an_organiser_who_does_not_judge_reads_all_of_it(app: Flask, blind: Blind) -> None:
    """The words are there to be found: whoever may see them does."""
    client = browser(app, blind.world, "organiser")

    everything = "".join(read(client, address)[1] for address in addresses(app, blind))

    assert set(CANARIES) - set(canaries_in(everything)) <= {"track", "address", "key of the team"}


@pytest.mark.parametrize("role", READERS)
def test_a_right_key_and_a_wrong_one_look_the_same(app: Flask, blind: Blind, role: str) -> None:
    client = browser(app, blind.world, role)
    pages = ("desk/KEY", "desk/KEY/return", "jury/solutions/KEY", "jury/ranking/KEY", "jury/copies/KEY",
             "awards/feedback/KEY", "solutions/KEY", "solutions/KEY/follow-up", "pre-check/solutions/KEY")  # fmt: skip
    answers: dict[str, set[tuple[int, str]]] = {page: set() for page in pages}

    for key in (blind.hidden.key, blind.other.key, "no-such-thing", "999", f"0{NUMBER}", f"solution-{NUMBER}"):
        for page in pages:
            answers[page].add(seen(client, f"/en/calls/{blind.slug}/{page.replace('KEY', key)}"))

    assert {page: len(found) for page, found in answers.items()} == dict.fromkeys(pages, 1)
    assert {status for found in answers.values() for status, _ in found} == {404}


@pytest.mark.parametrize("role", [*READERS, "stranger"])
@pytest.mark.parametrize("word", ["Kanarienvogel", "Zwergfalken", "Gefieder", "kanari"])
def test_no_search_finds_it(app: Flask, blind: Blind, role: str, word: str) -> None:
    client = browser(app, blind.world, role)

    for page in ("solutions", "challenges", "calls"):
        found = client.get(f"/en/{page}", query_string={"q": word}).text
        nothing = client.get(f"/en/{page}", query_string={"q": "xyzzy"}).text
        assert found.replace(word, "") == nothing.replace("xyzzy", "")


@pytest.mark.parametrize("role", [*READERS, "stranger"])
def test_neither_the_list_of_teams_nor_a_count_tells_the_public(app: Flask, blind: Blind, role: str) -> None:
    client = browser(app, blind.world, role)
    call = f"/en/calls/{blind.slug}"

    teams = client.get(f"{call}/teams").text
    to_join = client.get(f"{call}/teams/{blind.world.team.key}/join")
    challenge = client.get(f"{call}/challenges/{blind.world.challenge.key}").text

    assert "Birds" not in teams
    assert to_join.status_code == 404
    assert canaries_in(teams + challenge) == []


@pytest.mark.parametrize(
    ("role", "page"),
    [("juror", "desk"), ("chair", "jury/progress"), ("chair", "jury/plan"), ("organiser", "jury/progress")],
)
def test_lists_stand_in_the_order_of_numbers(app: Flask, blind: Blind, role: str, page: str) -> None:
    """By key and by place the hidden one would come first; by number it comes last."""
    text = browser(app, blind.world, role).get(f"/en/calls/{blind.slug}/{page}").text
    table = text[text.rindex("<table", 0, text.rindex("Solution 137")) :]

    assert 0 < table.index("Solution 137") < table.index(f"Solution {NUMBER}")


@pytest.mark.parametrize("page", ["jury/ranking", "awards"])
def test_level_solutions_stand_in_the_order_of_numbers(app: Flask, session: scoped_session[Any], page: str) -> None:
    blind = a_blind_jury()
    for seat in (blind.world.seat, blind.world.chair_seat):
        make.a_review(blind.world.round, seat, blind.hidden, {"impact": "3"})
        make.a_review(blind.world.round, seat, blind.other, {"impact": "3"})
    blind.world.round.closed_at = NOW
    session.add(Prize(call_id=blind.world.call.id, position=1, name={"en": "First"}, kind="honour", giver="Town"))
    ranked(blind.world)

    text = browser(app, blind.world, "chair").get(f"/en/calls/{blind.slug}/{page}").text
    table = text[text.rindex("<table" if page == "jury/ranking" else "<select") :]

    assert 0 < table.index("Solution 137") < table.index(f"Solution {NUMBER}")


def test_a_file_has_neither_its_name_nor_its_content_nor_a_place_to_be_kept(app: Flask, blind: Blind) -> None:
    client = browser(app, blind.world, "juror")
    start = f"/en/calls/{blind.slug}/jury/solutions/{NUMBER}/files"

    with client.get(f"{start}/{storage().write(PICTURE)}") as original:
        assert original.status_code == 404
    with client.get(f"{start}/{storage().write(REDACTED)}") as copy:
        content, headers = copy.data, copy.headers

    assert content == REDACTED
    assert f"{NUMBER}-1.png" in headers["Content-Disposition"]
    assert headers["Cache-Control"] == "no-store"
    assert canaries_in(str(headers)) == []


def test_no_page_of_the_jury_is_kept_on_the_way(app: Flask, blind: Blind) -> None:
    client = browser(app, blind.world, "juror")

    for page in ("desk", f"desk/{NUMBER}", f"jury/solutions/{NUMBER}"):
        assert client.get(f"/en/calls/{blind.slug}/{page}").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", ["assigned", "reminder", "replaced", "invitation"])
def test_no_mail_to_a_juror_tells(app: Flask, session: scoped_session[Any], kind: str) -> None:
    blind = a_blind_jury()
    juror = blind.world.seat.id
    if kind == "invitation":
        blind.world.seat.accepted_at = None
        session.commit()

    def written() -> str:
        mail = MAILS[f"judging.{kind}"]({"juror": juror}, Recipient("a@example.org", "en", "Ada"))
        return f"{mail.subject}\n{render_template(mail.template, **mail.context)}" if mail else ""

    text = in_english(app, written)

    assert len(text) > 100
    assert canaries_in(text) == []


def test_what_lies_in_the_outbox_for_the_jury_holds_ids_alone(app: Flask, blind: Blind) -> None:
    rows = db.session.scalars(select(OutboxRow)).all()

    assert canaries_in(" ".join(str(row.facts) for row in rows)) == []


def test_no_package_leaves_while_names_are_hidden(app: Flask, blind: Blind) -> None:
    with pytest.raises(PackageRefused, match="An anonymised round"):
        export_call(blind.slug, storage=storage())


def test_a_refusal_and_a_form_given_back_tell_nothing(app: Flask, blind: Blind) -> None:
    client, call = browser(app, blind.world, "juror"), f"/en/calls/{blind.slug}"
    review = f"{call}/desk/{NUMBER}"
    answers = [
        client.post(review, data={"points-impact": "99", "revision": "0", "intent": "done"}),
        client.post(review, data={"points-impact": "1", "revision": "7"}),
        client.post(f"{review}/return", data={}),
    ]
    chair = browser(app, blind.world, "chair")

    answers += [chair.post(f"{call}/awards", data={}), chair.post(f"{call}/jury/conflicts/own", data={})]

    assert [answer.status_code for answer in answers] == [422, 409, 422, 422, 422]
    assert canaries_in("".join(answer.text for answer in answers)) == []


def test_the_original_stays_as_it_was_handed_in(app: Flask, blind: Blind) -> None:
    names = db.session.scalars(select(SolutionFile.name)).all()

    assert names == [f"{CANARIES['file']}.png"]
