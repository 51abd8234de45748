"""The second factor: an app, recovery codes, who needs one, and what a password alone opens."""

import os
import re
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask, url_for
from flask.testing import FlaskClient
from flask_migrate import upgrade
from pyotp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR, Lack, Refused, Role
from challenge_hub.accounts import logins, proving, queries
from challenge_hub.accounts.factors import CodeApp, RecoveryCode
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.app import create_app
from challenge_hub.audit.models import TrailLine
from challenge_hub.cli.people import reset_factor
from challenge_hub.infrastructure.db import db
from tests.accounts.people import OTHER, SECRET, SPRING, is_signed_in, link_of, rows, somebody, written
from tests.cast import World, a_world, actor
from tests.cast import sign_in as enter_as
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database

MAIL = "ada@example.org"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
STEP = timedelta(seconds=30)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(SPRING, tick=False) as traveller:
        yield traveller


def sign_in(client: FlaskClient, mail: str = MAIL, password: str = SECRET, **more: str) -> str:
    answer = client.post("/en/sign-in", data={"mail": mail, "password": password, **more})
    return str(answer.headers.get("Location"))


def an_app(person: Person) -> TOTP:
    """A person with an app, set up a while ago."""
    secret = proving.new_secret()
    token = logins.begin_session(person, device="test", now=SPRING)
    proving.set_up_app(person, secret, TOTP(secret).at(SPRING - STEP), token=token, by=actor(person), now=SPRING)
    db.session.commit()
    return TOTP(secret)


def with_codes(person: Person) -> list[str]:
    codes = list(proving.new_codes())
    proving.keep_codes(person, codes, by=actor(person), now=SPRING)
    db.session.commit()
    return codes


def sealed_of(page: str) -> str:
    return re.findall(r'name="sealed" type="hidden" value="([^"]+)"', page)[0]


def shown_secret(page: str) -> str:
    return "".join(re.findall(r"<code[^>]*>([^<]+)</code>", page)[0].split())


def test_an_app_is_set_up_by_its_first_code_and_its_secret_is_not_readable(
    app: Flask, client: FlaskClient, clock: Any
) -> None:
    ada, other = somebody(mail=MAIL), app.test_client()
    sign_in(other)
    sign_in(client)
    page = client.get("/en/account/factors/app").text
    secret, sealed = shown_secret(page), sealed_of(page)

    wrong = client.post("/en/account/factors/app", data={"sealed": sealed, "code": "000000"})
    answer = client.post("/en/account/factors/app", data={"sealed": sealed, "code": TOTP(secret).at(SPRING)})

    kept = db.session.get_one(CodeApp, ada.id)
    assert (wrong.status_code, shown_secret(wrong.text)) == (422, secret)
    assert answer.headers["Location"] == "/en/account/factors/codes"
    assert secret not in kept.secret
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)
    assert [row.kind for row in rows()] == ["accounts.factor_changed"]


def test_the_secret_of_another_person_is_not_taken(app: Flask, client: FlaskClient, clock: Any) -> None:
    somebody(mail=MAIL)
    somebody(mail="bo@example.org")
    stranger = app.test_client()
    sign_in(stranger, "bo@example.org")
    page = stranger.get("/en/account/factors/app").text
    sign_in(client)

    answer = client.post(
        "/en/account/factors/app", data={"sealed": sealed_of(page), "code": TOTP(shown_secret(page)).at(SPRING)}
    )

    assert answer.status_code == 422
    assert shown_secret(answer.text) != shown_secret(page)


