"""Tables for a spreadsheet: no cell is a formula, none is changed by going out and coming back; names in headers."""

import ast
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.http import parse_options_header

from challenge_hub.cells import plain_cell, safe_cell, table_text
from challenge_hub.infrastructure.downloads import saved_as

HOUSE = Path(__file__).parents[1] / "challenge_hub"
SIGNS = "=+-@\t\r\n＝＋－＠'\" ,;|%\u00a0"
ANY = some.one_of(some.text(), some.text(alphabet=SIGNS + "a1."), some.text(alphabet="'=- "))
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_number(text: str) -> bool:
    return bool(text) and text.lstrip("-").replace(".", "", 1).isdigit() and text.isascii()


@given(ANY)
def test_no_cell_that_is_written_begins_like_a_formula(text: str) -> None:
    written = safe_cell(text)

    assert not written.lstrip().startswith(RUN) or is_number(written)


@given(ANY)
def test_what_was_made_safe_comes_back_as_it_was(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text


@given(some.lists(some.lists(ANY.filter(lambda text: "\0" not in text), min_size=2, max_size=2)))
def test_a_whole_table_comes_back_as_it_was(rows: list[list[str]]) -> None:
    text = table_text(["name", "=what"], rows)

    found = [[plain_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    assert found == [["name", "=what"], *rows]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+49 30 1", "'+49 30 1"), ("-2.5", "-2.5"), ("-", "'-"),
        ("  =1", "'  =1"), ("'=1", "''=1"), ("'tis", "'tis"), ("a=b", "a=b"), ("", ""), ("- point", "'- point"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"), ("\t=1", "'\t=1"), ("＝1", "'＝1"),
    ],
)  # fmt: skip
def test_what_is_written(text: str, written: str) -> None:
    assert safe_cell(text) == written


def test_tables_are_written_in_one_place() -> None:
    """Who writes a table for a spreadsheet writes it with cells.table_text."""
    writing = set()
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""
            if name in ("csv.writer", "csv.DictWriter", "xlsxwriter", "openpyxl"):
                writing.add(path.relative_to(HOUSE).as_posix())

    assert writing == {"cells.py"}


@given(some.text())
def test_a_name_in_a_header_stays_one_name(name: str) -> None:
    header = saved_as(name)
    kind, facts = parse_options_header(header)

    assert header.isascii()
    assert header.isprintable()
    assert (kind, set(facts)) == ("attachment", {"filename"})
    assert not set(facts["filename"]) & set('/\\"')


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.json", "a.json"), ("Fräse & Löß.csv", "Fräse & Löß.csv"), ("a\r\nSet-Cookie: x", "aSet-Cookie: x"),
        ('a"; filename="b.exe', "a_; filename=_b.exe"), ("../../etc/passwd", ".._.._etc_passwd"), ("\u202egpj", "gpj"),
    ],
)  # fmt: skip
def test_names_as_they_are_saved(name: str, found: str) -> None:
    assert parse_options_header(saved_as(name))[1]["filename"] == found
