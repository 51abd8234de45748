"""The forms of sections that hold several things: organisers, themes, prizes, criteria."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DecimalField, Form, HiddenField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from challenge_hub.calls.fields import NEEDED, choices_of, countable, in_languages, line, number, one_of, several
from challenge_hub.calls.forms import NEW_ROWS, SectionForm, is_empty, rows_of
from challenge_hub.calls.labels import (
    AWARD_GROUPS,
    BLANKS,
    DECIDERS,
    FIELDS,
    METHODS,
    PRIZE_KINDS,
    ROLES,
    TIES,
)
from challenge_hub.calls.rules.conditions import AwardGroup
from challenge_hub.calls.rules.formats import THEMES
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.calls.rules.scoring import ESTIMATED, Blank, Method
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.organisations.models import Organisation


class OrganiserRow(Form):
    organisation = line(_("Organisation"), description=_("Its address word, official key or full name."))
    role = one_of(_("Part"), ROLES)


class OrganisersForm(SectionForm):
    organisers = rows_of(OrganiserRow, FIELDS["organisers"])

    @classmethod
    def proposed(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "organisers": [*data["organisers"], *[{}] * NEW_ROWS]}

    def choose(self, found: Sequence[Organisation], *, lead: str) -> list[dict[str, Any]]:
        """The rows with the organisations they name; what cannot be chosen is said at its field."""
        rows, chosen = [], {lead}
        for row in (row.form for row in self.organisers.entries if not is_empty(row.form)):
            named = row.organisation.data
            meant = [one for one in found if named in (one.slug, one.official_key, one.name)]
            fault = self._fault(meant, row.role.data, chosen)
            if fault:
                row.organisation.errors = [fault]
                continue
            chosen.add(meant[0].slug)
            rows.append({"organisation": meant[0].slug, "name": meant[0].name, "role": row.role.data})
        return rows

    def _fault(self, meant: Sequence[Organisation], role: str, chosen: set[str]) -> Any:
        if not meant:
            return _("No such organisation is registered here.")
        if len(meant) > 1:
            words = ", ".join(f"{one.slug} ({one.state})" if one.state else one.slug for one in meant)
            return _("Several are called so. Please give the address word: %(words)s", words=words)
        if meant[0].slug in chosen:
            return _("This organisation has a part in the call already.")
        if role == OrganiserRole.CO_ORGANISER and meant[0].confirmed_at is None:
            return _("This organisation is not confirmed yet, so it cannot organise.")
        return None


class ThemeRow(Form):
    key = HiddenField()
    name_de, name_en = in_languages(_("Theme"))


class ThemesForm(SectionForm):
    proposals = several(_("Themes of the platform"), {key: LazyString(plain, names) for key, names in THEMES.items()})
    themes = rows_of(ThemeRow, _("Own themes"))

    @classmethod
    def proposed(cls, data: dict[str, Any]) -> dict[str, Any]:
        own = [row for row in data["themes"] if row["key"] not in THEMES]
        ticked = [row["key"] for row in data["themes"] if row["key"] in THEMES]
        return {**data, "proposals": ticked, "themes": [*own, *[{}] * NEW_ROWS]}

    def values(self) -> dict[str, Any]:
        ticked = [{"key": key, "name": dict(THEMES[key])} for key in THEMES if key in (self.proposals.data or ())]
        return {"themes": ticked + super().values()["themes"]}


class PrizeRow(Form):
    id = HiddenField()
    name_de, name_en = in_languages(_("Prize"))
    kind = one_of(_("Kind"), PRIZE_KINDS)
    worth = line(_("Worth"), description=_("For example 5,000 euros, or a year of office space."))
    giver = line(_("Given by"))
    decider = one_of(_("Who decides"), DECIDERS, required=False)
    theme = SelectField(_("Only for solutions of the theme"), default="")
    round_number = SelectField(_("By the ranking of"), default="")


class PrizesForm(SectionForm):
    """`offer` says which themes and rounds there are before the form is read or shown."""

    prizes = rows_of(PrizeRow, FIELDS["prizes"])
    most_awards = number(FIELDS["most_awards"], least=1, most=50, description=_("Empty: any number."))
    awards_per = SelectField(FIELDS["awards_per"], choices=choices_of(AWARD_GROUPS), default=AwardGroup.TEAM.value)

    @classmethod
    def proposed(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "prizes": [*data["prizes"], *[{}] * NEW_ROWS]}

    def offer(self, themes: Mapping[str, Mapping[str, str]], rounds: Sequence[int]) -> None:
        """The names of the call's themes by key, and the numbers of its rounds."""
        self.themes = themes
        named = {key: plain(name) for key, name in themes.items()}
        numbered = {str(number): _("Round %(number)s", number=number) for number in rounds}
        for row in self.prizes.entries:
            row.form.theme.choices = choices_of({"": _("all themes"), **named})
            row.form.round_number.choices = choices_of({"": _("the last round"), **numbered})

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        for row in (row.form for row in self.prizes.entries if not is_empty(row.form)):
            if not (row.name_de.data or row.name_en.data):
                row.name_de.errors = [_("Please name the prize.")]
            if not row.giver.data:
                row.giver.errors = [_("Please say who gives the prize.")]
        return not self.wrong()

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {**found, "prizes": [self._prize(row) for row in found["prizes"]]}

    def _prize(self, row: Mapping[str, Any]) -> dict[str, Any]:
        number, theme = row["round_number"], row["theme"]
        chosen = {"theme": theme or None, "theme_name": dict(self.themes[theme]) if theme else {}}
        return {**row, **chosen, "decider": row["decider"] or None, "round_number": int(number) if number else None}


