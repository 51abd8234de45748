"""Challenges in public."""

from flask.testing import FlaskClient

from tests import factories as make


def test_challenges_are_found_by_every_word_of_the_search(client: FlaskClient) -> None:
    call = make.a_call()
    make.a_challenge(call, title={"en": "Night buses on call", "de": "Nachtbus auf Abruf"})
    make.a_challenge(call, title={"en": "Night lights"})

    page = client.get("/en/challenges?q=night+bus").text

    assert "Night buses on call" in page
    assert "Night lights" not in page


def test_signs_of_the_search_language_are_plain_signs(client: FlaskClient) -> None:
    make.a_challenge(make.a_call(), title={"en": "Night buses"})

    assert "Nothing found" in client.get("/en/challenges?q=%25").text
    assert "Nothing found" in client.get("/en/challenges?q=N_ght").text


def test_the_theme_filter_shows_only_challenges_of_the_theme(client: FlaskClient) -> None:
    call = make.a_call()
    theme = make.a_theme(call, key="mobility")
    buses = make.a_challenge(call, title={"en": "Night buses"})
    make.a_challenge(call, title={"en": "Playgrounds"})
    make.put_into(theme, buses)

    page = client.get("/en/challenges?theme=mobility").text

    assert "Night buses" in page
    assert "Playgrounds" not in page
    assert '<option value="mobility" selected>' in page


def test_a_challenge_shows_its_solutions_and_no_others(client: FlaskClient) -> None:
    call = make.a_call()
    buses, lights = make.a_challenge(call), make.a_challenge(call)
    make.a_solution(buses, title={"en": "Bus radar"})
    make.a_solution(lights, title={"en": "Lamp watch"})

    page = client.get(f"/en/calls/{call.slug}/challenges/{buses.key}").text

    assert "Bus radar" in page
    assert "Lamp watch" not in page


def test_a_challenge_nobody_answered_says_so_and_where_to_go(client: FlaskClient) -> None:
    challenge = make.a_challenge(call := make.a_call())

    page = client.get(f"/en/calls/{call.slug}/challenges/{challenge.key}").text

    assert "No team has answered this challenge in public." in page


def test_a_challenge_of_another_call_is_404(client: FlaskClient) -> None:
    mine, other = make.a_call(), make.a_call()
    challenge = make.a_challenge(mine)

    assert client.get(f"/en/calls/{other.slug}/challenges/{challenge.key}").status_code == 404


def test_a_text_that_is_not_translated_is_shown_with_a_word_and_its_language(client: FlaskClient) -> None:
    challenge = make.a_challenge(call := make.a_call(), title={"en": "Night buses"})

    page = client.get(f"/de/calls/{call.slug}/challenges/{challenge.key}").text

    assert '<span lang="en">Night buses</span>' in page
    assert "Noch nicht übersetzt" in page


def test_marks_of_markdown_are_not_found(client: FlaskClient) -> None:
    make.a_challenge(make.a_call(), title={"en": "Night *buses*"})

    assert "Nothing found" in client.get("/en/challenges?q=*").text
    assert "Nothing found" not in client.get("/en/challenges?q=*buses*").text
