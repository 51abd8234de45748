"""The solutions of each theme for which the jury has a prize: they have a ranking of their own."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select

from challenge_hub.calls.models import Prize
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.challenges.models import ChallengeTheme
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.models import Solution


def is_by_jury() -> ColumnElement[bool]:
    """The jury gives this prize."""
    return or_(Prize.decider.is_(None), Prize.decider == Decider.JURY)


def themes_with_prizes(call_id: int) -> Mapping[str, frozenset[str]]:
    """Keys of solutions by theme (id), for the worker that computes rankings."""
    found: dict[str, set[str]] = {}
    rows = select(ChallengeTheme.theme_id, Solution.key).where(*_of_prizes(call_id))
    for theme_id, key in db.session.execute(rows):
        found.setdefault(str(theme_id), set()).add(key)
    return {theme: frozenset(keys) for theme, keys in found.items()}


def themed_stamp(call_id: int) -> Select[str]:
    """Other as soon as a solution comes to one of these themes or leaves it, or a theme gets its first prize."""
    figures = func.count(Solution.id), func.coalesce(func.sum(ChallengeTheme.theme_id), 0)
    stamp = cast(figures[0], String) + "." + cast(figures[1], String)
    return select(stamp).where(*_of_prizes(call_id))


def _of_prizes(call_id: int) -> tuple[ColumnElement[bool], ...]:
    themes = select(Prize.theme_id).where(Prize.call_id == call_id, Prize.theme_id.is_not(None), is_by_jury())
    same = Solution.challenge_id == ChallengeTheme.challenge_id
    return (same, Solution.call_id == call_id, ChallengeTheme.theme_id.in_(themes))