def test_with_an_app_the_password_alone_opens_nothing_but_the_second_step(client: FlaskClient, clock: Any) -> None:
    totp = an_app(somebody(mail=MAIL))

    assert sign_in(client, next="/en/account/devices") == "/en/sign-in/second?next=/en/account/devices"
    before = db.session.scalars(select(LoginSession.token_hash).order_by(LoginSession.id.desc())).first()
    assert client.get("/en/me").headers["Location"] == "/en/sign-in/second?next=/en/me"
    assert client.get("/en/account").headers["Location"].startswith("/en/sign-in/second")
    assert client.post("/en/account/password", data={"current": SECRET, "password": OTHER}).status_code == 403
    assert "Finish signing in" in client.get("/en/").text
    wrong = client.post("/en/sign-in/second", data={"code": "000000"})
    assert (wrong.status_code, "This code does not work." in wrong.text) == (422, True)
    right = client.post("/en/sign-in/second", data={"code": totp.at(SPRING), "next": "/en/account/devices"})

    assert right.headers["Location"] == "/en/account/devices"
    assert is_signed_in(client)
    assert before not in db.session.scalars(select(LoginSession.token_hash).where(LoginSession.ends_at > SPRING)).all()


def test_no_door_but_the_second_step_opens_to_a_password_alone(app: Flask, client: FlaskClient, clock: Any) -> None:
    world = a_world()
    chair = world["chair"]
    somebody_with_password(chair)
    an_app(chair)
    sign_in(client, str(chair.mail))

    assert opened(app, client, world) == ["accounts.second_step"]


def test_who_needs_a_factor_and_has_none_gets_into_their_account_only(
    app: Flask, client: FlaskClient, clock: Any
) -> None:
    world = a_world()
    somebody_with_password(world["organiser"])
    assert sign_in(client, str(world["organiser"].mail)) == "/en/account/factors"

    doors = opened(app, client, world)

    assert {door.partition(".")[0] for door in doors} == {"accounts"}
    assert "accounts.factors" in doors
    assert "Your role needs a second factor" in client.get("/en/account/factors").text
    assert client.get("/en/me").headers["Location"] == "/en/account/factors?next=/en/me"
    typed = client.post(f"/en/calls/{world.call.slug}/organise/texts", data={"title_en": "My long title"})
    assert (typed.status_code, "My long title" in typed.text) == (403, True)


def somebody_with_password(person: Person) -> None:
    person.password_hash = somebody().password_hash
    db.session.commit()


def opened(app: Flask, client: FlaskClient, world: World) -> list[str]:
    """The pages, not open to everybody, that answer this client with something other than the way to the factor."""
    found = []
    for rule in app.url_map.iter_rules():
        door = getattr(app.view_functions[rule.endpoint], "open_to", Role.ANYONE)
        if door is Role.ANYONE or "GET" not in (rule.methods or ()):
            continue
        known: dict[str, Any] = {"slug": world.call.slug, "language": "en", "key": world.solution.key}
        for name, converter in rule._converters.items():
            known.setdefault(name, min(getattr(converter, "items", ["1"])))
        with app.test_request_context("/en/"):
            values = {name: known[name] for name in rule._converters}
            address = url_for(rule.endpoint, **{**values, **(rule.defaults or {})})
        if client.get(address).status_code == 200:
            found.append(rule.endpoint)
    return sorted(found)


@pytest.mark.parametrize(
    ("role", "lack"),
    [
        ("stranger", None), ("lead", None), ("officer", None), ("juror", None), ("chair", Lack.FACTOR),
        ("organiser", Lack.FACTOR), ("operator", Lack.FACTOR),
    ],
)  # fmt: skip
def test_operators_organisers_and_chairs_need_a_second_factor(
    app: Flask, session: scoped_session[Any], role: str, lack: Lack | None
) -> None:
    person = a_world()[role]
    token = logins.begin_session(person, device="test", now=SPRING)

    found = queries.session_with(token, SPRING, app.extensions["needs_factor"])

    assert found is not None
    assert found.actor.lack == lack
    assert found.actor.has(Role.OPERATOR) is False


def test_a_call_may_ask_every_juror_for_one_from_the_next_request_on(app: Flask, session: scoped_session[Any]) -> None:
    world = a_world()
    token = logins.begin_session(world["juror"], device="test", now=SPRING)
    lacks = []

    for needed in (True, False):
        world.call.jurors_need_factor = needed
        db.session.flush()
        found = queries.session_with(token, SPRING, app.extensions["needs_factor"])
        lacks.append(found and found.actor.lack)

    assert lacks == [Lack.FACTOR, None]


