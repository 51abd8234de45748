"""What may become of a challenge."""

from enum import StrEnum


class Closing(StrEnum):
    """How a challenge ends for its municipality."""

    PURSUED = "pursued"
    NOT_PURSUED = "not-pursued"
