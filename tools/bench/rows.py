"""Single invented rows, and who writes them: what large_data and at_work are made of."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.infrastructure.db import Model, db
from challenge_hub.infrastructure.text import render, searchable

BEGIN = datetime(2024, 3, 1, 8, tzinfo=UTC)
ORGANISATIONS, PEOPLE, MEMBERS = 80, 30_000, 3  # members of each team
FIRST_OWNER, FIRST_MEMBER = 701, 801  # ids of people; the juries come first
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
    """Invents texts and rows; every kind of row counts its ids from 1, wherever it stopped before."""

    def __init__(self, connection: Connection, solutions: int) -> None:
        self.connection, self.solutions = connection, solutions
        self.written = Counter[str]()
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

    def write(self, model: type[Model], rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> list[int]:
        """The ids of the new rows, in their order."""
        table, first = model.__table__, self.written[model.__tablename__] + 1
        numbered = [{"id": n, **row} if "id" in table.c else row for n, row in enumerate(rows, start=first)]
        for start in range(0, len(numbered), 2000):
            self.connection.execute(insert(model), numbered[start : start + 2000])
        self.written[model.__tablename__] += len(numbered)
        return list(range(first, first + len(numbered)))

    def hand_over_counting(self) -> None:
        """PostgreSQL counts ids by itself and was not asked so far; SQLite looks which is the highest."""
        if self.connection.dialect.name != "postgresql":
            return
        for table in db.metadata.tables.values():
            if table.name in self.written and "id" in table.c:
                sequence = func.pg_get_serial_sequence(table.name, "id")
                self.connection.execute(select(func.setval(sequence, func.max(table.c.id))))


def owner_of(organisation: int) -> int:
    return FIRST_OWNER + organisation - 1


def members_of(team: int, joined_at: datetime) -> Iterator[dict[str, Any]]:
    """A lead and others; from the 9,734th team on they are in an earlier team as well."""
    for n in range(MEMBERS):
        person = FIRST_MEMBER + (team * MEMBERS + n) % (PEOPLE - FIRST_MEMBER + 1)
        yield {"team_id": team, "person_id": person, "role": "member" if n else "lead", "joined_at": joined_at}


def a_call(
    writer: Writer, n: int, opens_at: datetime, closes_at: datetime, *, public_at: datetime | None
) -> dict[str, Any]:
    """A published call whose jury has sixteen days; `public_at` is when everybody may see the solutions."""
    title = writer.texts(40)
    return {
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
        "closes_at": closes_at,
        "ends_at": closes_at + timedelta(days=16),
        "source_url": "https://events.example.org/call",
        "source_licence": "CC-BY-4.0",
        "source_credit": writer.texts(60),
        "published_at": opens_at,
        "solutions_public": "after-deadline" if public_at else "with-results",
        "solutions_public_at": public_at,
    }


def a_challenge(writer: Writer, n: int, call: int) -> dict[str, Any]:
    title, question = writer.texts(55, always_both=False), writer.texts(170, always_both=False)
    return {
        "call_id": call,
        "organisation_id": n % ORGANISATIONS + 1,
        "key": f"challenge-{n}",
        "position": n,
        "title": title,
        "question": question,
        "description": writer.description(),
        "search_text": searchable(title, question),
        "published_at": BEGIN,
    }


def a_version(writer: Writer, solution: int) -> dict[str, Any]:
    title, pitch = writer.texts(40, always_both=False), writer.texts(170, always_both=False)
    return {
        "solution_id": solution,
        "number": 1,
        "submitted_at": BEGIN + timedelta(minutes=solution),
        "title": title,
        "pitch": pitch,
        "description": writer.description(),
        "search_text": searchable(title, pitch),
    }


def a_round(writer: Writer, call: int) -> int:
    """A round with six criteria whose scoring has begun; its id."""
    settings = {
        "method": "median",
        "named_method": "mean",
        "order": "sheets-first",
        "weighting": "shares",
        "blank": "zero",
    }
    scale = {"scale_min": Decimal(0), "scale_max": Decimal(5), "sheet_places": 2, "seed": 1}
    texts = {"title": {}, "note": {}, "tie_rules": ["share"], "sheets_public": True, "frozen_at": BEGIN}
    (id_,) = writer.write(Round, [{"call_id": call, "number": 1, **settings, **scale, **texts}])
    writer.write(Criterion, _criteria(writer, id_))
    return id_


def _criteria(writer: Writer, round_id: int) -> Iterator[dict[str, Any]]:
    for position, (key, weight) in enumerate(WEIGHTS.items(), start=1):
        texts = {"name": writer.texts(12), "description": writer.texts(60)}
        yield {"round_id": round_id, "key": key, "position": position, "weight": Decimal(weight), **texts}


def a_seat(call: int, n: int, *, person: int) -> dict[str, Any]:
    """Taken, and declared. The first is the chair."""
    taken = {"person_id": person, "accepted_at": BEGIN, "declared_at": BEGIN, "declared_sha256": "0" * 64}
    return {"call_id": call, "key": f"J{n}", "role": "juror" if n > 1 else "chair", **taken}
