"""How a solution comes to the shortlist of a round."""

from enum import StrEnum


class Source(StrEnum):
    """By its place, by its points, or because somebody decided so and said why."""

    PLACE = "place"
    SCORE = "score"
    DECISION = "decision"
