"""What each format proposes. It is copied into a call when the call begins; nothing asks for the format afterwards.

The rubric of each format is also a template that a call may take over later, whatever its own format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from challenge_hub.calls.rules.conditions import Purpose, Rights, SolutionsPublic
from challenge_hub.calls.rules.phases import Format
from challenge_hub.calls.rules.scoring import Method, TieRule
from challenge_hub.calls.rules.sections import Values

Texts = Mapping[str, str]


@dataclass(frozen=True)
class ProposedCriterion:
    """A criterion with its weight, and what the lowest, the middle and the highest points mean."""

    key: str
    name: Texts
    weight: Decimal
    anchors: tuple[Texts, Texts, Texts]


@dataclass(frozen=True)
class Proposal:
    """The beginning of a call: lengths in days from the opening and from the deadline, team, rubric, rules."""

    open_days: int
    judging_days: int
    feedback_days: int
    team_min: int
    team_max: int | None
    method: Method
    scale_min: Decimal
    scale_max: Decimal
    tie_rules: tuple[TieRule, ...]
    reviews_per_solution: int | None
    minutes_per_review: int
    prototype_required: bool
    solutions_public: SolutionsPublic
    rights: Rights
    purpose: Purpose
    criteria: tuple[ProposedCriterion, ...]


IMPACT = ProposedCriterion(
    "impact",
    {"de": "Wirkung vor Ort", "en": "Effect on the ground"},
    Decimal(2),
    (
        {"de": "Es bleibt offen, wem die Lösung hilft.", "en": "It stays open whom the solution helps."},
        {"de": "Sie hilft einigen der Betroffenen spürbar.", "en": "It noticeably helps some of those affected."},
        {"de": "Sie löst den Kern der Herausforderung.", "en": "It solves the heart of the challenge."},
    ),
)
FEASIBILITY = ProposedCriterion(
    "feasibility",
    {"de": "Umsetzbarkeit in der Verwaltung", "en": "Feasibility within an administration"},
    Decimal(2),
    (
        {"de": "Wesentliche Voraussetzungen fehlen.", "en": "Essential conditions are not met."},
        {"de": "Mit Aufwand und Hilfe umsetzbar.", "en": "Possible with effort and help."},
        {"de": "Kann ohne Umwege eingesetzt werden.", "en": "Can be put to use without detours."},
    ),
)
EVERYONE = ProposedCriterion(
    "everyone",
    {"de": "Verständlich und für alle zugänglich", "en": "Easy to understand and open to everybody"},
    Decimal(1),
    (
        {"de": "Nur mit Vorwissen zu bedienen.", "en": "Usable only with prior knowledge."},
        {"de": "Für die meisten gut zu bedienen.", "en": "Most people get along with it."},
        {"de": "Auch mit Einschränkungen gut zu bedienen.", "en": "Works well with impairments, too."},
    ),
)
NOVELTY = ProposedCriterion(
    "novelty",
    {"de": "Neuer Ansatz", "en": "New approach"},
    Decimal(1),
    (
        {"de": "Bekanntes, unverändert.", "en": "Something known, unchanged."},
        {"de": "Bekanntes, klug verbunden.", "en": "Known things, cleverly combined."},
        {"de": "Ein eigener, neuer Weg.", "en": "A new way of its own."},
    ),
)
PUBLIC_INTEREST = ProposedCriterion(
    "public-interest",
    {"de": "Nutzen für das Gemeinwohl", "en": "Public interest"},
    Decimal(1),
    (
        {"de": "Vor allem Einzelne haben etwas davon.", "en": "Mainly a few benefit from it."},
        {"de": "Viele haben etwas davon, manche bleiben außen vor.", "en": "Many benefit from it, some are left out."},
        {
            "de": "Die Allgemeinheit hat etwas davon, und andere Orte können es übernehmen.",
            "en": "The general public benefits from it, and other places can take it over.",
        },
    ),
)
"""Part of every format's rubric: public money and public juries ask what the public has of it."""

