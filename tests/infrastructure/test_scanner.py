"""The scanner before every upload: what it calls clean is taken, and nothing else once it is set."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.infrastructure import scanner
from challenge_hub.infrastructure.scanner import require_clean
from tests.cast import SPRING, World, a_world, sign_in
from tests.infrastructure.scan_server import EICAR, scan_server
from tests.solutions.stories import a_draft, a_picture, address
from tests.solutions.test_files import draft_files, upload

SetScanner = Callable[[str], None]


@pytest.fixture
def set_to(app: Flask, monkeypatch: pytest.MonkeyPatch) -> SetScanner:
    """SCANNER as if the platform had been started with it."""

    def set_scanner(where: str) -> None:
        settings = app.extensions["settings"].model_copy(update={"scanner": where})
        monkeypatch.setitem(app.extensions, "settings", settings)

    return set_scanner


def refusal(app: Flask, content: bytes) -> str | None:
    with app.app_context():
        try:
            require_clean(content)
        except Refused as refused:
            return refused.reason
    return None


def test_without_a_scanner_nothing_is_asked(app: Flask) -> None:
    assert refusal(app, EICAR) is None


@pytest.mark.parametrize("is_unix", [True, False], ids=["path", "port"])
def test_clean_files_pass_and_the_test_virus_does_not(
    app: Flask, set_to: SetScanner, tmp_path: Path, is_unix: bool
) -> None:
    large = bytes(range(256)) * 4096
    with scan_server(path=tmp_path / "clamd" if is_unix else None) as server:
        set_to(server.where)

        assert [refusal(app, content) for content in (b"", b"fine", large)] == [None, None, None]
        assert [refusal(app, content) for content in (EICAR, large + EICAR)] == ["file-harmful", "file-harmful"]

    assert server.seen[:3] == [b"", b"fine", large]


@pytest.mark.parametrize(
    "says",
    [
        b"", b"\0", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0", b"UNKNOWN COMMAND\0", b"stream: OK?\0",
        b"PONG\0", b"\xff\xfe\0", b"x" * 10_000, b"stream: OK\0stream: x\0",
    ],
)  # fmt: skip
def test_an_answer_that_is_not_a_yes_is_a_no(app: Flask, set_to: SetScanner, says: bytes) -> None:
    with scan_server(says=says) as server:
        set_to(server.where)

        assert refusal(app, b"fine") == (None if says == b"stream: OK" else "scanner-down")


def test_a_scanner_that_is_not_there_or_says_nothing_takes_no_file(
    app: Flask, set_to: SetScanner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in (f"unix:{tmp_path}/nobody", "127.0.0.1:1"):
        set_to(where)
        assert refusal(app, b"fine") == "scanner-down"
    monkeypatch.setattr(scanner, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        set_to(f"127.0.0.1:{silent.getsockname()[1]}")
        assert refusal(app, b"fine") == "scanner-down"


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_world()


def test_an_upload_is_shown_to_the_scanner_and_the_person_is_told(
    client: FlaskClient, session: scoped_session[Any], world: World, set_to: SetScanner
) -> None:
    with time_machine.travel(SPRING, tick=False):
        solution = a_draft(world)
        to = address(world, solution, "files")
        session.commit()
        sign_in(client, world["lead"])
        with scan_server() as server:
            set_to(server.where)
            harmful = upload(client, to, a_picture() + EICAR, "a.png")
            clean = upload(client, to, a_picture(), "a.png")
        down = upload(client, to, a_picture(), "b.png")

    assert (harmful.status_code, "found something harmful" in harmful.text) == (422, True)
    assert (down.status_code, "could not be checked for viruses" in down.text) == (422, True)
    assert clean.status_code == 302
    assert server.seen == [a_picture() + EICAR, a_picture()]
    assert len(draft_files(session, solution.id)) == 1
