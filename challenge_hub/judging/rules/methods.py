"""Which method suits a jury."""

from challenge_hub.calls.rules.scoring import Method

FEWEST_TO_ADJUST = 8
"""So many jurors are needed before their severity can be told apart well."""


def proposed_method(*, jurors: int, everyone_reviews_everything: bool) -> Method:
    """Where jurors see different solutions and are many enough, the adjusted ranking; else the plain mean."""
    may_adjust = jurors >= FEWEST_TO_ADJUST and not everyone_reviews_everything
    return Method.ADJUSTED if may_adjust else Method.MEAN