def test_a_code_works_once_also_within_its_half_minute(app: Flask, client: FlaskClient, clock: Any) -> None:
    totp, other = an_app(somebody(mail=MAIL)), app.test_client()
    sign_in(client)
    sign_in(other)
    code = totp.at(SPRING)

    first = client.post("/en/sign-in/second", data={"code": code})
    again = other.post("/en/sign-in/second", data={"code": code})
    earlier = other.post("/en/sign-in/second", data={"code": totp.at(SPRING - STEP)})
    later = other.post("/en/sign-in/second", data={"code": totp.at(SPRING + STEP)})

    assert [answer.status_code for answer in (first, again, earlier, later)] == [302, 422, 422, 302]


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef", "\1", "-" * 40, "0" * 41])
def test_what_is_no_code_is_refused(client: FlaskClient, clock: Any, typed: str) -> None:
    an_app(somebody(mail=MAIL))
    sign_in(client)

    assert client.post("/en/sign-in/second", data={"code": typed}).status_code == 422


def test_codes_are_slowed_down_like_passwords(app: Flask, client: FlaskClient, clock: Any) -> None:
    totp = an_app(somebody(mail=MAIL))
    sign_in(client)

    statuses = [client.post("/en/sign-in/second", data={"code": "000000"}).status_code for _ in range(6)]
    fresh = app.test_client()
    sign_in(fresh)
    elsewhere = fresh.post("/en/sign-in/second", data={"code": totp.at(SPRING)})

    assert statuses == [422] * 5 + [429]
    assert elsewhere.status_code == 429
    assert [row.facts["what"] for row in rows("accounts.factor_changed")][1:] == ["codes-tried"]


def test_recovery_codes_count_once_kept_work_once_and_are_not_readable(
    app: Flask, client: FlaskClient, clock: Any
) -> None:
    ada = somebody(mail=MAIL)
    totp = an_app(ada)
    sign_in(client)
    client.post("/en/sign-in/second", data={"code": totp.at(SPRING)})
    page = client.get("/en/account/factors/codes").text
    codes = re.findall(r"<code>([^<]+)</code>", page)
    assert db.session.scalars(select(RecoveryCode)).all() == []

    client.post("/en/account/factors/codes", data={"sealed": sealed_of(page)})

    hashes = db.session.scalars(select(RecoveryCode.code_hash)).all()
    assert (len(codes), len(set(codes)), len(hashes)) == (10, 10, 10)
    assert not any(code in kept for code in codes for kept in hashes)
    statuses = []
    for typed in (codes[0].upper().replace("-", " "), codes[0], codes[1]):
        other = app.test_client()
        sign_in(other)
        statuses.append(other.post("/en/sign-in/second", data={"code": typed}).status_code)
    assert statuses == [302, 422, 302]
    assert [row.facts["what"] for row in rows("accounts.factor_changed")][-2:] == ["use-recovery-code"] * 2


def test_new_recovery_codes_end_the_earlier_ones(client: FlaskClient, clock: Any) -> None:
    ada = somebody(mail=MAIL)
    an_app(ada)
    earlier, later = with_codes(ada), with_codes(ada)

    assert proving.show_code(ada, earlier[0], now=SPRING) is None
    assert proving.show_code(ada, later[0], now=SPRING) == "code"


def test_a_code_of_somebody_else_does_not_work(client: FlaskClient, clock: Any) -> None:
    ada, bo = somebody(), somebody()
    codes = with_codes(ada)
    with_codes(bo)

    assert proving.show_code(bo, codes[0], now=SPRING) is None


def test_a_new_password_by_link_never_goes_around_the_second_factor(
    app: Flask, client: FlaskClient, clock: Any
) -> None:
    an_app(somebody(mail=MAIL))
    client.post("/en/reset", data={"mail": MAIL})
    client.post(link_of(app, rows("accounts.reset")[0]), data={"password": OTHER})

    assert sign_in(client, password=OTHER) == "/en/sign-in/second"
    assert not is_signed_in(client)


