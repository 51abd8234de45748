"""What people type around a sitting."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateTimeLocalField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.calls.fields import MOMENT_FORMATS, choices_of, line, number
from challenge_hub.calls.rules.local_times import LocalTimeRefused, local_at, moment_at
from challenge_hub.deliberation.actions.resolutions import Electorate, Motion
from challenge_hub.deliberation.actions.sittings import SittingFacts
from challenge_hub.deliberation.models import Sitting
from challenge_hub.deliberation.rules.resolutions import ResolutionKind, Votes
from challenge_hub.deliberation.sentences import KIND_WORDS
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.typed import at_most, lines, visible
from challenge_hub.judging.queries.reading import NamedSolution

MOST_JURORS = 1000
NONE = ""


class SittingForm(PageForm):
    takes_place_at = DateTimeLocalField(
        _("Day and time"), format=MOMENT_FORMATS, validators=[InputRequired(_("Enter the day and the time."))]
    )
    place = line(_("Where it takes place"), required=True)
    minutes_by = line(_("Who keeps the minutes"), required=True)
    quorum = number(_("Quorum: jurors with a vote who must be present"), least=1, most=MOST_JURORS)
    chair_decides_ties = BooleanField(_("Where yes and no are equal, the vote of the chair decides"))

    @staticmethod
    def data_of(sitting: Sitting, zone: str) -> dict[str, Any]:
        """What stands in the form of a sitting that is known already."""
        return {
            "takes_place_at": local_at(sitting.takes_place_at, zone),
            "place": sitting.place,
            "minutes_by": sitting.minutes_by,
            "quorum": sitting.quorum,
            "chair_decides_ties": sitting.chair_decides_ties,
        }

    def facts(self, zone: str) -> SittingFacts | None:
        """The sitting at the clock of the call; None, and the field marked, where that clock does not show the time."""
        local = self.takes_place_at.data
        if local is None:
            return None
        try:
            at = moment_at(local, zone)
        except (LocalTimeRefused, OverflowError):
            self.takes_place_at.errors = [
                gettext("Please choose another time: that day's clock does not show it once.")
            ]
            return None
        place, keeper = str(self.place.data), str(self.minutes_by.data)
        return SittingFacts(at, place, keeper, self.quorum.data, bool(self.chair_decides_ties.data))


class ResolutionForm(PageForm):
    kind = SelectField(_("Kind of resolution"), choices=choices_of(KIND_WORDS))
    solutions = SelectMultipleField(
        _("Solutions it is about"),
        coerce=str,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_(
            "Tick every solution the motion names: who has a conflict of interest with one, neither votes nor reads it."
        ),
    )
    words = TextAreaField(
        _("Motion"),
        filters=[lines],
        validators=[
            InputRequired(_("Write down what was put to the vote.")),
            at_most(1000),
            visible,
        ],
    )
    yes = number(_("Yes"), least=0, most=MOST_JURORS, required=True)
    no = number(_("No"), least=0, most=MOST_JURORS, required=True)
    abstentions = number(_("Abstentions"), least=0, most=MOST_JURORS, required=True)
    chair_in_tie = RadioField(
        _("If yes and no are equal: how the chair voted"),
        choices=choices_of({NONE: _("not equal"), "yes": _("Yes"), "no": _("No")}),
        default=NONE,
    )
    reason = TextAreaField(_("Reason"), filters=[lines], validators=[at_most(2000), visible])
    corrects = SelectField(_("Corrects an earlier resolution"), coerce=str, default=NONE)

    def offer(self, solutions: Sequence[NamedSolution], earlier: Sequence[tuple[int, int, int, str]]) -> None:
        """What can be ticked and chosen by whoever writes this down."""
        self.solutions.choices = choices_of({str(one.id): f"{plain(one.title)} ({one.team})" for one in solutions})
        older = {str(id_): f"{sitting}/{number}: {motion[:80]}" for id_, sitting, number, motion in earlier}
        self.corrects.choices = choices_of({NONE: _("No, it is a new one"), **older})

    def motion(self) -> Motion:
        return Motion(
            kind=ResolutionKind(self.kind.data),
            words=str(self.words.data),
            solutions=frozenset(int(id_) for id_ in self.solutions.data or ()),
            reason=self.reason.data or "",
            corrects=int(self.corrects.data) if self.corrects.data else None,
        )

    def votes(self) -> Votes:
        in_tie = {"yes": True, "no": False}.get(self.chair_in_tie.data or NONE)
        return Votes(self.yes.data or 0, self.no.data or 0, self.abstentions.data or 0, in_tie)

    def say(self, reason: str, those: Electorate) -> bool:
        """Put a refusal at the field that mends it; False where no field does."""
        field = FIELD_OF.get(reason)
        if field is None:
            return False
        sentence = str(sentence_for(reason))
        if reason == "votes-do-not-add-up":
            sentence = _sum_is_off(self.votes().total, those.voters)
        self[field].errors = [sentence]
        return True


FIELD_OF = {
    "votes-do-not-add-up": "yes",
    "nobody-votes": "yes",
    "chair-vote-missing": "chair_in_tie",
    "names-no-solution": "solutions",
    "deviation-needs-reason": "reason",
}
"""Which field mends a refusal."""


def _sum_is_off(counted: int, entitled: int) -> str:
    known = ngettext(
        "%(num)s juror is present and may vote on this", "%(num)s jurors are present and may vote on this", entitled
    )
    given = ngettext("%(num)s vote was counted", "%(num)s votes were counted", counted)
    return str(gettext("%(known)s, but %(given)s. Check the count, and who is present.", known=known, given=given))
