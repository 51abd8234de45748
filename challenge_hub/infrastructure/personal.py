"""What is known of people: every column of every table is declared here or there, in the `personal.py` of its package.

A table (`Kept`) belongs to an activity (Verarbeitungstätigkeit), which says why, on which basis, how long, and who sees
it. A `Tie` is a column by which a row belongs to somebody. From these declarations the record of processing is
written, the export of one's own data is made, and an account is erased.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class By(StrEnum):
    """How a column names somebody: by number, by another row that is theirs, by confirmed address, as the trail does,
    or in a list of numbers.
    """

    NUMBER = "number"
    ROW = "row"
    MAIL = "mail"
    ACTOR = "actor"
    LIST = "list"


@dataclass(frozen=True, eq=False)
class Activity:
    """One thing that is done with data of people, as the record of processing and the privacy notice tell it. `name` is
    that of its part in an export.
    """

    name: str
    data: LazyString
    people: LazyString
    purpose: LazyString
    period: LazyString
    viewers: LazyString
    basis: LazyString


@dataclass(frozen=True)
class Tie:
    """A row is somebody's by this column, together with its `fields`; others get them only by a tie of their own.

    When the account is erased the row goes, unless it `stays` for a reason; then what is in `blank` is emptied, and
    the number left in it leads to an account that says nothing. `only` names a column that must be filled before the
    row is theirs at all; `through` is the column of another table, tied to people, that points here, while `until`, a
    column of that table, is empty.
    """

    column: str
    fields: str = ""
    stays: LazyString | None = None
    blank: str = ""
    by: By = By.NUMBER
    only: str = ""
    through: str = ""
    until: str = ""


@dataclass(frozen=True)
class Kept:
    """One table. What is in no tie says of itself why: `plain` is not about people; what is `sealed` opens an account
    or a team, and is given to nobody; what is `loose` may be about people, but no account can be found by it. `ends`
    is what is emptied besides when the period of the call is over, "*" for the whole row. `file` names the column with
    the hash of a stored file.
    """

    table: str
    activity: Activity | None
    ties: Sequence[Tie] = ()
    plain: str = ""
    sealed: str = ""
    loose: str = ""
    ends: str = ""
    file: str = ""

    @property
    def columns(self) -> Mapping[str, str]:
        """What each declared column is: "personal" or "plain"; each is declared once in this sense."""
        theirs = [name for tie in self.ties for name in (tie.column, *tie.fields.split())]
        personal = dict.fromkeys([*theirs, *self.sealed.split(), *self.loose.split()], "personal")
        return personal | dict.fromkeys(self.plain.split(), "plain")


def of_nobody(table: str, columns: str) -> Kept:
    """A table that says nothing about people."""
    return Kept(table, None, plain=columns)


def all_kept() -> Sequence[Kept]:
    """Every table there is, in the order of the story."""
    found: Sequence[Kept] = current_app.extensions["personal"]
    return found


def activities() -> Sequence[Activity]:
    """Every activity once, in the order of the story."""
    return list(dict.fromkeys(kept.activity for kept in all_kept() if kept.activity))


TASK = _("Article 6 (1) (e) GDPR where a public body runs the platform, else (b)")
DUTY = _("Article 6 (1) (c) and (e) GDPR with Article 32: security of processing")
ACCESSIBLE = _("Article 6 (1) (c) and (e) GDPR with the law on accessibility that applies to the operator")

PUBLISHED = _("It is published for everybody and stays, without your name.")
OF_TOWN = _("It belongs to the municipality and stays there, without your name.")
WITH_CALL = _("As long as the file of the call: for the years that it or the platform says, then the archive is asked")

OF_TEAM = _("It belongs to the team and stays there, without your name.")
IN_OFFICE = _("What was done for a public body must be provable later. It stays under a number, without your name.")
OF_JURY = _("The result rests on it and must be checkable. It stays under the number of a seat, without your name.")
PROOF = _("It proves which terms were accepted. It stays under a number, without your name.")
TRAIL = _("The history cannot be changed by anybody. It knows you only by a number.")
EMPTIED = _("Only the number of your account is left, so that it is never given to anybody else.")
