"""What a page asks of the database: for three rows as much as for one, little, and never a write."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select

from challenge_hub.access import OPERATOR
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import storage
from challenge_hub.results.actions import publish
from challenge_hub.solutions.models import Solution, SolutionFile, SolutionVersion
from tests import factories as make

NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)
PICTURE = {"name": "a.png", "media_type": "image/png", "alt": {"en": "A picture"}}

MOST_STATEMENTS = {
    "pages.home": 6,
    "calls.index": 6,
    "calls.show": 6,
    "challenges.index": 6,
    "challenges.show": 6,
    "solutions.index": 6,
    "solutions.show": 6,
    "results.show": 10,
    "results.sheets": 6,
    "organisations.index": 6,
    "organisations.show": 6,
}
"""Every public page that shows rows, with its limit."""


@dataclass(frozen=True)
class Keys:
    """What the addresses of one call's pages are made of."""

    call: str
    challenge: str
    solution: str
    file: str
    organisation: str

    def of(self, endpoint: str) -> dict[str, str]:
        """The arguments of an address; a new address with arguments needs its line here."""
        return {
            "calls.show": {"slug": self.call},
            "results.show": {"slug": self.call},
            "results.sheets": {"slug": self.call, "key": self.solution},
            "challenges.show": {"slug": self.call, "key": self.challenge},
            "solutions.show": {"slug": self.call, "key": self.solution},
            "solutions.file": {"slug": self.call, "key": self.solution, "sha256": self.file},
            "organisations.show": {"slug": self.organisation},
            "moderation.report": {"kind": "solution", "number": "0"},
            "moderation.receipt": {"word": "x"},
            "asset": {"fingerprint": "0", "name": "hub.css"},
            "static": {"filename": "img/favicon.svg"},
        }.get(endpoint, {})


def an_event_with(many: int) -> Keys:
    """A finished call in which everything that can be several is there so many times."""
    organisation = make.an_organisation()
    call = [make.a_call(by=organisation) for _ in range(many)][-1]
    themes = [make.a_theme(call) for _ in range(many)]
    challenge = [make.a_challenge(call, organisation=organisation) for _ in range(many)][-1]
    for theme in themes:
        make.put_into(theme, challenge)
    solutions = [_a_solution_with(many, challenge) for _ in range(many)]
    _publish(many, call, solutions)
    keys = Keys(call.slug, challenge.key, solutions[0].key, storage().write(b"picture 1"), organisation.slug)
    db.session.commit()
    db.session.remove()
    return keys


def _a_solution_with(many: int, challenge: Challenge) -> Solution:
    """Its newest version, a second where others have several, carries the prototypes and files."""
    solution = make.a_solution(challenge)
    for number in range(2, many + 1):
        make.a_version(solution, number=number)
    newest = SolutionVersion.number.desc()
    version = db.session.scalars(select(SolutionVersion).filter_by(solution_id=solution.id).order_by(newest)).first()
    for position in range(1, many + 1):
        make.a_prototype(version, position=position)
        sha256 = storage().write(f"picture {position}".encode())
        db.session.add(SolutionFile(version_id=version.id, position=position, sha256=sha256, **PICTURE))
    return solution


def _publish(many: int, call: Call, solutions: list[Solution]) -> None:
    """A round reviewed by five jurors or more, so that its sheets appear, published and so many times corrected."""
    weights = {f"criterion-{n}": "1" for n in range(many)}
    judged = make.a_round(call, weights=weights)
    for juror in [make.a_juror(call) for _ in range(many + 4)]:
        for solution in solutions:
            make.a_review(judged, juror, solution, dict.fromkeys(weights, "4.25"))
    db.session.expire_all()
    for number in range(1, many + 2):
        reason = "Counted again." if number > 1 else None
        judged = calls.any_round(call.id, 1)
        publish(judged, number=number, seed=1, reason=reason, published_at=NOON, by=OPERATOR, now=NOON)


@pytest.mark.parametrize("endpoint", MOST_STATEMENTS)
def test_a_page_asks_as_little_for_three_rows_as_for_one(
    app: Flask, client: FlaskClient, seen: list[str], endpoint: str
) -> None:
    counts = []
    for many in (1, 3):
        address = address_of(app, endpoint, an_event_with(many))
        seen.clear()
        assert client.get(address).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= MOST_STATEMENTS[endpoint]


@pytest.mark.parametrize("endpoint", ["calls.index", "challenges.index", "solutions.index"])
def test_a_search_asks_no_more_than_the_whole_list(
    app: Flask, client: FlaskClient, seen: list[str], endpoint: str
) -> None:
    address = address_of(app, endpoint, an_event_with(3))
    seen.clear()
    assert client.get(address).status_code == 200
    whole = len(seen)
    seen.clear()
    assert client.get(address, query_string={"q": "zzz"}).status_code == 200

    assert len(seen) <= whole


def test_a_page_that_is_kept_asks_only_whether_anything_changed(
    app: Flask, client: FlaskClient, seen: list[str]
) -> None:
    address = address_of(app, "solutions.index", an_event_with(1))
    client.get(address)
    seen.clear()
    client.get(address)

    assert len(seen) == 1


def address_of(app: Flask, endpoint: str, keys: Keys) -> str:
    with app.test_request_context("/en/"):
        return url_for(endpoint, **keys.of(endpoint))
