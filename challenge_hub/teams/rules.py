"""Who is what in a team."""

from enum import StrEnum


class TeamRole(StrEnum):
    LEAD = "lead"
    MEMBER = "member"
