"""What people type about a solution: its draft, its files, the findings of the pre-check."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import DateTimeLocalField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, NumberRange, Optional, Regexp, StopValidation
from wtforms.widgets import HiddenInput

from challenge_hub.calls.rules.local_times import LocalTimeRefused, moment_at
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.files import CleanFile, cleaned
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import LANGUAGE_NAMES
from challenge_hub.infrastructure.typed import SelectChoice, at_most, lines, one_line, visible
from challenge_hub.infrastructure.uploads import sent_file
from challenge_hub.solutions.checking import Outcome
from challenge_hub.solutions.rules import Admission, Maturity, PrototypeKind
from challenge_hub.solutions.rules.checking import is_sound
from challenge_hub.solutions.rules.content import NONE, SOME
from challenge_hub.teams.models import Team

MOST_VERSIONS = 100_000
KEPT = (
    "language", "title", "pitch", "description", "prior_work", "prior_work_answer", "third_party_rights",
    "third_party_rights_answer",
)  # fmt: skip
"""Fields the draft keeps under their own names."""

FIELD_OF = {
    "finding-needs-reason": "reason",
    "return-needs-date": "returned_until",
    "return-date-is-past": "returned_until",
}


def short_text(label: Any, length: int) -> StringField:
    return StringField(label, filters=[one_line], validators=[Optional(), at_most(length), visible])


def long_text(label: Any, length: int) -> TextAreaField:
    return TextAreaField(label, filters=[lines], validators=[Optional(), at_most(length), visible])


def maturity() -> SelectField:
    choices = [
        SelectChoice("", _("Please choose")),
        SelectChoice(Maturity.IDEA.value, _("Idea")),
        SelectChoice(Maturity.DRAFT.value, _("Draft")),
        SelectChoice(Maturity.PROTOTYPE.value, _("Prototype")),
        SelectChoice(Maturity.IN_USE.value, _("In use")),
    ]
    return SelectField(_("Maturity"), choices=choices, default="")


def declaration(label: Any, none: Any, some: Any) -> RadioField:
    choices = [SelectChoice(NONE, none), SelectChoice(SOME, some)]
    return RadioField(label, choices=choices, validators=[Optional(), AnyOf([NONE, SOME])], validate_choice=False)


class BeginForm(PageForm):
    """Which of the viewer's teams begins."""

    team = RadioField(_("Team"), validators=[InputRequired(_("Please choose the team that answers."))])

    @classmethod
    def among(cls, teams: Sequence[Team]) -> "BeginForm":
        form = cls(team=teams[0].key) if len(teams) == 1 else cls()
        form.team.choices = [SelectChoice(team.key, team.name) for team in teams]
        return form


