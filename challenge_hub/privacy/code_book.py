"""The file researchers get: tables as CSV, all of it as JSON, and the code book in both languages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from challenge_hub import __version__
from challenge_hub.cells import table_text
from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.i18n import speaking
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.organisations.rules import Kind
from challenge_hub.privacy.research_facts import NONE, SETTINGS
from challenge_hub.privacy.rules.research_jury import FEWEST_REVIEWS
from challenge_hub.privacy.rules.research_rows import COLUMNS, FORMAT, Research
from challenge_hub.privacy.rules.suppressing import OTHER, K
from challenge_hub.solutions.rules import Maturity
from challenge_hub.teams.rules import PERSON

OF_FILES: Mapping[str, LazyString] = {
    "solutions": _("Each solution of each round of which results are published; those without a place are left out."),
    "teams": _("Each team with a published solution. No number leads from here to a solution."),
    "jurors": _("Jurors of each round. No number leads from here to a seat, a name or another export."),
    "reviews": _("What jurors gave, one row for each criterion of each review. A blank is a row that is not there."),
}
"""What a row is."""

MEANINGS: Mapping[str, LazyString] = {
    "round": _("Number of the round"),
    "solution": _("Number of the solution, drawn for this file and round"),
    "team": _("Number of the team, drawn for this file"),
    "juror": _("Number of the juror, drawn for this export and round; the same in jurors and reviews"),
    "acting": _("Whether the team acts for an organisation or for itself"),
    "kind": _("Kind of the organisation the team acts for"),
    "theme": _("Theme of the challenge, the first where it has several: its place in the call"),
    "maturity": _("Maturity of the first prototype"),
    "challenge": _("Challenge: its place in the call"),
    "handed_in": _("When the newest version was submitted"),
    "place": _("Place, in quarters of the list; 1 is the best"),
    "range": _("Width of the range of places, in quarters of the list; 1 is the narrowest"),
    "points": _("Points, in fifths of the range that is possible; 1 is the lowest"),
    "spread": _("Distance between highest and lowest juror, in fifths of the range; 1 is the smallest"),
    "reviews": _("Number of reviews"),
    "size": _("People in the team, in bands"),
    "role": _("Role in the jury"),
    "same_solutions": _("Whether {k} or more jurors reviewed exactly the same solutions"),
    "review": _("Number of the review among those of the juror, by lot"),
    "item": _("Number of the solution among the reviews; empty unless {k} or more jurors reviewed exactly the same"),
    "criterion": _("Criterion: its place in the rubric"),
}
RANGE = _("whole number, or neighbours put together: 2..4")
CODINGS: Mapping[str, LazyString | str] = {
    "acting": f"organisation, {PERSON}, {OTHER}",
    "kind": ", ".join([*Kind, PERSON, OTHER]),
    "theme": _("whole number; none: no theme; other: suppressed"),
    "maturity": ", ".join([*Maturity, NONE, OTHER]),
    "challenge": _("whole number; other: suppressed"),
    "handed_in": _("1: on the last day; 2: in the last week; 3: earlier or not known; neighbours put together: 2..3"),
    "size": _("1: one person; 2: two or three; 3: four to six; 4: more; neighbours put together: 1..2"),
    "role": ", ".join([*JurorRole, OTHER]),
    "same_solutions": "yes, no",
} | dict.fromkeys(("place", "range", "points", "spread"), RANGE)
WHOLE = _("whole number")


@dataclass(frozen=True)
class File:
    """One table as the code book tells it: how many rows it has, and its columns with meaning and coding."""

    name: str
    about: LazyString
    rows: int
    columns: Sequence[tuple[str, str, str]]


def write_research(out: IO[bytes], found: Research, *, number: int) -> None:
    """The ZIP. The purpose of the export is not in it, for nobody knows what is typed there."""
    about = {"format": FORMAT, "program": f"challenge-hub {__version__}", "export": number, "k": K}
    rows = {name: [dict(zip(COLUMNS[name], row, strict=True)) for row in of] for name, of in found.tables.items()}
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for language in LANGUAGES:
            archive.writestr(f"code-book.{language}.md", code_book(found, language, number=number))
        for name, of in found.tables.items():
            archive.writestr(f"{name}.csv", table_text(COLUMNS[name], of))
        archive.writestr("call.json", _json({**about, "rounds": found.rounds}))
        archive.writestr("data.json", _json({**about, **rows}))


def files_of(found: Research) -> Sequence[File]:
    return [
        File(name, OF_FILES[name], len(found.tables[name]), [_column(name, column) for column in columns])
        for name, columns in COLUMNS.items()
    ]


def code_book(found: Research, language: str, *, number: int) -> str:
    """What each file and column says, how it is coded, and what was suppressed, as Markdown."""
    with speaking(language):
        return current_app.jinja_env.get_template("privacy/code_book.txt").render(
            files=files_of(found),
            hidden=found.hidden,
            settings=SETTINGS,
            number=number,
            format=FORMAT,
            version=__version__,
            k=K,
            fewest=FEWEST_REVIEWS,
        )


def meanings() -> Mapping[str, str]:
    """What each column says, in the language of the page."""
    return {name: str(meaning).format(k=K) for name, meaning in MEANINGS.items()}


def _column(table: str, column: str) -> tuple[str, str, str]:
    """Name, meaning and coding; how many reviews a solution got is put into ranges, those of a juror are not."""
    coding = RANGE if (table, column) == ("solutions", "reviews") else CODINGS.get(column, WHOLE)
    return column, meanings()[column], str(coding)


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)
