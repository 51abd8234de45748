"""The register of municipalities and counties: `python tools/register.py FOLDER`.

FOLDER holds gemeinden.csv and kreise.csv of the Gemeindeverzeichnis; what each line of the register means stands in
challenge_hub/organisations/data/SOURCE.md. Run twice, nothing changes: the lines are sorted by their key. The file of
municipalities abroad is written by hand and stays as it is.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

REGISTER = Path(__file__).resolve().parent.parent / "challenge_hub" / "organisations" / "data"
UNINHABITED = "Gemeindefreies Gebiet (unbewohnt)"
"""Compared as a whole, since "unbewohnt" holds the word "bewohnt"."""

OF_AN_ASSOCIATION = "5"
"""The sixth digit of the ARS: 0 means none, 5 an association, 9 an area without a municipality."""

Row = dict[str, str]


def register_files(folder: Path) -> dict[str, str]:
    """The text of each file by its name."""
    return {
        "municipalities.csv": _table(
            ("key", "association", "name", "population"), municipalities(_rows(folder / "gemeinden.csv"))
        ),
        "counties.csv": _table(("key", "designation", "name"), counties(_rows(folder / "kreise.csv"))),
    }


def municipalities(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Every inhabited one. The four digits of the association stand only where there is one."""
    inhabited = [row for row in rows if _is_inhabited(row)]
    names = Counter((row["kreis"], bare_name(row["name"])) for row in inhabited)
    return [
        (
            row["ags"],
            row["ars"][5:9] if row["ars"][5] == OF_AN_ASSOCIATION else "",
            # "Garding, Stadt" and "Garding, Kirchspiel" lie in one county: there the addition tells them apart.
            bare_name(row["name"]) if names[row["kreis"], bare_name(row["name"])] == 1 else row["name"],
            row["population"],
        )
        for row in inhabited
    ]


def counties(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Those that hold several municipalities. A town that is its own county is in the register as a municipality."""
    return [
        (row["kreis"], "" if re.search("kreis|region", row["name"], re.I) else row["type"], row["name"])
        for row in rows
        if row["type"] not in ("Kreisfreie Stadt", "Stadtkreis")
    ]


def bare_name(name: str) -> str:
    """Without what follows the comma, be it "Stadt", "GKSt" or "Klingenstadt", yet with a second name in Sorbian."""
    return re.sub(r"(?<! )/ ", "/", re.sub(r",.*?(?= / |$)", "", name))


def _is_inhabited(row: Row) -> bool:
    if (row["type"] == UNINHABITED) != (row["population"] == "0"):
        raise ValueError(f"{row['ags']} {row['name']}: type and population do not agree on whether anybody lives there")
    return row["population"] != "0"


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(columns: Sequence[str], lines: Iterable[tuple[str, ...]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *sorted(lines)])
    return text.getvalue()


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print("python tools/register.py FOLDER", file=sys.stderr)
        return 2
    for name, text in register_files(Path(arguments[0])).items():
        (REGISTER / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {text.count(chr(10)) - 1} lines, {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
