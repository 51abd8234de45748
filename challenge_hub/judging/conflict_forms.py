"""What people type about conflicts of interest: at the declaration, as a report, and to decide."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Optional

from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, visible
from challenge_hub.judging.actions.conflicts import Reported
from challenge_hub.judging.forms import a_reason
from challenge_hub.judging.queries.naming import NamedSolution
from challenge_hub.judging.rules.conflicts import Treatment
from challenge_hub.judging.sentences import CONFLICT_WORDS
from challenge_hub.solutions.rules import ConflictKind

NOTE_LENGTH = 1000
KINDS = [SelectChoice(kind.value, CONFLICT_WORDS[kind]) for kind in ConflictKind]
CONFLICT, NONE = "conflict", "none"


def ticked(solutions: Sequence[NamedSolution], typed: Mapping[str, str]) -> list[Reported]:
    """The conflicts of interest ticked in a declaration."""
    found = []
    for solution in solutions:
        if typed.get(f"conflict-{solution.key}"):
            kind = typed.get(f"kind-{solution.key}", "")
            known = ConflictKind(kind) if kind in set(ConflictKind) else ConflictKind.OTHER
            note = (typed.get(f"note-{solution.key}") or "").strip()[:NOTE_LENGTH]
            found.append(Reported(solution.id, known, note, bool(typed.get(f"doubt-{solution.key}"))))
    return found


def lacks_note(reported: Sequence[Reported]) -> bool:
    """Whether somebody is not sure, and does not say why: then nobody could decide."""
    return any(one.is_doubtful and not one.note for one in reported)


class DecisionForm(PageForm):
    """The chair's decision about a conflict of interest."""

    outcome = RadioField(
        _("Decision"),
        choices=[
            SelectChoice(Treatment.CONFIRMED.value, _("There is a conflict of interest: it is confirmed.")),
            SelectChoice(Treatment.LIFTED.value, _("There is none: it is lifted.")),
        ],
        validators=[InputRequired(_("Choose one of the two."))],
    )
    reason = a_reason(_("Why?"), _("Give the reason; it stays readable."))


class HintForm(PageForm):
    """What somebody found when they looked at a hint."""

    outcome = RadioField(
        _("What did you find?"),
        choices=[
            SelectChoice(CONFLICT, _("There is a conflict of interest.")),
            SelectChoice(NONE, _("There is none.")),
        ],
        validators=[InputRequired(_("Choose one of the two."))],
    )
    kind = SelectField(_("Kind"), choices=KINDS)
    reason = a_reason(_("In a sentence"), _("Give the reason; it stays readable."))


class OwnConflictForm(PageForm):
    """A conflict of interest of one's own, for those who organise or chair."""

    solution = SelectField(_("Solution"), validators=[InputRequired(_("Choose the solution."))])
    kind = SelectField(_("Kind"), choices=KINDS)
    note = TextAreaField(
        _("Note"),
        filters=[lines],
        validators=[Optional(), at_most(NOTE_LENGTH), visible],
    )
    is_doubtful = BooleanField(_("I am not sure whether this is a conflict of interest"))

    def offer(self, solutions: Sequence[NamedSolution]) -> None:
        self.solution.choices = [SelectChoice(str(one.id), plain(one.title)) for one in solutions]

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.is_doubtful.data and not self.note.data:
            self.note.errors = [gettext("Say in a sentence why you are not sure.")]
        return not self.errors

    @property
    def reported(self) -> Reported:
        note = self.note.data or ""
        return Reported(int(self.solution.data), ConflictKind(self.kind.data), note, bool(self.is_doubtful.data))