def test_a_link_to_confirm_an_address_does_not_either(app: Flask, client: FlaskClient, clock: Any) -> None:
    ada = somebody(mail=None, claimed_mail=MAIL)
    with_app = an_app(ada)
    client.post("/en/reset", data={"mail": MAIL})
    letter = rows("accounts.reset")[0]
    link = link_of(app, letter)

    answer = client.post(link, data={"password": OTHER})

    assert with_app
    assert answer.headers["Location"] == "/en/sign-in/second"
    assert not is_signed_in(client)


def test_removing_the_last_factor_takes_the_codes_and_the_role_s_pages(client: FlaskClient, clock: Any) -> None:
    world = a_world()
    organiser = world["organiser"]
    somebody_with_password(organiser)
    totp = an_app(organiser)
    with_codes(organiser)
    sign_in(client, str(organiser.mail))
    client.post("/en/sign-in/second", data={"code": totp.at(SPRING)})
    assert client.get("/en/me").status_code == 200

    client.post("/en/account/factors/app/removal")

    assert db.session.scalars(select(RecoveryCode)).all() == []
    assert client.get("/en/me").headers["Location"] == "/en/account/factors?next=/en/me"
    assert is_signed_in(client)


def test_the_operator_removes_all_factors_by_a_command_with_trail_and_mail(
    app: Flask, client: FlaskClient, clock: Any
) -> None:
    ada = somebody(mail=MAIL)
    an_app(ada)
    with_codes(ada)
    with pytest.raises(Refused, match="not-operator"):
        proving.reset_factors(ada, by=actor(ada), now=SPRING)

    proving.reset_factors(ada, by=OPERATOR, now=SPRING)
    db.session.commit()

    assert not queries.has_factor(ada.id)
    assert db.session.scalars(select(RecoveryCode)).all() == []
    assert db.session.scalars(select(TrailLine.verb).order_by(TrailLine.id.desc())).first() == "reset-factors"
    assert db.session.scalars(select(LoginSession).where(LoginSession.ends_at > SPRING)).all() == []
    letter = written(app, rows("accounts.factor_changed")[-1])
    assert letter is not None
    assert "The operator removed all your second factors." in letter[1]
    assert CliRunner().invoke(reset_factor, ["--help"]).exit_code == 0


def test_after_a_quarter_of_an_hour_what_matters_asks_again_who_it_is(client: FlaskClient, clock: Any) -> None:
    somebody(mail=MAIL)
    sign_in(client)
    assert client.get("/en/account/factors/app").status_code == 200

    clock.shift(timedelta(minutes=16))

    assert client.get("/en/account/factors/app").headers["Location"] == "/en/account/proof?next=/en/account/factors/app"
    assert client.post("/en/account/factors/app/removal").status_code == 403
    wrong = client.post("/en/account/proof", data={"password": OTHER})
    right = client.post("/en/account/proof", data={"password": SECRET, "next": "/en/account/factors/app"})
    assert (wrong.status_code, right.headers["Location"]) == (422, "/en/account/factors/app")
    assert client.get("/en/account/factors/app").status_code == 200


def test_without_a_password_a_code_shows_who_it_is(client: FlaskClient, clock: Any) -> None:
    ada = somebody(mail=MAIL)
    totp = an_app(ada)
    sign_in(client)
    client.post("/en/sign-in/second", data={"code": totp.at(SPRING)})
    ada.password_hash = None
    db.session.commit()
    clock.shift(timedelta(minutes=16))

    wrong = client.post("/en/account/proof", data={"code": "000000"})
    right = client.post("/en/account/proof", data={"code": totp.at(SPRING + timedelta(minutes=16))})

    assert (wrong.status_code, right.status_code) == (422, 302)


def test_a_pause_that_is_too_long_ends_a_session_and_use_keeps_it(client: FlaskClient, clock: Any) -> None:
    somebody(mail=MAIL)
    sign_in(client)
    for _ in range(3):
        clock.shift(timedelta(hours=20))
        assert is_signed_in(client)

    clock.shift(timedelta(hours=25))

    assert not is_signed_in(client)


