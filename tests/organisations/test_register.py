"""The register: who is in it, how it is found, and that the files are what the tool makes."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from challenge_hub.organisations.keys import key_fault
from challenge_hub.organisations.register import DATA, ENGLISH_NAMES, Entry, entries, entry_of, find, label
from challenge_hub.organisations.rules import Kind
from tools import register as tool


def labels(words: str, *, language: str = "de", limit: int = 20) -> list[str]:
    return [label(entry, language) for entry in find(words, limit=limit)]


def the_entry(kind: str, key: str) -> Entry:
    entry = entry_of(kind, key)
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Harz", "Landkreis Harz (Sachsen-Anhalt)"),
        ("Anhalt-Bitterfeld", "Landkreis Anhalt-Bitterfeld (Sachsen-Anhalt)"),
        ("Landkreis Anhalt-Bitterfeld", "Landkreis Anhalt-Bitterfeld (Sachsen-Anhalt)"),
        ("Rhein-Kreis Neuss", "Rhein-Kreis Neuss (Nordrhein-Westfalen)"),
        ("Neckarsulm", "Neckarsulm (Baden-Württemberg)"),
        ("Norderstedt", "Norderstedt (Schleswig-Holstein)"),
        ("Neuss", "Neuss (Nordrhein-Westfalen)"),
        ("NÜRNBERG", "Nürnberg (Bayern)"),
        ("Nuremberg", "Nürnberg (Bayern)"),
        ("Ulm", "Ulm (Baden-Württemberg)"),
        ("Oldenburg", "Oldenburg (Oldenburg, Niedersachsen)"),
        ("dusseldorf", "Düsseldorf (Nordrhein-Westfalen)"),
        ("München", "München (Bayern)"),
        ("munich", "München (Bayern)"),
        ("Heidelberg", "Heidelberg (Baden-Württemberg)"),
        ("Cottbus", "Cottbus/Chóśebuz (Brandenburg)"),
        ("Hamburg", "Hamburg"),
        ("Berlin", "Berlin"),
        ("Bremen", "Bremen"),
        ("Bremerhaven", "Bremerhaven (Bremen)"),
        ("Kigali", "Kigali (Ruanda)"),
        ("Lutsk", "Luzk (Ukraine)"),
        ("Nablus", "Nablus (Palästinensische Autonomiegebiete)"),
        ("Ramallah", "Ramallah (Palästinensische Autonomiegebiete)"),
        ("Nice", "Nizza (Frankreich)"),
        ("Taipei", "Taipeh (Taiwan)"),
        ("Antalya", "Antalya (Türkei)"),
        ("Groningen", "Groningen (Niederlande)"),
        ("Lemberg Ukraine", "Lwiw (Ukraine)"),
    ],
)
def test_the_first_found_is_the_one_that_is_meant(words: str, first: str) -> None:
    assert labels(words, limit=1) == [first]


def test_namesakes_stand_with_their_states() -> None:
    assert labels("Senden") == ["Senden (Bayern)", "Senden (Nordrhein-Westfalen)", "Sendenhorst (Nordrhein-Westfalen)"]


def test_a_town_the_county_around_it_and_their_namesakes_are_all_offered() -> None:
    assert labels("Fürth")[:3] == ["Fürth (Bayern)", "Landkreis Fürth (Bayern)", "Fürth (Hessen)"]
    assert {"Kaiserslautern (Rheinland-Pfalz)", "Landkreis Kaiserslautern (Rheinland-Pfalz)"} == set(
        labels("Kaiserslautern", limit=2)
    )


def test_a_name_comes_before_its_beginning_and_that_before_its_inside() -> None:
    assert labels("Ulm")[:4] == [
        "Ulm (Baden-Württemberg)",
        "Ulmen (Rheinland-Pfalz)",
        "Ulmet (Rheinland-Pfalz)",
        "Landkreis Neu-Ulm (Bayern)",
    ]


def test_a_state_among_the_words_narrows_the_search() -> None:
    assert labels("senden bayern") == ["Senden (Bayern)"]
    assert labels("Senden (Nordrhein-Westfalen)", limit=1) == ["Senden (Nordrhein-Westfalen)"]
    assert labels("Fürth Hessen") == ["Fürth (Hessen)"]


@pytest.mark.parametrize("words", ["", "   ", "(),", "no such place at all", "\n", "%"])
def test_no_words_and_unknown_words_find_nothing(words: str) -> None:
    assert labels(words) == []


def test_no_more_is_found_than_was_asked_for() -> None:
    assert [len(find("a")), len(find("a", limit=3))] == [20, 3]


def test_a_town_that_is_its_own_county_is_offered_once() -> None:
    assert labels("Heidelberg") == ["Heidelberg (Baden-Württemberg)"]
    assert entry_of(Kind.COUNTY, "08221") is None
    assert the_entry(Kind.MUNICIPALITY, "08221000").name == "Heidelberg"


def test_uninhabited_areas_are_left_out_and_inhabited_ones_are_not() -> None:
    assert entry_of(Kind.MUNICIPALITY, "03153504") is None
    assert labels("Harz (Landkreis Goslar)") == []
    assert labels("Osterheide") == ["Osterheide (Niedersachsen)"]


def test_an_entry_is_found_by_its_key_and_kind() -> None:
    flensburg = the_entry("municipality", "01001000")

    assert (flensburg.name, flensburg.state, flensburg.country) == ("Flensburg", "Schleswig-Holstein", "DE")
    assert entry_of("municipality", "1001000") is None
    assert entry_of("county", "01001000") is None


def test_namesakes_in_one_state_are_told_apart() -> None:
    assert labels("Amberg", limit=2) == ["Amberg (kreisfreie Stadt, Bayern)", "Amberg (Landkreis Unterallgäu, Bayern)"]
    assert labels("Garding", limit=2) == [
        "Garding, Stadt (Schleswig-Holstein)",
        "Garding, Kirchspiel (Schleswig-Holstein)",
    ]
    assert "Neuenkirchen (13075102, Landkreis Vorpommern-Greifswald, Mecklenburg-Vorpommern)" in labels("Neuenkirchen")


def test_an_association_is_described_by_its_largest_municipality() -> None:
    association = the_entry("association-of-municipalities", "010545417")

    assert [label(association, "de"), label(association, "en")] == [
        "Zusammenschluss von Kommunen mit Sankt Peter-Ording (Schleswig-Holstein)",
        "Association of municipalities with Sankt Peter-Ording (Schleswig-Holstein)",
    ]


def test_places_abroad_have_two_names_and_no_key() -> None:
    nice = find("Nizza")[0]

    assert (nice.key, nice.state, nice.country) == (None, None, "FR")
    assert [label(nice, "de"), label(nice, "en")] == ["Nizza (Frankreich)", "Nice (France)"]


def test_german_names_are_the_same_in_both_languages() -> None:
    assert labels("Munich", language="en") == labels("Munich", language="de") == ["München (Bayern)"]


def test_english_names_belong_to_towns_of_the_register() -> None:
    meant = {english: the_entry("municipality", key).name for key, english in ENGLISH_NAMES.items()}

    assert meant == {
        "Aix-la-Chapelle": "Aachen",
        "Brunswick": "Braunschweig",
        "Cologne": "Köln",
        "Constance": "Konstanz",
        "Hamelin": "Hameln",
        "Hanover": "Hannover",
        "Munich": "München",
        "Nuremberg": "Nürnberg",
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_two_entries_look_the_same(language: str) -> None:
    twice = [text for text, times in Counter(label(entry, language) for entry in entries()).items() if times > 1]

    assert twice == []


def test_every_entry_says_its_state_or_its_country() -> None:
    silent = [
        entry
        for entry in entries()
        if (entry.key is None) != (entry.country != "DE") or (entry.state or "") not in label(entry, "de")
    ]

    assert silent == []


def test_every_key_has_its_shape_and_stands_once() -> None:
    keys = [(entry.kind, entry.key) for entry in entries() if entry.key]

    assert [key for key in keys if key_fault(*key)] == []
    assert len(keys) == len(set(keys))


def test_every_kind_with_a_key_is_there() -> None:
    assert Counter(entry.kind for entry in entries() if entry.key) == {
        "municipality": 10796,
        "county": 294,
        "association-of-municipalities": 1210,
    }


def test_the_files_are_what_the_tool_makes(shared_data: Path) -> None:
    made = tool.register_files(shared_data / "municipalities")

    assert {name: (DATA / name).read_bytes() for name in made} == {name: text.encode() for name, text in made.items()}


def test_the_files_are_small_and_name_their_source() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 450_000
    assert "© Statistisches Bundesamt (Destatis), 2021, changed" in (DATA / "SOURCE.md").read_text(encoding="utf-8")


def test_the_file_of_places_abroad_is_sorted_and_has_no_place_twice() -> None:
    with (DATA / "abroad.csv").open(encoding="utf-8", newline="") as file:
        places = [(row["country"], row["en"]) for row in csv.DictReader(file)]

    assert [country for country, _ in places] == sorted(country for country, _ in places)
    assert len(places) == len(set(places))


def test_names_lose_their_designation_but_not_their_second_language() -> None:
    written = ["Flensburg, Stadt", "Gelnhausen, Barbarossast., Krst.", "Weißwasser/O.L., Stadt / Běła Woda"]

    assert [tool.bare_name(name) for name in [*written, "Lauenburg/ Elbe, Stadt", "Lübben / Lubin, Stadt"]] == [
        "Flensburg",
        "Gelnhausen",
        "Weißwasser/O.L. / Běła Woda",
        "Lauenburg/Elbe",
        "Lübben / Lubin",
    ]


def test_the_tool_stops_when_type_and_population_disagree() -> None:
    row = {"ags": "09180451", "name": "A forest", "type": tool.UNINHABITED, "population": "7"}

    with pytest.raises(ValueError, match="do not agree"):
        tool.municipalities([row])
