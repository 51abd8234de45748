"""The command line, as an operator types it."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result

from challenge_hub.access import VISITOR
from challenge_hub.call_packages.queries import EXAMPLES
from challenge_hub.cli import main, running_app
from challenge_hub.demo.environment import begin_anew, refuse_taken_port, refuse_unless_loopback
from challenge_hub.infrastructure.db import db
from challenge_hub.pages.actions import report_barrier
from tests import factories as make
from tests.conftest import TEST_SERVER
from tests.databases import empty_database
from tests.whole_call import NOON

EXAMPLE = EXAMPLES / "civic-hack-dc-2025"


@pytest.fixture
def operator(tmp_path: Path, worker_id: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """Somebody at a terminal, before an empty database."""
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_cli_{worker_id}") as url:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("DATA_DIR", str(tmp_path))
        monkeypatch.setenv("SECRET_KEY", "cli-0123456789-abcdefghijklmnopqrstuvwxyz")
        monkeypatch.setenv("BASE_URL", "http://localhost:8000")
        runner = CliRunner()
        assert run(runner, "migrate").output.endswith("The database is up to date.\n")
        yield runner


def run(runner: CliRunner, *words: Any) -> Result:
    return runner.invoke(main, [str(word) for word in words], catch_exceptions=False)


def test_a_package_goes_in_and_comes_out_with_the_same_bytes(operator: CliRunner, tmp_path: Path) -> None:
    run(operator, "pack", EXAMPLE, tmp_path / "packed.zip")

    imported = run(operator, "import", tmp_path / "packed.zip")
    exported = run(operator, "export", "civic-hack-dc-2025", tmp_path / "exported.zip")

    assert "review: 66 of 66" in imported.output
    assert imported.output.endswith("Imported the call “civic-hack-dc-2025”.\n")
    assert (imported.exit_code, exported.exit_code) == (0, 0)
    assert (tmp_path / "exported.zip").read_bytes() == (tmp_path / "packed.zip").read_bytes()


def test_the_same_package_again_changes_nothing_and_says_so(operator: CliRunner) -> None:
    run(operator, "import", EXAMPLE)

    again = run(operator, "import", EXAMPLE)

    assert (again.exit_code, "nothing was changed" in again.output) == (0, True)


def test_a_changed_package_is_refused_with_the_difference(operator: CliRunner, tmp_path: Path) -> None:
    run(operator, "import", EXAMPLE)
    changed = Path(shutil.copytree(EXAMPLE, tmp_path / "changed"))
    teams = changed / "teams.csv"
    teams.write_text(teams.read_text().replace("The Scrapers", "The Collectors"))

    refused = run(operator, "import", changed)

    assert refused.exit_code == 1
    assert "The Scrapers" in refused.output
    assert "The Collectors" in refused.output


def test_a_broken_package_is_told_by_file_and_line(operator: CliRunner, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(EXAMPLE, tmp_path / "broken"))
    reviews = broken / "reviews.csv"
    reviews.write_text(reviews.read_text().replace("1,J01,can-of-spam,,2.85,3,", "1,J01,can-of-spam,,2.85,7,"))

    refused = run(operator, "import", broken)

    assert refused.exit_code == 1
    assert "reviews.csv, line 2, points.impact" in refused.output
    assert "Traceback" not in refused.output


def test_what_is_not_there_is_said_in_a_sentence(operator: CliRunner, tmp_path: Path) -> None:
    export = run(operator, "export", "no-such-call", tmp_path / "x.zip")
    report = run(operator, "barriers", "answered", "9")

    assert (export.exit_code, report.exit_code) == (1, 1)
    assert "There is no call with the address “no-such-call”." in export.output
    assert "There is nothing of that name or number." in report.output
    assert not (tmp_path / "x.zip").exists()


def test_the_operator_reads_reported_barriers_and_notes_an_answer(operator: CliRunner) -> None:
    with running_app():
        report_barrier("Too small.", page="/en/", mail="a@example.org", language="en", by=VISITOR, now=NOON)
        db.session.commit()

    before = run(operator, "barriers", "list")
    answered = run(operator, "barriers", "answered", "1")
    after = run(operator, "barriers", "list")

    assert before.output == "1\tanswer by 2027-03-29\ta@example.org\t/en/\n\tToo small.\n"
    assert answered.output == "Report 1 is answered.\n"
    assert after.output == ""


def test_the_operator_sees_what_was_not_sent_and_has_it_tried_again(
    operator: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_app():
        report_barrier("Too small.", page="/en/", mail="a@example.org", language="en", by=VISITOR, now=NOON)
        db.session.commit()
    waiting = run(operator, "outbox", "list")
    monkeypatch.setenv("MAIL_URL", "smtp://127.0.0.1:9")  # nobody listens there
    with time_machine.travel(NOON):
        worked = run(operator, "worker", "--once")
        tried = run(operator, "outbox", "list")
        again = run(operator, "outbox", "retry", "1")
    due = run(operator, "outbox", "list")
    nothing = run(operator, "outbox", "retry", "9")

    assert waiting.output == (
        "MAIL_URL is not set: mails wait here and are not sent.\n"
        "1\tpages.barrier_receipt\ta@example.org\twaiting, 0 attempts, next at 2027-03-01 12:00 UTC\n"
    )
    assert worked.output == "Worked on 1 mails.\n"
    assert tried.output == (
        "1\tpages.barrier_receipt\ta@example.org\twaiting, 1 attempts, next at 2027-03-01 12:01 UTC"
        "\tthe mail server cannot be reached: Connection refused\n"
    )
    assert again.output == "Mail 1 is due now.\n"
    assert "waiting, 0 attempts, next at 2027-03-01 12:00 UTC" in due.output
    assert (nothing.exit_code, "There is nothing of that name or number." in nothing.output) == (1, True)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_the_demo_refuses_an_address_that_others_can_reach(host: str) -> None:
    with pytest.raises(SystemExit, match="this machine only"):
        refuse_unless_loopback(host)


def test_the_demo_refuses_a_port_that_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(SystemExit, match=f"Port {port} is taken"):
            refuse_taken_port("127.0.0.1", port)


def test_the_demo_never_removes_a_folder_that_is_not_a_demo(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(SystemExit, match="holds something other than a demo"):
        begin_anew(tmp_path)

    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_two_imports_at_once_bring_the_call_in_once(operator: CliRunner, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "challenge_hub.cli", "import", str(EXAMPLE)]
    both = [
        subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=60)[0].splitlines()[-1] for process in both)

    assert [process.returncode for process in both] == [0, 0]
    assert said == [
        "Imported the call “civic-hack-dc-2025”.",
        "The call “civic-hack-dc-2025” is here already and the same; nothing was changed.",
    ]


def test_the_trail_is_checked_taken_out_and_cleared_of_what_is_old(operator: CliRunner, tmp_path: Path) -> None:
    run(operator, "import", EXAMPLE)
    run(operator, "worker", "--once")

    checked = run(operator, "audit", "verify")
    head = checked.output.splitlines()[-1]
    again = run(operator, "audit", "verify", "--expect", head)
    other = run(operator, "audit", "verify", "--expect", head[:-1] + ("0" if head[-1] != "0" else "1"))
    out = run(operator, "audit", "export", tmp_path / "trail.jsonl")
    kept = run(operator, "audit", "remove", "--older-than", "30")

    assert "lines are as they were written. 0 wait for their seal." in checked.output
    assert (again.exit_code, other.exit_code) == (0, 1)
    assert "The seal that was expected is not upon that line." in other.output
    lines = [json.loads(line) for line in (tmp_path / "trail.jsonl").read_text(encoding="utf-8").splitlines()]
    assert f"{lines[-1]['id']}:{lines[-1]['seal']}" == head
    assert out.output == f"{len(lines)} lines are in {tmp_path / 'trail.jsonl'}.\n"
    assert kept.output == "Nothing is that old.\n"


def test_a_command_says_in_a_sentence_why_it_refuses(operator: CliRunner) -> None:
    with running_app():
        make.a_person(mail="ada@example.org", is_operator=True)
        db.session.commit()

    refused = run(operator, "account", "delete", "ada@example.org")

    assert (refused.exit_code, "is-operator" in refused.output) == (1, False)
    assert "Have another operator take that back first." in refused.output
