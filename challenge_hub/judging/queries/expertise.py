"""Which themes a juror knows well, and which solutions that makes them an expert for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from challenge_hub.calls.models import Theme
from challenge_hub.challenges.models import ChallengeTheme
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror, JurorTheme
from challenge_hub.solutions.models import Solution


def themes_known(seat: Juror) -> set[int]:
    """The themes (ids) of one seat."""
    return set(db.session.scalars(select(JurorTheme.theme_id).where(JurorTheme.juror_id == seat.id)))


def themes_by_seat(call_id: int) -> Mapping[int, Sequence[Mapping[str, str]]]:
    """The names of the themes of every seat (id) that has some. One statement."""
    statement = (
        select(JurorTheme.juror_id, Theme.name)
        .join(Theme, JurorTheme.theme_id == Theme.id)
        .where(Theme.call_id == call_id)
        .order_by(Theme.position)
    )
    found: dict[int, list[Mapping[str, str]]] = defaultdict(list)
    for seat_id, name in db.session.execute(statement):
        found[seat_id].append(name)
    return found


def experts_of(call_id: int) -> frozenset[tuple[str, str]]:
    """Pairs of a juror and a solution whose challenge has a theme the juror knows, as a plan wants them."""
    statement = (
        select(JurorTheme.juror_id, Solution.id)
        .join(ChallengeTheme, ChallengeTheme.theme_id == JurorTheme.theme_id)
        .join(Solution, Solution.challenge_id == ChallengeTheme.challenge_id)
        .where(Solution.call_id == call_id)
    )
    return frozenset((str(juror), str(solution)) for juror, solution in db.session.execute(statement))
