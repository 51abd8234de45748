"""One form for each section of a call."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import Regexp

from challenge_hub.calls.fields import LONG, MARKDOWN, a_zone, in_languages, line, moment, number, one_of, several
from challenge_hub.calls.forms import Dated, SectionForm
from challenge_hub.calls.labels import (
    FIELDS,
    KINDS,
    LANGUAGES,
    PURPOSES,
    RIGHTS,
    SOLUTIONS_PUBLIC,
)
from challenge_hub.calls.row_forms import OrganisersForm, PrizesForm, RubricForm, ThemesForm
from challenge_hub.calls.rules.names import RESERVED
from challenge_hub.infrastructure.addresses import KEY


class TextsForm(SectionForm):
    language = one_of(FIELDS["language"], LANGUAGES)
    slug = line(FIELDS["slug"], required=True, most=60, description=_("Part of the page's address; fixed once public."))
    title_de, title_en = in_languages(FIELDS["title"])
    summary_de, summary_en = in_languages(FIELDS["summary"], most=300)
    description_de, description_en = in_languages(FIELDS["description"], is_long=True, most=LONG, description=MARKDOWN)
    place = line(FIELDS["place"])

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.slug.data in RESERVED or not Regexp(rf"{KEY}\Z").regex.match(str(self.slug.data)):
            self.slug.errors = [_("Please use small letters, digits and hyphens, for example clean-river-2027.")]
        title = self[f"title_{self.language.data}"]
        if not title.data:
            title.errors = [_("Please give the title in the authoritative language.")]
        return not self.errors


class DatesForm(SectionForm, Dated):
    time_zone = line(FIELDS["time_zone"], required=True, description=_("For example Europe/Berlin or UTC."))
    opens_at = moment("opens_at", required=True)
    questions_until = moment("questions_until")
    closes_at = moment("closes_at", required=True)
    ends_at = moment("ends_at", required=True)
    feedback_by = moment("feedback_by", description=_("Every team hears by then why."))
    objections_until = moment(
        "objections_until", description=_("After the results a team may object until then. Empty: no objections.")
    )

    def validate_time_zone(self, field: Any) -> None:
        a_zone(self, field)


class EligibilityForm(SectionForm):
    eligible_kinds = several(FIELDS["eligible_kinds"], KINDS, _("Nothing ticked: everybody may take part."))
    eligibility_de, eligibility_en = in_languages(FIELDS["eligibility"], is_long=True, most=LONG, description=MARKDOWN)
    team_min = number(FIELDS["team_min"], least=1, most=500, required=True)
    team_max = number(FIELDS["team_max"], least=1, most=500, description=_("Empty: any number."))

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.team_max.data and self.team_max.data < (self.team_min.data or 1):
            self.team_max.errors = [_("The largest team is at least as large as the smallest.")]
        return not self.errors

    def values(self) -> dict[str, Any]:
        return {**super().values(), "eligible_kinds": self.eligible_kinds.data or None}


class IndependenceForm(SectionForm):
    is_anonymous = BooleanField(
        FIELDS["is_anonymous"],
        description=_(
            "Jurors and chair see a number and a copy without names until the results are released. You prepare the "
            "copies; solutions become public with the results. A planning competition needs this."
        ),
    )
    officers_may_judge = BooleanField(
        FIELDS["officers_may_judge"],
        description=_(
            "Everybody reads what you choose. Without the tick they have a conflict of interest with these solutions."
        ),
    )
    jurors_need_factor = BooleanField(
        FIELDS["jurors_need_factor"],
        description=_(
            "Besides the password each juror then shows a code from an app, or a passkey. Chairs always do; for jurors "
            "who come once it may be a hurdle."
        ),
    )


class RightsForm(SectionForm):
    rights = one_of(FIELDS["rights"], RIGHTS, required=False)
    rights_text_de, rights_text_en = in_languages(FIELDS["rights_text"], is_long=True, most=LONG, description=MARKDOWN)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "rights": self.rights.data or None}


class TermsForm(SectionForm):
    terms_de, terms_en = in_languages(FIELDS["terms"], is_long=True, most=100_000, description=MARKDOWN)


class ConductForm(SectionForm):
    conduct_de, conduct_en = in_languages(FIELDS["conduct"], is_long=True, most=100_000, description=MARKDOWN)


class PurposeForm(SectionForm):
    purpose = one_of(FIELDS["purpose"], PURPOSES, required=False)
    follow_up_de, follow_up_en = in_languages(FIELDS["follow_up"], is_long=True, most=LONG, description=MARKDOWN)
    case_number = line(FIELDS["case_number"], most=60)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "purpose": self.purpose.data or None}


class SolutionsForm(SectionForm):
    prototype_required = BooleanField(FIELDS["prototype_required"])
    solutions_public = one_of(FIELDS["solutions_public"], SOLUTIONS_PUBLIC)


FORMS: Mapping[str, type[SectionForm]] = {
    "texts": TextsForm,
    "dates": DatesForm,
    "organisers": OrganisersForm,
    "themes": ThemesForm,
    "eligibility": EligibilityForm,
    "prizes": PrizesForm,
    "rubric": RubricForm,
    "independence": IndependenceForm,
    "rights": RightsForm,
    "terms": TermsForm,
    "conduct": ConductForm,
    "purpose": PurposeForm,
    "solutions": SolutionsForm,
}
