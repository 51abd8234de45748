"""The register: municipalities, counties and their associations, found by words or by their official key.

It is read once from the files in `data/`, whose source stands in data/SOURCE.md. Names of places stay as they are in
both languages; only what lies abroad has two.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import split

from babel import Locale

from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.text import fold
from challenge_hub.organisations.keys import state_of
from challenge_hub.organisations.rules import Kind

DATA = Path(__file__).parent / "data"
ASSOCIATION = {"de": "Zusammenschluss von Kommunen mit {}", "en": "Association of municipalities with {}"}
"""The source has no names of associations, so each is described by the largest municipality in it."""

CITY = 100_000
"""What is listed abroad stands among the larger towns of the same rank; its population is not in the register."""

ENGLISH_NAMES = {
    "03101000": "Brunswick",
    "03241001": "Hanover",
    "03252006": "Hamelin",
    "05315000": "Cologne",
    "05334002": "Aix-la-Chapelle",
    "08335043": "Constance",
    "09162000": "Munich",
    "09564000": "Nuremberg",
}
"""English names of German towns, to be found by; shown is the German one."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One line of the register. Abroad there is no key and no state. `country` is an ISO code."""

    kind: Kind
    key: str | None
    name: str
    """Abroad and of an association in German."""
    state: str | None
    country: str = "DE"
    english: str = ""
    """Its name in English where that is another."""
    designation: str = ""
    """What stands before the name of most counties."""
    apart: str = ""
    """What tells it from its namesakes in the same state."""
    population: int = 0
    """For the order of what is found; nought where the source has none."""


def title(entry: Entry, language: str) -> str:
    """The name alone: "Senden", "Landkreis Fürth", "Nizza"."""
    name = entry.english if language == "en" and entry.english else entry.name
    return f"{entry.designation} {name}".lstrip()


def label(entry: Entry, language: str) -> str:
    """ "Senden (Bayern)", "Landkreis Fürth (Bayern)", "Nizza (Frankreich)": never without its state or country."""
    called = title(entry, language)
    place = entry.state or str(Locale.parse(language).territories[entry.country])
    further = ", ".join(part for part in (entry.apart, place) if part and part != called)
    if not further:  # Berlin and Hamburg are called like their states
        return called
    return f"{called[:-1]}, {further})" if called.endswith(")") else f"{called} ({further})"


@dataclass(frozen=True)
class _Line:
    """An entry with the folded names it is found by, each on a line of its own."""

    entry: Entry
    names: str


def find(words: str, *, limit: int = 20) -> Sequence[Entry]:
    """What is called like this, then what begins like this, then what holds every word; larger ones first."""
    wanted = _folded(words)
    if not wanted:
        return ()
    first, *others = wanted.split()
    whole, begun = f"\n{wanted}\n", f"\n{wanted}"
    exact: list[Entry] = []
    beginning: list[Entry] = []
    holding: list[Entry] = []
    for line in _lines():
        if first not in line.names:  # most end here, which keeps a search at a millisecond
            continue
        if whole in line.names:
            exact.append(line.entry)
        elif begun in line.names:
            beginning.append(line.entry)
        elif all(word in line.names for word in others):
            holding.append(line.entry)
    return (exact + beginning + holding)[:limit]


def entry_of(kind: str, key: str) -> Entry | None:
    """The one with this official key, or None: the key may be younger than the register, or made up."""
    return _by_key().get((kind, key))


def abroad_entry(country: str, name: str) -> Entry | None:
    """The place abroad with this name in one of our languages, or None."""
    return next(
        (entry for entry in _abroad() if entry.country == country and name in (entry.name, entry.english)), None
    )


def english_name(country: str, name: str) -> str:
    """What a place abroad is called in English, empty where that is the same as in German, or not known."""
    entry = abroad_entry(country, name)
    return entry.english if entry else ""


@cache
def entries() -> Sequence[Entry]:
    """All there are, the largest first, associations last."""
    counties = tuple(_counties())
    municipalities = tuple(_municipalities({county.key: county for county in counties}))
    return tuple(sorted([*municipalities, *counties, *_abroad(), *_associations(municipalities)], key=_order))


def _order(entry: Entry) -> tuple[bool, int, str]:
    size = entry.population if entry.key else CITY
    return entry.kind is Kind.ASSOCIATION_OF_MUNICIPALITIES, -size, label(entry, "de")


def _municipalities(counties: Mapping[str | None, Entry]) -> Iterator[Entry]:
    rows = _rows("municipalities.csv")
    in_state = Counter((row["key"][:2], row["name"]) for row in rows)
    in_county = Counter((row["key"][:5], row["name"]) for row in rows)
    for row in rows:
        key, name = row["key"], row["name"]
        county = counties.get(key[:5])
        apart = [key] if in_county[key[:5], name] > 1 else []
        if in_state[key[:2], name] > 1:
            apart.append(title(county, "de") if county else "kreisfreie Stadt")
        yield Entry(
            kind=Kind.MUNICIPALITY,
            key=key,
            name=name,
            state=state_of(key),
            apart=", ".join(apart),
            population=int(row["population"]),
        )


def _counties() -> Iterator[Entry]:
    people: Counter[str] = Counter()
    for row in _rows("municipalities.csv"):
        people[row["key"][:5]] += int(row["population"])
    for row in _rows("counties.csv"):
        yield Entry(
            kind=Kind.COUNTY,
            key=row["key"],
            name=row["name"],
            state=state_of(row["key"]),
            designation=row["designation"],
            population=people[row["key"]],
        )


def _associations(municipalities: Sequence[Entry]) -> Iterator[Entry]:
    by_key = {entry.key: entry for entry in municipalities}
    members: defaultdict[str, list[Entry]] = defaultdict(list)
    for row in _rows("municipalities.csv"):
        if row["association"]:
            members[row["key"][:5] + row["association"]].append(by_key[row["key"]])
    for key, inside in members.items():
        largest = max(inside, key=lambda entry: entry.population)
        yield Entry(
            kind=Kind.ASSOCIATION_OF_MUNICIPALITIES,
            key=key,
            name=ASSOCIATION["de"].format(largest.name),
            english=ASSOCIATION["en"].format(largest.name),
            state=largest.state,
            apart=largest.apart,
        )


@cache
def _abroad() -> Sequence[Entry]:
    return [
        Entry(
            Kind.MUNICIPALITY,
            None,
            row["de"],
            None,
            country=row["country"],
            english=row["en"] if row["en"] != row["de"] else "",
        )
        for row in _rows("abroad.csv")
    ]


@cache
def _lines() -> Sequence[_Line]:
    further = {(row["country"], row["de"]): row["also"].split(";") for row in _rows("abroad.csv")}
    return [_line(entry, further.get((entry.country, entry.name), ())) for entry in entries()]


def _line(entry: Entry, further: Sequence[str]) -> _Line:
    """Names with and without what stands in brackets or behind a slash, further names, and the labels."""
    called = {entry.name, entry.english, title(entry, "de"), *further, ENGLISH_NAMES.get(entry.key or "", "")}
    called |= {split(r" ?[(/,]", name)[0] for name in called}
    called |= {label(entry, language) for language in LANGUAGES}
    folded = sorted({_folded(name) for name in called} - {""})
    return _Line(entry, "\n" + "\n".join(folded) + "\n")


def _folded(words: str) -> str:
    return fold(words.translate(str.maketrans("(),", "   ")))


@cache
def _by_key() -> Mapping[tuple[str, str], Entry]:
    return {(entry.kind, entry.key): entry for entry in entries() if entry.key}


@cache
def _rows(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
