"""The pages measured, and the limits each has to keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from large_data import CALLS, LARGEST_CALL, organiser_of
from sqlalchemy import func, select

from bench.at_work import FIRST_SEAT, HALF, JUDGED_CALL, OPEN_CALL, OPEN_CHALLENGE, sheets_of, signed_in
from bench.rows import owner_of
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries.public import CHALLENGES_ON_A_PAGE
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.pagination import PAGE_SIZE
from challenge_hub.solutions.models import Solution
from challenge_hub.teams.models import Team, TeamMember

BYTES, REQUESTS = 60_000, 8
CACHED = 4.0
BUILT, RANKING, AT_WORK = 20.0, 40.0, 30.0
MEANINGLESS = "bench=1"
BUILT_TIMES = 15


@dataclass(frozen=True)
class PageAsked:
    """A page with its limits: statements, CPU beside the bare app when built and when kept.

    `built` is limited for the pages that the house has a figure for; of the others it is reported. `cookie` is that of
    who asks: a visitor's means nothing, and only a visitor's page is kept. `times` is how often a round asks.
    """

    name: str
    path: str
    statements: float = 6
    built: float = inf
    cached: float = CACHED
    cookie: str = MEANINGLESS
    times: int = BUILT_TIMES

    @property
    def is_public(self) -> bool:
        return self.cookie == MEANINGLESS


REVIEW_DONE = PageAsked("save a review", "", 14, AT_WORK, cookie="", times=8)
REVIEW_TYPED = PageAsked("save while typing", "", 14, AT_WORK, cookie="", times=8)
REVIEWS_AT_ONCE = PageAsked("save, 50 at once", "", 14, AT_WORK, cookie="")


def pages_asked() -> list[PageAsked]:
    """Every page, on the data of large_data and at_work; asked inside an app context."""
    return [*_public_pages(), *_public_pages_signed_in(), *_pages_at_work()]


def _public_pages() -> list[PageAsked]:
    solutions = db.session.scalar(select(func.count(Solution.id)).where(Solution.call_id <= CALLS)) or 0
    challenges = db.session.scalar(select(func.count(Challenge.id))) or 0
    call, solution = f"/de/calls/call-{LARGEST_CALL}", _a_solution()
    return [
        PageAsked("home", "/de/"),
        PageAsked("calls", "/de/calls"),
        PageAsked("call", call, built=BUILT),
        PageAsked("challenges", "/de/challenges"),
        PageAsked("challenges, search", "/de/challenges?q=radweg"),
        PageAsked("challenges, theme", "/de/challenges?theme=theme-1"),
        PageAsked("challenges, last page", f"/de/challenges?page={-(-challenges // CHALLENGES_ON_A_PAGE)}"),
        PageAsked("challenge", f"{call}/challenges/challenge-4", built=BUILT),
        PageAsked("solutions", "/de/solutions", built=BUILT),
        PageAsked("solutions, search", "/de/solutions?q=radweg", times=8),
        PageAsked("solutions, last page", f"/de/solutions?page={-(-solutions // PAGE_SIZE)}", built=BUILT),
        PageAsked("solution", f"{call}/solutions/{solution}", built=BUILT),
        PageAsked("results", f"{call}/results", statements=10, built=RANKING),
        PageAsked("organisations", "/de/organisations"),
        PageAsked("organisation", "/de/organisations/organisation-5"),
    ]


def _public_pages_signed_in() -> list[PageAsked]:
    """What the lead of a team with a draft sees: of a call that is over, and of the one that is open."""
    call, open_call = f"/de/calls/call-{LARGEST_CALL}", f"/de/calls/call-{OPEN_CALL}"
    lead, _ = signed_in(_a_team()[1])
    pages = {
        "call, signed in": call,
        "challenge, signed in": f"{call}/challenges/challenge-4",
        "solutions, signed in": "/de/solutions",
        "solution, signed in": f"{call}/solutions/{_a_solution()}",
        "open call, signed in": open_call,
        "open challenge, signed in": f"{open_call}/challenges/challenge-{OPEN_CHALLENGE}",
    }
    return [PageAsked(name, path, 10, AT_WORK, cookie=lead) for name, path in pages.items()]


def _pages_at_work() -> list[PageAsked]:
    """Desk and review form of a juror, the chair's ranking, and what is only reported: pages of one's own."""
    ranked, desk = f"/de/calls/call-{LARGEST_CALL}", f"/de/calls/call-{JUDGED_CALL}/desk"
    (team, lead_id), chair_id = _a_team(), 1
    (lead, _), (juror, _), (chair, _) = signed_in(lead_id), signed_in(FIRST_SEAT), signed_in(chair_id)
    organiser, _ = signed_in(owner_of(organiser_of(LARGEST_CALL)))
    fresh, done = sheets_of(0)[HALF], sheets_of(0)[0]
    return [
        PageAsked("desk, 40 assignments", desk, 10, AT_WORK, cookie=juror),
        PageAsked("review form", f"{desk}/s-{fresh}", 10, AT_WORK, cookie=juror),
        PageAsked("review form, done", f"{desk}/s-{done}", 10, AT_WORK, cookie=juror),
        PageAsked("chair's ranking", f"{ranked}/jury/ranking", 10, RANKING, cookie=chair, times=1),
        PageAsked("me, in a team", "/de/me", 10, cookie=lead),
        PageAsked("me, juror", "/de/me", 10, cookie=juror),
        PageAsked("me, organiser", "/de/me", 10, cookie=organiser),
        PageAsked("team", f"/de/calls/call-{OPEN_CALL}/teams/{team}", 10, cookie=lead),
        PageAsked("overview", f"{ranked}/overview", 10, cookie=organiser, times=8),
    ]


def _a_team() -> tuple[str, int]:
    """Key and lead (person) of a team of the open call."""
    statement = select(Team.key, TeamMember.person_id).join(TeamMember, TeamMember.team_id == Team.id)
    leads = statement.where(Team.call_id == OPEN_CALL, TeamMember.role == "lead").order_by(Team.id).limit(1)
    key, person = db.session.execute(leads).one()
    return key, person


def _a_solution() -> str:
    """One that the jury has reviewed."""
    statement = select(Solution.key).where(Solution.call_id == LARGEST_CALL).order_by(Solution.id).limit(1)
    return db.session.scalars(statement).one()


@dataclass(frozen=True)
class Weight:
    """Bytes of HTML, bytes and requests of a first visit."""

    html: int
    first_visit: int
    requests: int


@dataclass(frozen=True)
class Figures:
    """What was measured of one page or act at one size: CPU as multiples of the bare app, weight of the first visit.

    Pages of people signed in are not kept, and an act weighs nothing. `faults_seen` is what else went wrong, in words.
    """

    statements: int
    built: float
    cached: float | None = None
    weight: Weight | None = None
    faults_seen: tuple[str, ...] = ()

    def faults(self, page: PageAsked) -> list[str]:
        """What is over its limit, in words; an empty list is a pass."""
        weight = self.weight or Weight(0, 0, 0)
        limits: Mapping[str, tuple[float, float]] = {
            "statements": (self.statements, page.statements),
            "built": (self.built, page.built),
            "from cache": (self.cached or 0, page.cached),
            "bytes": (weight.first_visit, BYTES),
            "requests": (weight.requests, REQUESTS),
        }
        return [*self.faults_seen, *(name for name, (found, limit) in limits.items() if found > limit)]
