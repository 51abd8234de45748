"""Tables that leave the house for a spreadsheet: nothing in them is taken for a formula. Pure; imports nothing of ours.

A spreadsheet runs what begins with =, +, -, @ and some other signs. Such a cell gets an apostrophe in front, which the
reader of our own tables takes away again, so that nothing is changed by going out and coming back.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

RISKY = re.compile(r"\s*'*\s*[=+\-@\t\r\n＝＋－＠]")
"""Also behind blanks and apostrophes, so that what was made safe can be told from what was typed like that."""

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
SAFE = "'"


def safe_cell(text: str) -> str:
    """A text as it may stand in a table; plain numbers stay numbers."""
    return SAFE + text if RISKY.match(text) and not NUMBER.fullmatch(text) else text


def plain_cell(text: str) -> str:
    """The text that was made safe; one that was not stays as it is."""
    return text[1:] if text.startswith(SAFE) and RISKY.match(text[1:]) else text


def table_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV with commas, every cell of it safe."""
    out = io.StringIO()
    usual = csv.writer(out, lineterminator="\n")
    quoting = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in (columns, *rows):
        cells = [safe_cell(cell) for cell in row]
        (quoting if "\r" in "".join(cells) else usual).writerow(cells)  # Python 3.11 leaves a lone one bare
    return out.getvalue()
