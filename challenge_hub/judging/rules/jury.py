"""Who sits on a jury."""

from enum import StrEnum


class JurorRole(StrEnum):
    JUROR = "juror"
    CHAIR = "chair"
    DEPUTY = "deputy"
    DEPUTY_CHAIR = "deputy-chair"
