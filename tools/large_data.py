"""A large invented data set, written straight into the tables: for measuring, never for showing.

80 organisations, 30,000 accounts, 10 calls, 600 challenges and as many solutions as asked for; a quarter of them
belong to the largest call, whose round has six criteria and five reviews per solution. bench.at_work adds what goes on
at the moment. The same seed gives the same rows.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bench.rows import (
    BEGIN,
    ORGANISATIONS,
    PEOPLE,
    WEIGHTS,
    Writer,
    a_call,
    a_challenge,
    a_round,
    a_seat,
    a_version,
    members_of,
    owner_of,
)
from sqlalchemy.engine import Connection

from challenge_hub.access import OPERATOR
from challenge_hub.accounts.models import Person
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.challenges.models import Challenge, ChallengeTheme
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Juror, Review, Score
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.results.actions import publish
from challenge_hub.solutions.models import Prototype, Solution, SolutionVersion
from challenge_hub.teams.models import Team, TeamMember

CALLS, CHALLENGES, THEMES = 10, 600, 8
NEIGHBOURS = (0, 1, 3, 7, 12)  # steps between the five jurors of a solution, so that no two groups of jurors stay apart
LARGEST_CALL = 1  # its id; it has a quarter of everything, the others share the rest


def fill(connection: Connection, solutions: int) -> Writer:
    """Write everything but the results into empty tables; the caller adds, commits, then `publish_results`."""
    writer = Writer(connection, solutions)
    writer.write(Organisation, _organisations(writer))
    writer.write(Person, _people())
    writer.write(OrganisationMember, _owners())
    writer.write(Call, _calls(writer))
    writer.write(CallOrganiser, _organisers())
    writer.write(Theme, _themes(writer))
    writer.write(Challenge, _challenges(writer))
    writer.write(ChallengeTheme, _themes_of_challenges())
    writer.write(Team, ({"call_id": _home_of(n), "key": f"team-{n}", "name": f"Team {n}"} for n in _numbers(solutions)))
    writer.write(TeamMember, _members(solutions))
    writer.write(Solution, _solutions(solutions))
    writer.write(SolutionVersion, _versions(writer))
    writer.write(Prototype, _prototypes(solutions))
    _judge(writer)
    return writer


def _numbers(many: int) -> range:
    return range(1, many + 1)


def _call_of(n: int) -> int:
    """Every fourth thing belongs to the largest call."""
    return LARGEST_CALL if n % 4 == 0 else 2 + n % (CALLS - 1)


def _challenge_of(solution: int) -> int:
    """The challenge a solution answers: all challenges get their share."""
    return (solution - 1) % CHALLENGES + 1


def _home_of(solution: int) -> int:
    """The call of a solution is the call of its challenge."""
    return _call_of(_challenge_of(solution))


def _organisations(writer: Writer) -> Iterator[dict[str, Any]]:
    for n in _numbers(ORGANISATIONS):
        yield {
            "slug": f"organisation-{n}",
            "kind": "municipality" if n % 4 else "initiative",
            "name": f"{writer.words('de', 14)} {n}",
            "country": "DE",
            "state": "Hessen",
            "official_key": f"{n:08}",
            "website": f"https://organisation-{n}.example.org/",
            "summary": writer.texts(150),
            "confirmed_at": BEGIN,
        }


def _people() -> Iterator[dict[str, Any]]:
    for n in _numbers(PEOPLE):
        mail = f"person-{n}@example.org"
        yield {
            "mail": mail,
            "confirmed_at": BEGIN,
            "display_name": f"Person {n}",
            "language": "de",
            "created_at": BEGIN,
        }


def _owners() -> Iterator[dict[str, Any]]:
    for n in _numbers(ORGANISATIONS):
        yield {"organisation_id": n, "person_id": owner_of(n), "seat": "owner", "since": BEGIN}


def _members(teams: int) -> Iterator[dict[str, Any]]:
    for team in _numbers(teams):
        yield from members_of(team, BEGIN)


def _calls(writer: Writer) -> Iterator[dict[str, Any]]:
    for n in _numbers(CALLS):
        opens_at = BEGIN + timedelta(days=60 * (CALLS - n))
        yield a_call(writer, n, opens_at, opens_at + timedelta(days=14), public_at=opens_at)


def _organisers() -> Iterator[dict[str, Any]]:
    roles = ("lead", "co-organiser", "partner", "sponsor")
    for call in _numbers(CALLS):
        for position, role in enumerate(roles, start=1):
            organisation = organiser_of(call, position)
            yield {"call_id": call, "organisation_id": organisation, "role": role, "position": position}


def organiser_of(call: int, position: int = 1) -> int:
    """The first leads."""
    return (call * 4 + position) % ORGANISATIONS + 1


def _themes(writer: Writer) -> Iterator[dict[str, Any]]:
    for call in _numbers(CALLS):
        for n in _numbers(THEMES):
            yield {"call_id": call, "key": f"theme-{n}", "position": n, "name": writer.texts(18)}


def _challenges(writer: Writer) -> Iterator[dict[str, Any]]:
    for n in _numbers(CHALLENGES):
        yield a_challenge(writer, n, _call_of(n))


def _themes_of_challenges() -> Iterator[dict[str, Any]]:
    for n in _numbers(CHALLENGES):
        first_theme = (_call_of(n) - 1) * THEMES + 1
        for step in (0, 3):
            yield {"challenge_id": n, "theme_id": first_theme + (n + step) % THEMES}


def _solutions(solutions: int) -> Iterator[dict[str, Any]]:
    for n in _numbers(solutions):
        yield {
            "call_id": _home_of(n),
            "team_id": n,
            "challenge_id": _challenge_of(n),
            "key": f"solution-{n}",
            "track": f"Track {n % 5}",
            "newest": 1,
        }


def _versions(writer: Writer) -> Iterator[dict[str, Any]]:
    for n in _numbers(writer.solutions):
        yield a_version(writer, n)


def _prototypes(solutions: int) -> Iterator[dict[str, Any]]:
    for n in _numbers(solutions):
        yield {
            "version_id": n,
            "position": 1,
            "kind": "repository",
            "url": f"https://git.example.org/team-{n}/prototype",
            "host": "git.example.org",
            "withheld": False,
            "licence": "EUPL-1.2",
            "licence_file": True,
            "maturity": "prototype",
        }


def _judge(writer: Writer) -> None:
    """Round, rubric, jury, assignments and sheets of the largest call."""
    a_round(writer, LARGEST_CALL)
    jurors = jurors_of(writer.solutions)
    writer.write(Juror, (a_seat(LARGEST_CALL, n, person=n) for n in _numbers(jurors)))
    judged = [n for n in _numbers(writer.solutions) if _home_of(n) == LARGEST_CALL]
    pairs = shared_out(judged, jurors)
    given = [{"round_id": 1, "juror_id": juror, "solution_id": solution} for juror, solution in pairs]
    writer.write(Assignment, [{**pair, "assigned_at": BEGIN} for pair in given])
    writer.write(Review, [{**pair, "submitted_at": BEGIN, "is_done": True} for pair in given])
    writer.write(Score, _scores(writer, len(given)))


def jurors_of(solutions: int) -> int:
    """The jury of the largest call: 40 at 300 solutions, 600 at 6,000."""
    return max(40, solutions // 10)


def shared_out(solutions: list[int], jurors: int) -> Iterator[tuple[int, int]]:
    """Five jurors of the largest call for each solution, in turn."""
    for place, solution in enumerate(solutions):
        for step in NEIGHBOURS:
            yield (place + step) % jurors + 1, solution


def _scores(writer: Writer, reviews: int) -> Iterator[dict[str, Any]]:
    for review in _numbers(reviews):
        for criterion in _numbers(len(WEIGHTS)):
            yield {"review_id": review, "criterion_id": criterion, "value": Decimal(writer.chance.randint(0, 10)) / 2}


def publish_results() -> None:
    """Let the product itself rank and freeze the round of the largest call; inside an app context."""
    judged = calls.any_round(LARGEST_CALL, 1)
    at = BEGIN + timedelta(days=700)
    publish(judged, number=1, seed=1, reason=None, published_at=at, by=OPERATOR, now=at)
    db.session.commit()
    db.session.remove()