FORMATS: Mapping[Format, Proposal] = {
    Format.CALL_FOR_SOLUTIONS: Proposal(
        open_days=60, judging_days=28, feedback_days=14, team_min=1, team_max=8,
        method=Method.MEDIAN, scale_min=Decimal(1), scale_max=Decimal(5),
        tie_rules=(TieRule.FIRST_PLACES, TieRule.SHARE), reviews_per_solution=3, minutes_per_review=20,
        prototype_required=False, solutions_public=SolutionsPublic.AFTER_DEADLINE, rights=Rights.TEAM_KEEPS,
        purpose=Purpose.PRIZE_COMPETITION, criteria=(IMPACT, FEASIBILITY, EVERYONE, PUBLIC_INTEREST),
    ),
    Format.HACKATHON: Proposal(
        open_days=2, judging_days=1, feedback_days=7, team_min=2, team_max=6,
        method=Method.MEAN, scale_min=Decimal(1), scale_max=Decimal(5),
        tie_rules=(TieRule.SHARE,), reviews_per_solution=None, minutes_per_review=10,
        prototype_required=True, solutions_public=SolutionsPublic.AFTER_DEADLINE, rights=Rights.OPEN_LICENCE,
        purpose=Purpose.PRIZE_COMPETITION, criteria=(IMPACT, FEASIBILITY, NOVELTY, PUBLIC_INTEREST),
    ),
    Format.OPEN_SOCIAL_INNOVATION: Proposal(
        open_days=90, judging_days=42, feedback_days=21, team_min=1, team_max=None,
        method=Method.MEDIAN, scale_min=Decimal(1), scale_max=Decimal(5),
        tie_rules=(TieRule.FIRST_PLACES, TieRule.SHARE), reviews_per_solution=3, minutes_per_review=30,
        prototype_required=False, solutions_public=SolutionsPublic.WITH_RESULTS, rights=Rights.TEAM_KEEPS,
        purpose=Purpose.FUNDING_CALL,
        criteria=(replace(PUBLIC_INTEREST, weight=Decimal(2)), IMPACT, FEASIBILITY, EVERYONE, NOVELTY),
    ),
}  # fmt: skip

CRITERIA = frozenset(criterion.key for proposal in FORMATS.values() for criterion in proposal.criteria)
"""The keys that criteria of a template keep in every call."""


def rubric_template(proposal: Proposal) -> Values:
    """The rubric a format proposes, as the values of the call's section: scale, method, ties, workload and criteria.

    It says nothing about blanks, roundings and what becomes public; that stays as the call has it.
    """
    plain = ("scale_min", "scale_max", "method", "reviews_per_solution", "minutes_per_review")
    return {
        **{name: getattr(proposal, name) for name in plain},
        "tie_rules": ",".join(proposal.tie_rules),
        "tie_criterion": "",
        "criteria": [criterion_row(criterion) for criterion in proposal.criteria],
    }


def criterion_row(criterion: ProposedCriterion) -> Values:
    """A proposed criterion as a row of the rubric."""
    low, middle, high = (dict(anchor) for anchor in criterion.anchors)
    said = {"key": criterion.key, "name": dict(criterion.name), "weight": criterion.weight, "description": {}}
    return {**said, "low": low, "middle": middle, "high": high}


THEMES: Mapping[str, Texts] = {
    "mobility-energy-environment": {
        "de": "Mobilität, Energie und Umwelt",
        "en": "Mobility, energy and environment",
    },
    "neighbourhood-family-care-health": {
        "de": "Quartier, Familie, Pflege und Gesundheit",
        "en": "Neighbourhood, family, care and health",
    },
    "education-innovation-research": {
        "de": "Bildung, Innovation und Forschung",
        "en": "Education, innovation and research",
    },
    "culture-leisure": {"de": "Kultur und Freizeit", "en": "Culture and leisure"},
    "data-infrastructure-automation-online-services": {
        "de": "Daten, Infrastrukturen, Prozessautomatisierung und kommunale Online-Dienste",
        "en": "Data, infrastructure, process automation and municipal online services",
    },
}
"""The platform's own themes, proposed to every call."""
