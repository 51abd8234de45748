"""The one blueprint of the sitting jury's pages. None of them is public; none is kept."""

from typing import Any

from flask import Blueprint

from challenge_hub.infrastructure.asked import asked_number
from challenge_hub.infrastructure.carried import carried, carry_on

bp = Blueprint("deliberation", __name__)

ROUND = "round"
TRIAL = frozenset(
    f"{bp.name}.{name}"
    for name in (
        "trial", "set_up_trial", "drop_trial", "begin_trial", "end_trial", "example", "drop_example", "try_out",
        "wording", "versions",
    )
)  # fmt: skip
"""The pages of the trial scoring, which each round may have; a sitting knows its round itself."""


def asked_round() -> int | None:
    """The round whose trial an address asks for, where it is not the one judged now."""
    return asked_number(ROUND)


carry_on(bp.name, ROUND)


@bp.url_defaults
def _same_round(endpoint: str, values: dict[str, Any]) -> None:
    """Links between the pages of a trial stay at its round."""
    for word, value in carried(endpoint).items() if endpoint in TRIAL else ():
        values.setdefault(word, value)
