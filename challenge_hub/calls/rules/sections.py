"""The sections in which a call is written, and the fields of each."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

Values = Mapping[str, Any]
"""What a section holds, by field: texts by language, moments, closed sets by key, rows as a list of such mappings."""


class DocumentKind(StrEnum):
    """What people agree to: the terms, by the lead for a team, or the code of conduct, by each person."""

    TERMS = "terms"
    CONDUCT = "conduct"


SECTIONS: Mapping[str, tuple[str, ...]] = {
    "texts": ("language", "slug", "title", "summary", "description", "place"),
    "dates": ("time_zone", "opens_at", "questions_until", "closes_at", "ends_at", "feedback_by", "objections_until"),
    "organisers": ("organisers",),
    "themes": ("themes",),
    "eligibility": ("eligible_kinds", "eligibility", "team_min", "team_max"),
    "prizes": ("prizes", "most_awards", "awards_per"),
    "rubric": (
        "criteria", "scale_min", "scale_max", "method", "blank", "total_places", "tie_rules", "tie_criterion",
        "reviews_per_solution", "minutes_per_review", "wants_expert", "sheets_public", "juror_names_public",
    ),
    "independence": ("is_anonymous", "officers_may_judge", "jurors_need_factor"),
    "rights": ("rights", "rights_text"),
    "terms": ("terms",),
    "conduct": ("conduct",),
    "purpose": ("purpose", "follow_up", "case_number"),
    "solutions": ("prototype_required", "solutions_public"),
}  # fmt: skip

TEXTS = frozenset({"title", "summary", "description", "eligibility", "rights_text", "terms", "conduct", "follow_up"})
"""Fields written in several languages."""

PROSE = frozenset({"description", "eligibility", "rights_text", "follow_up"})
"""Those of them that are longer, with headings and lists."""

FIXED = frozenset({"language", "slug", "time_zone"})
"""What a published call keeps: the text that counts, its address, its clock."""
