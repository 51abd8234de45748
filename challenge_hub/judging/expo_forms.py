"""What people type at a live expo: the tables of solutions, and what a juror found at one."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField

from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, one_line, visible
from challenge_hub.judging.queries.naming import NamedSolution
from challenge_hub.judging.rules.expo import TableStop, doubled

LABEL_LENGTH = 20
NUMBERED = "numbers"


class TablesForm(PageForm):
    """A field for each solution is read from the request by its key."""


class StopForm(PageForm):
    """Which button was pressed says what was found; a reason is asked where a table is skipped."""

    reason = StringField(_("Why do you skip it?"), filters=[one_line], validators=[at_most(500), visible])

    def kind_of(self, pressed: str) -> TableStop | None:
        """What was found; None where the form cannot be taken as it is, and the field says why."""
        if not self.validate() or pressed not in set(TableStop):
            return None
        if pressed == TableStop.SKIPPED and not self.reason.data:
            self.reason.errors = [gettext("Say in a few words why; the organisers read it.")]
            return None
        return TableStop(pressed)


def labels_typed(solutions: Sequence[NamedSolution], typed: Mapping[str, str]) -> dict[int, str]:
    """The labels by solution (id); on request they are numbered as they stand in the list."""
    if typed.get("intent") == NUMBERED:
        return {solution.id: str(number) for number, solution in enumerate(solutions, start=1)}
    return {
        solution.id: one_line(typed[name]) or "" for solution in solutions if (name := f"table-{solution.key}") in typed
    }


def fault_in(labels: Mapping[int, str]) -> str | None:
    """What is wrong with these labels, as a sentence."""
    if any(len(label) > LABEL_LENGTH or not label.isprintable() for label in labels.values()):
        return str(gettext("Give a table at most %(number)s characters.", number=LABEL_LENGTH))
    if twice := doubled(label for label in labels.values() if label):
        return str(gettext("Two solutions have the same table: %(tables)s.", tables=", ".join(twice)))
    return None
