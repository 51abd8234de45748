"""The closed sets of a call's conditions: what it is for, who decides, whose the solutions are."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a call is in law; `OTHER` is explained in the organiser's own words."""

    PRIZE_COMPETITION = "prize-competition"
    MARKET_EXPLORATION = "market-exploration"
    PLANNING_COMPETITION = "planning-competition"
    FUNDING_CALL = "funding-call"
    OTHER = "other"


class Rights(StrEnum):
    """Whose the solutions are: they stay with the team, an open licence is a condition, or the call's own text."""

    TEAM_KEEPS = "team-keeps"
    OPEN_LICENCE = "open-licence"
    OWN_TEXT = "own-text"


class Decider(StrEnum):
    """Who decides about a prize: the municipality is the one that posed the challenge, a continuation goes to what was
    awarded the year before and was carried on.
    """

    JURY = "jury"
    MUNICIPALITY = "municipality"
    MENTORS = "mentors"
    AUDIENCE = "audience"
    CONTINUATION = "continuation"


class AwardGroup(StrEnum):
    """Of what a call limits the number of awards: a municipality is the organisation that posed the challenge, an
    organisation the one a team acts for.
    """

    TEAM = "team"
    CHALLENGE = "challenge"
    THEME = "theme"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"


class PrizeKind(StrEnum):
    MONEY = "money"
    IN_KIND = "in-kind"
    HONOUR = "honour"


class SolutionsPublic(StrEnum):
    """From when everybody may see the solutions."""

    AFTER_DEADLINE = "after-deadline"
    WITH_RESULTS = "with-results"


class NoticeKind(StrEnum):
    CHANGE = "change"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    CANCELLATION = "cancellation"
