"""Rubric templates: one for each format, shown before anything is replaced."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
import time_machine
from flask.testing import FlaskClient

from challenge_hub.calls.models import Call
from challenge_hub.calls.rules.formats import FORMATS, rubric_template
from challenge_hub.calls.rules.phases import Format
from challenge_hub.calls.stored import rubric_of
from tests import factories as make
from tests.calls.typing import a_draft, a_public_call, address
from tests.cast import SPRING, sign_in


class Sent(HTMLParser):
    """What a browser sends of the forms on a page nobody has typed into; no boxes are ticked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") != "checkbox":
            self.fields[str(found.get("name"))] = found.get("value") or ""
        elif tag == "select":
            self._open = str(found["name"])
        elif tag == "option" and "selected" in found:
            self.fields[self._open] = found["value"] or ""


@pytest.fixture
def town(client: FlaskClient) -> Iterator[int]:
    """An organisation whose owner is signed in."""
    ada, town = make.a_person(), make.an_organisation()
    make.an_officer(town, ada, seat="owner")
    with time_machine.travel(SPRING, tick=False):
        sign_in(client, ada)
        yield town.id


@pytest.fixture
def draft(client: FlaskClient, town: int) -> Call:
    return a_draft(client, town)


@pytest.mark.parametrize("chosen", list(Format))
def test_every_template_asks_for_the_public_interest_and_says_what_points_mean_in_both_languages(
    chosen: Format,
) -> None:
    rows = rubric_template(FORMATS[chosen])["criteria"]

    assert "public-interest" in [row["key"] for row in rows]
    assert all(row[text].keys() == {"de", "en"} for row in rows for text in ("name", "low", "middle", "high"))


def test_a_template_is_looked_at_without_being_saved(client: FlaskClient, draft: Call) -> None:
    page = client.get(address(draft, "rubric") + "?template=hackathon").text

    rubric = rubric_of(draft.id)
    assert rubric is not None
    assert "The form shows the template “Hackathon”." in page
    assert "What would change" in page
    assert "A new way of its own." in page
    assert [criterion.key for criterion in rubric.criteria][2] == "everyone"


def test_a_template_that_was_seen_is_saved_and_may_be_changed_first(client: FlaskClient, draft: Call) -> None:
    typed = Sent(client.get(address(draft, "rubric") + "?template=open-social-innovation").text).fields

    answer = client.post(address(draft, "rubric"), data={**typed, "criteria-1-weight": "3"})

    make.db.session.expire_all()
    rubric = rubric_of(draft.id)
    assert answer.status_code == 302
    assert rubric is not None
    assert [(criterion.key, str(criterion.weight)) for criterion in rubric.criteria] == [
        ("public-interest", "2"), ("impact", "3"), ("feasibility", "2"), ("everyone", "1"), ("novelty", "1"),
    ]  # fmt: skip
    assert (rubric.minutes_per_review, sorted(rubric.criteria[0].anchors)) == (30, ["1", "3", "5"])


def test_the_template_that_stands_there_already_changes_nothing(client: FlaskClient, draft: Call) -> None:
    page = client.get(address(draft, "rubric") + "?template=call-for-solutions").text

    assert "Both say the same." in page


def test_a_frozen_rubric_offers_no_template(client: FlaskClient, town: int) -> None:
    public = a_public_call(client, town)
    assert "Begin with a template" in client.get(address(public, "rubric")).text
    rubric = rubric_of(public.id)
    assert rubric is not None
    rubric.frozen_at = SPRING
    make.db.session.commit()

    page = client.get(address(public, "rubric")).text

    assert "Begin with a template" not in page


def test_a_template_nobody_knows_is_not_found(client: FlaskClient, draft: Call) -> None:
    assert client.get(address(draft, "rubric") + "?template=party").status_code == 404
