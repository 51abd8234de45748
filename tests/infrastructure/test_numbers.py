"""Numbers as a page says them."""

from decimal import Decimal

import pytest
from flask import Flask

from challenge_hub.infrastructure.i18n import format_change, speaking


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (0.16, 1, "+0,2"),
        (-0.16, 1, "−0,2"),
        (-0.04, 1, "0"),
        (0.0, None, "0"),
        (Decimal("1.50"), None, "+1,50"),
        (Decimal("-1.50"), None, "−1,50"),
    ],
)
def test_a_change_has_its_sign_and_nothing_has_none(
    app: Flask, value: Decimal | float, places: int | None, said: str
) -> None:
    with app.app_context(), speaking("de"):
        assert format_change(value, places) == said
