"""Solutions in public."""

from flask.testing import FlaskClient

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import render
from challenge_hub.solutions.models import SolutionVersion
from tests import factories as make


def version_of(solution_id: int) -> SolutionVersion:
    return db.session.query(SolutionVersion).filter_by(solution_id=solution_id).one()


def test_everybody_sees_the_newest_version(client: FlaskClient) -> None:
    solution = make.a_solution(make.a_challenge(call := make.a_call()), title={"en": "First try"})
    make.a_version(solution, number=2, title={"en": "Second try"})

    page = client.get(f"/en/calls/{call.slug}/solutions/{solution.key}").text
    gallery = client.get("/en/solutions").text

    assert "<h1>Second try</h1>" in page
    assert "2 versions" in page
    assert "Second try" in gallery
    assert "First try" not in gallery


def test_a_withheld_address_is_said_to_be_withheld_and_never_linked(client: FlaskClient) -> None:
    solution = make.a_solution(make.a_challenge(call := make.a_call()))
    make.a_prototype(version_of(solution.id), url=None, host="git.example.org", withheld=True)

    page = client.get(f"/en/calls/{call.slug}/solutions/{solution.key}").text

    assert "address withheld (git.example.org)" in page
    assert 'href="https://git.example.org' not in page


def test_a_prototype_with_an_address_is_linked_and_marked(client: FlaskClient) -> None:
    solution = make.a_solution(make.a_challenge(call := make.a_call()))
    make.a_prototype(version_of(solution.id), url="https://git.example.org/radar", licence="EUPL-1.2")

    page = client.get(f"/en/calls/{call.slug}/solutions/{solution.key}").text

    assert '<a href="https://git.example.org/radar" rel="nofollow noopener ugc">' in page
    assert "EUPL-1.2" in page


def test_a_solution_without_a_prototype_says_so(client: FlaskClient) -> None:
    solution = make.a_solution(make.a_challenge(call := make.a_call()))

    assert "No prototype was given." in client.get(f"/en/calls/{call.slug}/solutions/{solution.key}").text


def test_hostile_markdown_comes_out_harmless(client: FlaskClient) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) ![x](https://example.org/x.png) **strong**"
    solution = make.a_solution(make.a_challenge(call := make.a_call()), description=render({"en": hostile}))

    page = client.get(f"/en/calls/{call.slug}/solutions/{solution.key}").text

    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page
    assert "<strong>strong</strong>" in page
