"""A large invented data set, written straight into the tables: for measuring, never for showing.

80 organisations, 10 calls, 600 challenges and as many solutions as asked for; a quarter of them belong to the largest
call, whose round has six criteria and five reviews per solution. The same seed gives the same rows.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from challenge_hub.access import OPERATOR
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.challenges.models import Challenge, ChallengeTheme
from challenge_hub.infrastructure.db import Model, db
from challenge_hub.infrastructure.text import render, searchable
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.organisations.models import Organisation
from challenge_hub.results.actions import publish
from challenge_hub.solutions.models import Prototype, Solution, SolutionVersion
from challenge_hub.teams.models import Team

ORGANISATIONS, CALLS, CHALLENGES, THEMES, JURORS, REVIEWS = 80, 10, 600, 8, 40, 5
LARGEST_CALL = 1  # its id; it has a quarter of everything, the others share the rest
BEGIN = datetime(2024, 3, 1, 8, tzinfo=UTC)
WEIGHTS = {"impact": 30, "usability": 20, "feasibility": 20, "novelty": 10, "openness": 10, "presentation": 10}
WORDS = {
    "de": "Abfall Bürgerbüro Fahrplan Straßenlaterne Radweg Kita Anmeldung Formular Verwaltung Stadtteil Karte "
    "Hitze Grünfläche Spielplatz Bescheid Termin Melden einfach digital gemeinsam sichtbar für mit ohne und im "
    "Quartier Haltestelle barrierefrei Wohnungsamt Pflege Ehrenamt Katastrophenschutz Starkregen Leerstand",
    "en": "waste citizens office timetable street light cycle path nursery registration form council district map "
    "heat green space playground notice appointment report simple digital together visible for with without and in "
    "neighbourhood stop accessible housing care volunteers emergency heavy rain vacancy",
}


class Writer:
    """Invents texts and rows; every kind of row counts its ids from 1."""

    def __init__(self, connection: Connection, solutions: int) -> None:
        self.connection, self.solutions = connection, solutions
        self.chance = random.Random(20270501)
        self.descriptions = [render(self.texts(1400, always_both=n % 2 == 0)) for n in range(12)]

    def words(self, language: str, length: int) -> str:
        chosen: list[str] = []
        while sum(map(len, chosen)) + len(chosen) < length:
            chosen.append(self.chance.choice(WORDS[language].split()))
        return " ".join(chosen).capitalize()

    def texts(self, length: int, *, always_both: bool = True) -> dict[str, str]:
        both = always_both or self.chance.random() < 0.5
        return {language: self.words(language, length) for language in (("de", "en") if both else ("de",))}

    def description(self) -> dict[str, Any]:
        return self.chance.choice(self.descriptions)

    def write(self, model: type[Model], rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
        numbered = [{"id": n, **row} if "id" in model.__table__.c else row for n, row in enumerate(rows, start=1)]
        for start in range(0, len(numbered), 2000):
            self.connection.execute(insert(model), numbered[start : start + 2000])


def fill(connection: Connection, solutions: int) -> None:
    """Write everything but the results into empty tables; the caller commits, then `publish_results`."""
    writer = Writer(connection, solutions)
    writer.write(Organisation, _organisations(writer))
    writer.write(Call, _calls(writer))
    writer.write(CallOrganiser, _organisers())
    writer.write(Theme, _themes(writer))
    writer.write(Challenge, _challenges(writer))
    writer.write(ChallengeTheme, _themes_of_challenges())
    writer.write(Team, ({"call_id": _home_of(n), "key": f"team-{n}", "name": f"Team {n}"} for n in _numbers(solutions)))
    writer.write(Solution, _solutions(solutions))
    writer.write(SolutionVersion, _versions(writer))
    writer.write(Prototype, _prototypes(solutions))
    _judge(writer)


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


def _calls(writer: Writer) -> Iterator[dict[str, Any]]:
    for n in _numbers(CALLS):
        title, opens_at = writer.texts(40), BEGIN + timedelta(days=60 * (CALLS - n))
        yield {
            "slug": f"call-{n}",
            "format": "hackathon" if n % 2 else "call-for-solutions",
            "language": "de",
            "title": title,
            "summary": writer.texts(160),
            "description": writer.description(),
            "search_text": searchable(title),
            "place": "Frankfurt am Main",
            "participants": 200 + n,
            "time_zone": "Europe/Berlin",
            "whole_days": n % 2 == 1,
            "opens_at": opens_at,
            "closes_at": opens_at + timedelta(days=14),
            "ends_at": opens_at + timedelta(days=30),
            "source_url": "https://events.example.org/call",
            "source_licence": "CC-BY-4.0",
            "source_credit": writer.texts(60),
            "published_at": opens_at,
            "solutions_public_at": opens_at,
        }


def _organisers() -> Iterator[dict[str, Any]]:
    roles = ("lead", "co-organiser", "partner", "sponsor")
    for call in _numbers(CALLS):
        for position, role in enumerate(roles, start=1):
            organisation = (call * len(roles) + position) % ORGANISATIONS + 1
            yield {"call_id": call, "organisation_id": organisation, "role": role, "position": position}


def _themes(writer: Writer) -> Iterator[dict[str, Any]]:
    for call in _numbers(CALLS):
        for n in _numbers(THEMES):
            yield {"call_id": call, "key": f"theme-{n}", "position": n, "name": writer.texts(18)}


def _challenges(writer: Writer) -> Iterator[dict[str, Any]]:
    for n in _numbers(CHALLENGES):
        title, question = writer.texts(55, always_both=False), writer.texts(170, always_both=False)
        yield {
            "call_id": _call_of(n),
            "organisation_id": n % ORGANISATIONS + 1,
            "key": f"challenge-{n}",
            "position": n,
            "title": title,
            "question": question,
            "description": writer.description(),
            "search_text": searchable(title, question),
            "published_at": BEGIN,
        }


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
        title, pitch = writer.texts(40, always_both=False), writer.texts(170, always_both=False)
        yield {
            "solution_id": n,
            "number": 1,
            "submitted_at": BEGIN + timedelta(minutes=n),
            "title": title,
            "pitch": pitch,
            "description": writer.description(),
            "search_text": searchable(title, pitch),
        }


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
    """Round, rubric, jury and sheets of the largest call."""
    settings = {
        "method": "median",
        "named_method": "mean",
        "order": "sheets-first",
        "weighting": "shares",
        "blank": "zero",
    }
    scale = {"scale_min": Decimal(0), "scale_max": Decimal(5), "sheet_places": 2, "seed": 1}
    texts = {"title": {}, "note": {}, "tie_rules": ["share"], "sheets_public": True}
    writer.write(Round, [{"call_id": LARGEST_CALL, "number": 1, **settings, **scale, **texts}])
    writer.write(Criterion, _criteria(writer))
    writer.write(Juror, ({"call_id": LARGEST_CALL, "key": f"J{n}", "role": "juror"} for n in _numbers(JURORS)))
    judged = [n for n in _numbers(writer.solutions) if _home_of(n) == LARGEST_CALL]
    writer.write(Review, _reviews(judged))
    writer.write(Score, _scores(writer, REVIEWS * len(judged)))


def _criteria(writer: Writer) -> Iterator[dict[str, Any]]:
    for position, (key, weight) in enumerate(WEIGHTS.items(), start=1):
        texts = {"name": writer.texts(12), "description": writer.texts(60)}
        yield {"round_id": 1, "key": key, "position": position, "weight": Decimal(weight), **texts}


def _reviews(judged: list[int]) -> Iterator[dict[str, Any]]:
    for place, solution in enumerate(judged):
        for seat in range(REVIEWS):
            juror = (place * REVIEWS + seat) % JURORS + 1
            yield {"round_id": 1, "juror_id": juror, "solution_id": solution, "submitted_at": BEGIN, "is_done": True}


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