def bound(name: str, least: int) -> DecimalField:
    """An end of the scale."""
    checks = [InputRequired(NEEDED), countable, NumberRange(least, 100)]
    return DecimalField(FIELDS[name], places=None, validators=checks)


class CriterionRow(Form):
    key = HiddenField()
    name_de, name_en = in_languages(_("Criterion"))
    description_de, description_en = in_languages(_("What is asked"), most=1000)
    low_de, low_en = in_languages(_("What do the lowest points mean?"), most=500)
    middle_de, middle_en = in_languages(_("What do the middle points mean?"), most=500)
    high_de, high_en = in_languages(_("What do the highest points mean?"), most=500)
    weight = DecimalField(_("Weight"), places=None, validators=[Optional(), countable, NumberRange(0, 1000)])


class RubricForm(SectionForm):
    criteria = rows_of(CriterionRow, FIELDS["criteria"])
    scale_min = bound("scale_min", 0)
    scale_max = bound("scale_max", 1)
    method = one_of(
        FIELDS["method"],
        METHODS,
        description=_(
            "If everyone reviews everything, the mean is an honest choice. From eight jurors on who see different "
            "solutions, we propose the adjusted ranking: it evens out how strict each juror is."
        ),
    )
    blank = one_of(FIELDS["blank"], BLANKS)
    total_places = number(
        FIELDS["total_places"], least=0, most=6, description=_("Rounded half up before places are given; empty: not.")
    )
    tie_rules = one_of(FIELDS["tie_rules"], TIES, required=False)
    tie_criterion = line(FIELDS["tie_criterion"], most=2)
    reviews_per_solution = number(
        FIELDS["reviews_per_solution"], least=1, most=50, description=_("Empty: every juror reviews everything.")
    )
    minutes_per_review = number(FIELDS["minutes_per_review"], least=1, most=600, required=True)
    wants_expert = BooleanField(
        FIELDS["wants_expert"],
        description=_("Jurors say which themes they know, or you do. The plan tells where none can be had."),
    )
    sheets_public = BooleanField(FIELDS["sheets_public"])
    juror_names_public = BooleanField(FIELDS["juror_names_public"])

    @classmethod
    def proposed(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "criteria": [*data["criteria"], *[{}] * NEW_ROWS]}

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        rows = [row.form for row in self.criteria.entries if not is_empty(row.form)]
        for row in rows:
            if not (row.name_de.data or row.name_en.data):
                row.name_de.errors = [_("Please name the criterion.")]
            if row.weight.data is None and not row.weight.errors:
                row.weight.errors = [_("Please give a weight, for example 1.")]
        if not self.errors and (self.scale_min.data or 0) >= (self.scale_max.data or 0):
            self.scale_max.errors = [_("The highest points lie above the lowest.")]
        named = {str(number) for number in range(1, len(rows) + 1)}
        if "criterion" in (self.tie_rules.data or "") and self.tie_criterion.data not in named:
            self.tie_criterion.errors = [_("Please give the number of the criterion that decides.")]
        if not self.wrong():
            self._fits_the_method(sum((row.weight.data or 0) > 0 for row in rows))
        return not self.wrong()

    def _fits_the_method(self, weighty: int) -> None:
        if self.method.data in ESTIMATED and self.blank.data == Blank.ZERO:
            self.blank.errors = [_("With this method a blank cannot count as 0 points. Please choose another rule.")]
        if self.method.data == Method.LIVE and weighty != 1:
            self.method.errors = [_("The live method needs exactly one criterion with a weight.")]

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {**found, "tie_criterion": (found["tie_criterion"] or "") if "criterion" in found["tie_rules"] else ""}