def test_the_row_learns_of_the_last_use_when_something_is_sent_and_no_get_writes(
    client: FlaskClient, clock: Any, seen: list[str]
) -> None:
    somebody(mail=MAIL)
    sign_in(client)
    clock.shift(timedelta(hours=2))
    seen.clear()
    client.get("/en/account")
    read = list(seen)
    used = [db.session.scalars(select(LoginSession.used_at)).one()]

    client.post("/en/account/confirmation")

    used.append(db.session.scalars(select(LoginSession.used_at).execution_options(populate_existing=True)).one())
    assert [statement for statement in read if not statement.startswith("SELECT")] == []
    assert used == [SPRING, SPRING + timedelta(hours=2)]


def test_a_session_ends_after_its_days_however_much_it_is_used(client: FlaskClient, clock: Any) -> None:
    somebody(mail=MAIL)
    sign_in(client)
    for _ in range(14):
        assert is_signed_in(client)
        clock.shift(timedelta(hours=24))

    assert not is_signed_in(client)
    assert time.time() > SPRING.timestamp()


@pytest.mark.parametrize("page", ["password", "mail", "factors/app", "factors/codes", "passkeys/new"])
def test_whatever_opens_an_account_is_changed_only_by_who_proved_it_lately(
    client: FlaskClient, clock: Any, page: str
) -> None:
    somebody(mail=MAIL)
    sign_in(client)
    clock.shift(timedelta(minutes=16))

    away = client.get(f"/en/account/{page}").headers["Location"]
    refused = client.post(f"/en/account/{page}", data={"mail": "new@example.org"})

    assert away == f"/en/account/proof?next=/en/account/{page}"
    assert (refused.status_code, "new@example.org" in refused.text) == (403, True)


def test_results_are_released_only_by_who_proved_it_lately(client: FlaskClient, clock: Any) -> None:
    world = a_world()
    enter_as(client, world["chair"], now=SPRING)
    path = f"/en/calls/{world.call.slug}/awards/release"
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    session = db.session.scalars(select(LoginSession).where(LoginSession.token_hash == queries.hash_of(token))).one()
    session.trusted_until = SPRING
    db.session.commit()

    assert client.get(path).headers["Location"] == f"/en/account/proof?next={path}"
    assert client.post(path).status_code == 403


def test_of_two_who_use_one_code_at_the_same_moment_one_gets_in(tmp_path: Path) -> None:
    """The code of an app, and one from paper, in six browsers each."""
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_codes_{WORKER}") as url:
        app = create_app(settings_for(url, tmp_path))
        with app.app_context():
            upgrade()
            ada = somebody(mail=MAIL)
            totp, codes = an_app(ada), with_codes(ada)
            number = ada.id
        shown: list[str] = []

        def show(typed: str) -> None:
            with app.app_context():
                found = proving.show_code(db.session.get_one(Person, number), typed, now=SPRING)
                db.session.commit()
                shown.append(str(found))

        for typed in (totp.at(SPRING), codes[0]):
            threads = [threading.Thread(target=show, args=(typed,)) for _ in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        with app.app_context():
            db.engine.dispose()
    assert sorted(shown) == ["None"] * 10 + ["app", "code"]


def test_who_was_led_to_the_second_factor_goes_on_to_the_page_they_wanted(client: FlaskClient, clock: Any) -> None:
    world = a_world()
    somebody_with_password(world["chair"])
    sign_in(client, str(world["chair"].mail))
    wanted = f"/en/calls/{world.call.slug}/jury"

    client.get(client.get(wanted).headers["Location"])
    page = client.get("/en/account/factors/app").text
    client.post(
        "/en/account/factors/app", data={"sealed": sealed_of(page), "code": TOTP(shown_secret(page)).at(SPRING)}
    )
    sealed = sealed_of(client.get("/en/account/factors/codes").text)
    answer = client.post("/en/account/factors/codes", data={"sealed": sealed})

    assert answer.headers["Location"] == wanted
    assert client.get(wanted).status_code == 200
