"""What people type when they try the rubric: examples, points, and other words for it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional, Regexp

from challenge_hub.calls.fields import LONG, line
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.deliberation.actions.trial import Example
from challenge_hub.deliberation.models import Anchor
from challenge_hub.deliberation.rules.wording import Worded
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.text import sources
from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible
from challenge_hub.judging.forms import PointsField, name_of

ADDRESS = Regexp(r"^https?://\S+\Z", message=_("Please enter an address that begins with https://"))


class ExampleForm(PageForm):
    title = line(_("Title"), required=True)
    text = TextAreaField(
        _("What the example says"),
        filters=[lines],
        validators=[
            DataRequired(_("Write what the jurors shall judge.")),
            at_most(LONG),
            visible,
        ],
    )
    link = StringField(_("Link"), filters=[one_line], validators=[Optional(), at_most(2000), ADDRESS])

    @staticmethod
    def data_of(example: Anchor | None) -> dict[str, Any]:
        if example is None:
            return {}
        return {"title": plain(example.title), "text": plain(sources(example.text)), "link": example.link}

    def example(self) -> Example:
        return Example(str(self.title.data), str(self.text.data), self.link.data or "")


class PointsForm(PageForm):
    """A field for each criterion is added by `points_form`."""

    criteria: Sequence[Criterion] = ()

    def field_of(self, criterion: Criterion) -> PointsField:
        field: PointsField = self[name_of(criterion)]
        return field

    def points(self) -> dict[int, Decimal] | None:
        """The points by criterion (id); None, and the fields marked, where one has none."""
        found = {criterion.id: self.field_of(criterion).points for criterion in self.criteria}
        for criterion in self.criteria:
            if found[criterion.id] is None:
                sentence = gettext("Give points for “%(criterion)s”.", criterion=plain(criterion.name))
                self.field_of(criterion).errors = [sentence]
        given = {id_: value for id_, value in found.items() if value is not None}
        return given if len(given) == len(found) else None


def points_form(judged: Round, criteria: Sequence[Criterion], stored: Mapping[int, Decimal]) -> PointsForm:
    """The form of this rubric for one example; `stored` is what the juror gave before."""
    fields = {name_of(criterion): PointsField(plain(criterion.name), judged) for criterion in criteria}
    data = {name_of(c): str(stored[c.id].normalize() + 0) for c in criteria if c.id in stored}
    form: PointsForm = type("ExamplePointsForm", (PointsForm,), {**fields, "criteria": criteria})(data=data)
    return form


class WordingForm(PageForm):
    """A field for each text of the rubric is added by `wording_form`."""

    version = HiddenField()
    reason = TextAreaField(
        _("Reason"),
        filters=[lines],
        validators=[
            DataRequired(_("Give the reason; everybody who takes part reads it.")),
            at_most(1000),
            visible,
        ],
    )
    places: Mapping[str, tuple[str, str, str, str]] = {}

    @property
    def version_seen(self) -> int:
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def fields_of(self, key: str) -> list[Any]:
        """The fields of one criterion, in order."""
        return [self[name] for name, place in self.places.items() if place[0] == key]

    def words(self, before: Sequence[Worded]) -> list[Worded]:
        """The whole rubric with the words that were typed; what was emptied is left out."""
        found = []
        for row in before:
            amended = Worded(key=row["key"], name={}, description={}, anchors={}, weight=row["weight"])
            for name, (key, part, points, language) in self.places.items():
                text = self[name].data or ""
                if key != row["key"] or not text:
                    continue
                if part == "anchor":
                    amended["anchors"].setdefault(points, {})[language] = text
                elif part == "name":
                    amended["name"][language] = text
                else:
                    amended["description"][language] = text
            found.append(amended)
        return found


def wording_form(judged: Round, before: Sequence[Worded], version: int) -> WordingForm:
    """The form of this rubric: every text it has, in every language of the criterion, and places for those it lacks."""
    fields: dict[str, Any] = {}
    places: dict[str, tuple[str, str, str, str]] = {}
    data: dict[str, Any] = {"version": str(version)}
    for number, row in enumerate(before, start=1):
        for place, (part, points, language, text) in enumerate(_texts_of(row, judged), start=1):
            name = f"text-{number}-{place}"
            fields[name] = _text_field(part, points, language)
            places[name], data[name] = (row["key"], part, points, language), text
    form: WordingForm = type("RubricWordingForm", (WordingForm,), {**fields, "places": places})(data=data)
    return form


def _texts_of(row: Worded, judged: Round) -> list[tuple[str, str, str, str]]:
    """(part, points, language, text) of one criterion."""
    ends = [str(judged.scale_min.normalize() + 0), str(judged.scale_max.normalize() + 0)]
    found = [("name", "", language, text) for language, text in row["name"].items()]
    for language in row["name"]:
        found.append(("description", "", language, row["description"].get(language, "")))
        for points in row["anchors"] or ends:
            found.append(("anchor", points, language, row["anchors"].get(points, {}).get(language, "")))
    return found


def _text_field(part: str, points: str, language: str) -> StringField:
    tongue = {"de": _("German"), "en": _("English")}[language]
    label = {
        "name": _("Name (%(language)s)", language=tongue),
        "description": _("Description (%(language)s)", language=tongue),
        "anchor": _("What %(points)s means (%(language)s)", points=points, language=tongue),
    }[part]
    needed = DataRequired(_("A criterion needs its name.")) if part == "name" else Optional()
    most = at_most(200 if part == "name" else 2000)
    kind = StringField if part == "name" else TextAreaField
    return kind(label, filters=[lines], validators=[needed, most, visible])
