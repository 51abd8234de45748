"""Odd and hostile strings in every place where a visitor can write: never a fault of ours, never lost, never run."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import delete, select
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.throttle import Attempt
from challenge_hub.infrastructure.typed import lines
from challenge_hub.pages.models import BarrierReport
from tests import factories as make


@pytest.fixture(scope="session")
def odd_strings(shared_data: Path) -> list[str]:
    nasty = shared_data / "nasty"
    strings = [*json.loads((nasty / "blns.json").read_text())]
    for name in ("xss-sample.txt", "csv-injection.txt"):
        strings += (nasty / name).read_text(errors="replace").splitlines()
    return strings


def test_no_odd_string_in_an_address_makes_a_fault(client: FlaskClient, odd_strings: list[str]) -> None:
    make.a_solution(make.a_challenge(make.a_call()))
    faults = []

    for odd in odd_strings:
        for path, names in (
            ("challenges", ("q", "theme", "call")),
            ("solutions", ("q", "challenge")),
            ("calls", ("q",)),
        ):
            answer = client.get(f"/en/{path}", query_string=dict.fromkeys(names, odd))
            if answer.status_code != 200 or "<script" in answer.text:
                faults.append((path, odd, answer.status_code))
        page = client.get("/en/solutions", query_string={"page": odd})
        if page.status_code not in (200, 404):
            faults.append(("page", odd, page.status_code))

    assert faults == []


def test_an_odd_string_in_a_report_is_kept_whole_or_given_back(
    client: FlaskClient, session: scoped_session[Any], odd_strings: list[str]
) -> None:
    lost = []

    for odd in odd_strings:
        session.execute(delete(Attempt))  # nobody who types by hand is so quick
        session.commit()
        whole = lines(odd) or ""  # line ends and accents written in one way, no blanks around: tests of it say so
        answer = client.post("/en/accessibility/report", data={"message": odd})
        kept = session.scalars(select(BarrierReport.message).order_by(BarrierReport.id.desc()).limit(1)).first()
        is_kept = answer.status_code == 302 and kept == whole
        is_given_back = answer.status_code == 422 and str(escape(whole)) in answer.text
        if not (is_kept or is_given_back):
            lost.append((odd, answer.status_code, kept))

    assert lost == []
