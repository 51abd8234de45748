"""The record of processing (Verzeichnis von Verarbeitungstätigkeiten), from the declarations of all packages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext

from challenge_hub.infrastructure.i18n import speaking
from challenge_hub.infrastructure.personal import IN_OFFICE, Activity, By, Kept, Tie, activities, all_kept
from challenge_hub.settings import Operator, Settings

NOBODY = Operator("", "", "", "", "", "", ())
PERIODS = ("archive_days", "session_days")
"""Settings that are periods, besides those whose name says so."""


@dataclass(frozen=True)
class Line:
    """Columns of one table that are treated alike: how somebody's rows are found, whether they are given out, and what
    is left of them.
    """

    table: str
    columns: str
    found_by: str
    export: str
    erasure: str
    end: str


def written(language: str, settings: Settings | None) -> str:
    """The whole paper in a language, as Markdown: of a platform, or without settings of the program as it comes."""
    with speaking(language):
        paper = current_app.jinja_env.get_template(f"privacy/record.{language}.md")
        return paper.render(
            operator=settings.operator if settings else NOBODY,
            periods=_periods(settings),
            activities=[(activity, _tables_of(activity)) for activity in activities()],
            lines=[line for kept in all_kept() for line in _lines(kept)],
            plain=[kept.table for kept in all_kept() if kept.activity is None],
        )


def _periods(settings: Settings | None) -> Sequence[tuple[str, int]]:
    """What the platform says, setting by setting."""
    names = [name for name in Settings.model_fields if name.startswith("keep_") or name in PERIODS]
    values = [getattr(settings, name) if settings else Settings.model_fields[name].default for name in names]
    return [(name.upper(), value) for name, value in zip(names, values, strict=True)]


def _tables_of(activity: Activity) -> Sequence[str]:
    return [kept.table for kept in all_kept() if kept.activity is activity]


def _lines(kept: Kept) -> Iterator[Line]:
    for tie in kept.ties:
        columns = " ".join(dict.fromkeys([tie.column, *tie.fields.split()]))
        yield Line(kept.table, columns, _found_by(tie), gettext("yes"), _erasure(tie), _end(kept))
    if kept.sealed:
        not_given = gettext("no: it opens an account or a team")
        yield Line(kept.table, kept.sealed, "–", not_given, _with_the_row(kept), _end(kept))
    if kept.loose:
        by_hand = gettext("by hand, on request")
        yield Line(kept.table, kept.loose, "–", by_hand, gettext("by hand, on request"), _end(kept))


def _found_by(tie: Tie) -> str:
    how = {
        By.NUMBER: gettext("number of the account"),
        By.ROW: gettext("another row that is theirs"),
        By.MAIL: gettext("confirmed address"),
        By.ACTOR: gettext("number of the account"),
        By.LIST: gettext("number in a list"),
    }
    return f"{tie.column}: {how[tie.by]}"


def _erasure(tie: Tie) -> str:
    if tie.stays is None:
        return str(gettext("the row is deleted"))
    blank = ", ".join(tie.blank.split())
    emptied = gettext("emptied: %(columns)s.", columns=blank) + " " if blank else ""
    return f"{emptied}{tie.stays}"


def _end(kept: Kept) -> str:
    """What becomes of it when the period of the call is over."""
    if kept.ends == "*" or (kept.ties and kept.ties[0].stays is None):
        return str(gettext("the row is deleted"))
    emptied = [tie.column for tie in kept.ties if tie.by is By.NUMBER and tie.stays is not IN_OFFICE]
    words = [name for tie in kept.ties for name in tie.blank.split()]
    told = ", ".join(dict.fromkeys([*emptied, *words, *kept.ends.split()]))
    return str(gettext("emptied: %(columns)s.", columns=told)) if told else "–"


def _with_the_row(kept: Kept) -> str:
    first = kept.ties[0] if kept.ties else None
    if first and first.stays is None:
        return str(gettext("the row is deleted"))
    emptied = first is not None and set(kept.sealed.split()) <= set(first.blank.split())
    return str(gettext("emptied") if emptied else gettext("stays"))
