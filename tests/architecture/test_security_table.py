"""The security table is kept: what it names exists, every requirement stands in it once, and "met" is not said bare."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "docs" / "security.md", *sorted((ROOT / "docs" / "security").glob("*.md"))]
STATES = {"met", "partly", "not met", "operator"}

ASKED = """
1.1: 2  1.2: 9  1.3: 11  1.4: 3  1.5: 2  2.1: 3  2.2: 3  2.3: 4  2.4: 1  3.2: 2  3.3: 4  3.4: 6  3.5: 5  3.7: 2
4.1: 3  4.2: 1  4.3: 2  4.4: 4  5.1: 1  5.2: 3  5.3: 2  5.4: 3  6.1: 3  6.2: 12  6.3: 4  6.4: 4  6.5: 5  6.6: 3
6.8: 4  7.1: 3  7.2: 4  7.3: 2  7.4: 5  7.5: 2  7.6: 2  8.1: 2  8.2: 3  8.3: 1  8.4: 1  9.1: 3  9.2: 4  10.1: 2
10.2: 2  10.3: 4  10.4: 11  10.5: 5  10.6: 2  10.7: 3  11.1: 2  11.2: 3  11.3: 3  11.4: 4  11.5: 1  11.6: 1
12.1: 3  12.2: 2  12.3: 4  13.1: 1  13.2: 5  13.3: 2  13.4: 5  14.1: 2  14.2: 4  14.3: 3  15.1: 3  15.2: 3  15.3: 7
16.1: 1  16.2: 5  16.3: 4  16.4: 3  16.5: 3
"""
"""How many requirements of levels 1 and 2 a section of ASVS 5.0.0 has; those of level 3 come behind them. V17 is none
of ours.
"""
FURTHER = {"1.2.10", "2.3.5", "3.4.8", "5.2.6", "6.3.7", "6.3.8", "13.4.6", "14.2.8"}
"""Points of level 3 that are promised: see the last lines of each section."""


class Row(NamedTuple):
    number: str
    level: str
    asked: str
    state: str
    how: str
    shown: str


def rows() -> list[Row]:
    row = re.compile(r"^\| (\d+\.\d+\..*) \|$", flags=re.M)
    cells = [[cell.strip() for cell in line.split("|")] for paper in PAPERS for line in row.findall(paper.read_text())]
    return [Row(*first.rstrip(")").split(" ("), *others) for first, *others in cells]


def left_out() -> list[str]:
    """What does not apply: said in a line, with the reason in brackets behind the numbers."""
    papers = "\n\n".join(paper.read_text() for paper in PAPERS)
    lines = re.findall(r"^Does not apply: (.+?)\n\n", papers + "\n\n", flags=re.M | re.S)
    return [number for line in lines for number in re.findall(r"\b\d+\.\d+\.\d+\b", re.sub(r"\([^)]*\)", "", line))]


def test_no_requirement_stands_twice() -> None:
    numbers = [row.number for row in rows()] + left_out()

    assert sorted(number for number in set(numbers) if numbers.count(number) > 1) == []


def test_every_requirement_of_level_2_stands_there_and_what_is_promised_of_level_3() -> None:
    asked = {
        f"{section}.{number}"
        for section, many in re.findall(r"(\d+\.\d+): (\d+)", ASKED)
        for number in range(1, int(many) + 1)
    }
    table = {row.number: row.level for row in rows()}

    assert asked - table.keys() - set(left_out()) == set()
    assert table.keys() >= FURTHER
    assert {number for number, level in table.items() if level == "3"} == table.keys() - asked


def test_every_row_says_whether_it_is_met_and_how() -> None:
    assert [row.number for row in rows() if row.state not in STATES or row.level not in "123"] == []
    assert [row.number for row in rows() if row.state == "met" and not row.how and row.shown == "—"] == []
    assert [row.number for row in rows() if row.state != "met" and len(row.how) < 20] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_file_and_every_test_it_names_exists(paper: Path) -> None:
    folders = "challenge_hub|templates|static|tests|tools|docs|migrations"
    named = re.findall(rf"`((?:{folders})/[\w./-]+)(?:::(\w+))?`", paper.read_text())
    gone = [name for name, _ in named if not (ROOT / name).is_file()]
    missing = [
        f"{name}::{test}"
        for name, test in named
        if test and name not in gone and f"\ndef {test}(" not in (ROOT / name).read_text()
    ]

    assert (gone, missing) == ([], [])


def test_what_is_shown_by_a_test_names_one() -> None:
    assert [row.number for row in rows() if row.shown != "—" and "::" not in row.shown] == []