class SolutionForm(PageForm):
    """The draft. It takes anything within its lengths; what is missing is asked when it is handed in."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired(_("Please open the form once more."))])
    language = SelectField(
        _("Language of your texts"), choices=[SelectChoice(*each) for each in LANGUAGE_NAMES.items()]
    )
    title = short_text(_("Title"), 200)
    pitch = short_text(_("In one sentence"), 300)
    description = long_text(_("Description"), 20000)
    repository_url = short_text(_("Web address"), 500)
    repository_licence = short_text(_("Licence"), 200)
    repository_maturity = maturity()
    demo_url = short_text(_("Web address"), 500)
    demo_licence = short_text(_("Licence"), 200)
    demo_maturity = maturity()
    other_url = short_text(_("Web address"), 500)
    other_licence = short_text(_("Licence"), 200)
    other_maturity = maturity()
    prior_work_answer = declaration(
        _("Does your solution build on earlier work?"), _("No, all of it is new."), _("Yes, on the following:")
    )
    prior_work = long_text(_("Which work, by whom, and what is new?"), 2000)
    third_party_rights_answer = declaration(
        _("Do others have rights in parts of it?"), _("No, the rights are the team's alone."), _("Yes, the following:")
    )
    third_party_rights = long_text(_("Whose rights, in which parts, and on which terms may you use them?"), 2000)

    def typed(self) -> dict[str, Any]:
        """What the draft keeps."""
        facts: dict[str, Any] = {name: self[name].data or "" for name in KEPT}
        facts["prototypes"] = [given for given in self._prototypes() if len(given) > 1]
        return facts

    def _prototypes(self) -> Iterator[dict[str, str]]:
        for kind in PrototypeKind:
            parts = {name: self[f"{kind}_{name}"].data for name in ("url", "licence", "maturity")}
            yield {"kind": kind.value, **{name: value for name, value in parts.items() if value}}

    @staticmethod
    def fields_of(typed: Any) -> dict[str, Any]:
        """What the draft keeps, as values of the fields: the way back from `typed`."""
        fields = {name: value for name, value in typed.items() if name != "prototypes"}
        for given in typed.get("prototypes", ()):
            fields |= {f"{given['kind']}_{name}": value for name, value in given.items() if name != "kind"}
        return fields

    def start_from(self, revision: int, *, again: bool) -> None:
        """The revision the form says it was filled with; `again`: whatever the browser said."""
        if again:
            self.revision.data, self.revision.raw_data = revision, None

    def differing(self, newer: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """Label, what was typed, and what somebody else saved since, for every field in which the two differ."""
        saved = {field.name: "" for field in self} | self.fields_of(newer)
        own_ways = ("revision", "csrf_token")
        fields = [field for field in self if field.name not in own_ways]
        return [
            (field.label.text, _shown(field, field.data), _shown(field, saved[field.name]))
            for field in fields
            if (field.data or "") != (saved[field.name] or "")
        ]


def _shown(field: Any, value: str | None) -> str:
    """A choice by its words, a text as it is."""
    labels = {choice.value: choice.label for choice in getattr(field, "choices", None) or ()}
    return str(labels.get(value, value or ""))


class UploadForm(PageForm):
    """One file and what it shows. Checking draws it anew, which is slow: do it before the first statement."""

    file = FileField(_("Image or PDF"))
    alt = short_text(_("What does the image show, or what does the file hold?"), 500)
    clean: CleanFile | None = None

    def validate_file(self, field: FileField) -> None:
        self.clean = cleaned(sent_file(field), field.data.filename)
        if self.clean is None:
            raise StopValidation(
                _("Please choose a PNG, JPEG or WebP image of at most 50 megapixels, or a PDF without a password.")
            )


class AltForm(PageForm):
    alt = short_text(_("What does the image show, or what does the file hold?"), 500)


class SubmissionForm(PageForm):
    """One button; `fingerprint` is that of the content that was shown above it."""

    fingerprint = HiddenField(validators=[DataRequired(), Regexp("^[0-9a-f]{64}$")])


class WithdrawalForm(PageForm):
    """One button."""


class FindingForm(PageForm):
    """What the pre-check found about the version that was read."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, MOST_VERSIONS)])
    outcome = RadioField(
        _("Finding"),
        choices=[
            SelectChoice(Admission.ADMITTED.value, _("Admitted: everything that was asked for is there")),
            SelectChoice(Admission.RETURNED.value, _("Returned: the team may mend it until a date")),
            SelectChoice(Admission.NOT_ADMITTED.value, _("Not admitted")),
        ],
        validators=[InputRequired(_("Please choose a finding."))],
    )
    reason = long_text(_("Reason, which the team reads"), 2000)
    returned_until = DateTimeLocalField(
        _("Returned until"), format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], validators=[Optional()]
    )

    def outcome_at(self, zone: str, now: datetime) -> Outcome | None:
        """The finding with its moment at the clock of the call; None, and the field marked, where it cannot stand."""
        admission = Admission(self.outcome.data)
        try:
            until = moment_at(self.returned_until.data, zone) if self.returned_until.data else None
        except (LocalTimeRefused, OverflowError):
            self._wrong("returned_until", _("Please choose another time: that day's clock does not show it once."))
            return None
        reason = self.reason.data or ""
        sound = is_sound(admission, reason=reason, returned_until=until, now=now)
        if sound.reason:
            self._wrong(FIELD_OF[sound.reason], sentence_for(sound.reason))
            return None
        return Outcome(admission, reason, until)

    def _wrong(self, name: str, sentence: Any) -> None:
        self[name].errors = [*self[name].errors, sentence]


class AdmissionForm(PageForm):
    """The solutions that were shown, each as "id:version"."""

    solution = HiddenField()

    def seen(self) -> dict[int, int]:
        pairs = [value.partition(":") for value in self.solution.raw_data or ()]
        return {
            int(id_): int(version)
            for id_, _colon, version in pairs
            if id_.isascii() and id_.isdigit() and version.isascii() and version.isdigit() and len(id_ + version) < 16
        }
