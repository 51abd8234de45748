"""The pages measured, and the limits each has to keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from large_data import CHALLENGES, LARGEST_CALL
from sqlalchemy import func, select

from challenge_hub.challenges.queries import CHALLENGES_ON_A_PAGE
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.pagination import PAGE_SIZE
from challenge_hub.solutions.models import Solution

BYTES, REQUESTS = 60_000, 8
CACHED = 4.0
BUILT = 20.0


@dataclass(frozen=True)
class PageAsked:
    """A page with its limits: statements, CPU beside the bare app when built and when kept.

    `built` is limited for the pages that the house has a figure for; of the others it is reported.
    """

    name: str
    path: str
    statements: int = 6
    built: float = inf
    cached: float = CACHED


def pages_asked() -> list[PageAsked]:
    """Every public page, on the data of large_data; asked inside an app context."""
    solutions = db.session.scalar(select(func.count(Solution.id))) or 0
    call, solution = f"/de/calls/call-{LARGEST_CALL}", _a_solution()
    return [
        PageAsked("home", "/de/"),
        PageAsked("calls", "/de/calls"),
        PageAsked("call", call, built=BUILT),
        PageAsked("challenges", "/de/challenges"),
        PageAsked("challenges, search", "/de/challenges?q=radweg"),
        PageAsked("challenges, theme", "/de/challenges?theme=theme-1"),
        PageAsked("challenges, last page", f"/de/challenges?page={CHALLENGES // CHALLENGES_ON_A_PAGE}"),
        PageAsked("challenge", f"{call}/challenges/challenge-4", built=BUILT),
        PageAsked("solutions", "/de/solutions", built=BUILT),
        PageAsked("solutions, search", "/de/solutions?q=radweg"),
        PageAsked("solutions, last page", f"/de/solutions?page={-(-solutions // PAGE_SIZE)}", built=BUILT),
        PageAsked("solution", f"{call}/solutions/{solution}", built=BUILT),
        PageAsked("results", f"{call}/results", statements=10, built=40.0),
        PageAsked("organisations", "/de/organisations"),
        PageAsked("organisation", "/de/organisations/organisation-5"),
    ]


def _a_solution() -> str:
    """One that the jury has reviewed."""
    statement = select(Solution.key).where(Solution.call_id == LARGEST_CALL).order_by(Solution.id).limit(1)
    return db.session.scalars(statement).one()


@dataclass(frozen=True)
class Figures:
    """What was measured of one page at one size: CPU as multiples of the bare app, weight of the first visit."""

    statements: int
    built: float
    cached: float
    html: int
    first_visit: int
    requests: int

    def faults(self, page: PageAsked) -> list[str]:
        """What is over its limit, in words; an empty list is a pass."""
        limits: Mapping[str, tuple[float, float]] = {
            "statements": (self.statements, page.statements),
            "built": (self.built, page.built),
            "from cache": (self.cached, page.cached),
            "bytes": (self.first_visit, BYTES),
            "requests": (self.requests, REQUESTS),
        }
        return [name for name, (found, limit) in limits.items() if found > limit]
