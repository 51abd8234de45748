"""Of what a call limits the number of awards: the group each awarded solution belongs to."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.rules.conditions import AwardGroup
from challenge_hub.challenges.models import Challenge, ChallengeTheme
from challenge_hub.infrastructure.db import db
from challenge_hub.results.rules import Choice
from challenge_hub.solutions.models import Solution
from challenge_hub.teams.models import Team

GROUPS: Mapping[AwardGroup, Select[*tuple[Any, ...]]] = {
    AwardGroup.TEAM: select(Solution.id, Solution.team_id),
    AwardGroup.CHALLENGE: select(Solution.id, Solution.challenge_id),
    AwardGroup.THEME: select(Solution.id, ChallengeTheme.theme_id).join(
        ChallengeTheme, ChallengeTheme.challenge_id == Solution.challenge_id
    ),
    AwardGroup.MUNICIPALITY: select(Solution.id, Challenge.organisation_id).join(
        Challenge, Solution.challenge_id == Challenge.id
    ),
    AwardGroup.ORGANISATION: select(Solution.id, func.coalesce(Team.organisation_id, -Team.id)).join(
        Team, Solution.team_id == Team.id
    ),
}
"""A team that acts for no organisation is a group of its own."""


def award_groups(call: Call, awarded: Sequence[int]) -> list[int]:
    """One group (id) for each award; a solution to a challenge with two themes counts for both."""
    groups = groups_of(call, set(awarded))
    return [group for solution_id in awarded for group in groups[solution_id]]


def groups_of(call: Call, solutions: Collection[int]) -> Mapping[int, list[int]]:
    """The groups (ids) each of these solutions counts for."""
    found: dict[int, list[int]] = {id_: [] for id_ in solutions}
    for id_, group in db.session.execute(GROUPS[AwardGroup(call.awards_per)].where(Solution.id.in_(solutions))):
        found[id_].append(group)
    return found


def solutions_by_theme(theme_ids: Collection[int]) -> Mapping[int, set[int]]:
    """The solutions (ids) of each of these themes."""
    found: dict[int, set[int]] = {theme_id: set() for theme_id in theme_ids}
    if theme_ids:
        statement = GROUPS[AwardGroup.THEME].where(ChallengeTheme.theme_id.in_(theme_ids))
        for solution_id, theme_id in db.session.execute(statement):
            found[theme_id].add(solution_id)
    return found


def is_outside_theme(call: Call, choices: Sequence[Choice]) -> bool:
    """Whether a prize of a theme would go to a solution that is not of that theme."""
    of_theme = select(Prize.id, Prize.theme_id).where(Prize.call_id == call.id, Prize.theme_id.is_not(None))
    themes = {prize_id: theme_id for prize_id, theme_id in db.session.execute(of_theme) if theme_id}
    within = solutions_by_theme(set(themes.values()))
    return any(one.prize_id in themes and one.solution_id not in within[themes[one.prize_id]] for one in choices)
