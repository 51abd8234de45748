"""The demonstration has one call that is over: anybody reads its results and the minutes of its jury."""

from flask.testing import FlaskClient

from challenge_hub.demo.story.finished_call import SLUG
from challenge_hub.demo.story.finished_texts import ADVICE


def test_a_visitor_reads_finished_minutes(newcomer: FlaskClient) -> None:
    results = newcomer.get(f"/de/calls/{SLUG}/results").text
    minutes = newcomer.get(f"/de/calls/{SLUG}/minutes/1").text

    assert f"/de/calls/{SLUG}/minutes/1" in results
    assert ADVICE in minutes
    assert "Laufbus mit Fahrplan" in minutes
