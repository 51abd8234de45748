"""The pages that belong to no room."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/calls",
        "/challenges",
        "/solutions",
        "/organisations",
        "/imprint",
        "/privacy",
        "/accessibility",
        "/accessibility/report",
    ],
)
def test_a_page_without_any_data_answers_in_its_language(client: FlaskClient, language: str, path: str) -> None:
    answer = client.get(f"/{language}{path}")

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
