"""What stands in the example calls: conditions, rubric, prizes, terms. Invented, in both languages."""

from typing import Any

Texts = dict[str, str]

THEMES: dict[str, Texts] = {
    "mobility-energy-environment": {"de": "Mobilität, Energie und Umwelt", "en": "Mobility, energy and environment"},
    "neighbourhood-care-health": {
        "de": "Quartier, Familie, Pflege und Gesundheit",
        "en": "Neighbourhood, family, care and health",
    },
    "education-innovation-research": {
        "de": "Bildung, Innovation und Forschung",
        "en": "Education, innovation and research",
    },
    "culture-leisure": {"de": "Kultur und Freizeit", "en": "Culture and leisure"},
    "data-infrastructure-services": {
        "de": "Daten, Infrastrukturen, Prozessautomatisierung und kommunale Online-Dienste",
        "en": "Data, infrastructures, process automation and municipal online services",
    },
}
CONDITIONS: dict[str, Any] = {
    "format": "call-for-solutions",
    "language": "de",
    "place": "Beispielland",
    "whole_days": False,
    "source_credit": {},
    "is_example": True,
    "team_min": 1,
    "team_max": 5,
    "rights": "team-keeps",
    "purpose": "prize-competition",
    "prototype_required": True,
}
PRIZES: list[dict[str, Any]] = [
    {
        "name": {"de": "Hauptpreis", "en": "Main prize"},
        "kind": "money",
        "worth": "5.000 €",
        "giver": "Kreis Beispielland",
        "decider": "jury",
    },
    {
        "name": {"de": "Anerkennung für Barrierefreiheit", "en": "Commendation for accessibility"},
        "kind": "honour",
        "worth": None,
        "giver": "Offenes Beispielland e. V.",
        "decider": "jury",
    },
]
FOLLOW_UP: Texts = {
    "de": "Aus dem Preis folgt kein Auftrag. Die Kommune entscheidet innerhalb von acht Wochen öffentlich, ob sie eine "
    "Lösung erprobt. Eine spätere Vergabe richtet sich nach dem Vergaberecht.",
    "en": "No contract follows from the prize. Within eight weeks the municipality decides in public whether it tries a "
    "solution out. Any later purchase follows procurement law.",
}
TERMS: Texts = {
    "de": "## Wer teilnehmen kann\n\nAlle Menschen ab 16 Jahren, für sich oder für eine Organisation.\n\n"
    "## Was Sie einreichen\n\nEine Lösung mit einem Prototyp, den wir ausprobieren können.\n\n"
    "## Rechte\n\nIhre Rechte bleiben bei Ihnen. Wir dürfen die Lösung zeigen und darüber berichten.\n\n"
    "## Frist\n\nEs gilt die Uhr des Servers. Bis zur Frist können Sie Ihre Lösung ändern oder zurückziehen.",
    "en": "## Who may take part\n\nEverybody from 16 years on, for themselves or for an organisation.\n\n"
    "## What you hand in\n\nA solution with a prototype that can be tried out.\n\n"
    "## Rights\n\nYour rights stay with you. We may show the solution and report on it.\n\n"
    "## Deadline\n\nThe server's clock counts. Until the deadline you may change or withdraw your solution.",
}
SCORING: dict[str, Any] = {
    "method": "mean",
    "order": "sheets-first",
    "weighting": "shares",
    "blank": "left-out",
    "sheet_places": 2,
    "total_places": 2,
    "tie_rules": ["criterion", "share"],
    "tie_criterion": "benefit",
    "seed": 1,
    "sheets_public": False,
    "reviews_per_solution": 2,
    "minutes_per_review": 15,
}


def _anchors(low: Texts, middle: Texts, high: Texts) -> dict[str, Texts]:
    return {"1": low, "3": middle, "5": high}


CRITERIA: list[tuple[str, str, Texts, Texts, dict[str, Texts]]] = [
    (
        "benefit",
        "40",
        {"de": "Nutzen", "en": "Benefit"},
        {"de": "Was bringt es den Menschen vor Ort?", "en": "What does it do for people on the spot?"},
        _anchors(
            {"de": "kaum spürbar", "en": "hardly felt"},
            {"de": "hilft einer Gruppe im Alltag", "en": "helps one group in everyday life"},
            {"de": "löst das Problem für die meisten", "en": "solves the problem for most"},
        ),
    ),
    (
        "feasibility",
        "30",
        {"de": "Machbarkeit", "en": "Feasibility"},
        {"de": "Kann die Kommune es betreiben?", "en": "Can the municipality run it?"},
        _anchors(
            {"de": "nur mit fremder Hilfe", "en": "only with help from outside"},
            {"de": "mit etwas Einarbeitung", "en": "after some training"},
            {"de": "mit dem, was da ist", "en": "with what is there"},
        ),
    ),
    (
        "accessibility",
        "20",
        {"de": "Zugänglichkeit", "en": "Accessibility"},
        {"de": "Können es alle benutzen?", "en": "Can everybody use it?"},
        _anchors(
            {"de": "schließt viele aus", "en": "shuts many out"},
            {"de": "mit Lücken", "en": "with gaps"},
            {"de": "auch mit Tastatur und Vorlesen", "en": "also by keyboard and read aloud"},
        ),
    ),
    (
        "reuse",
        "10",
        {"de": "Nachnutzung", "en": "Reuse"},
        {"de": "Können andere Kommunen es übernehmen?", "en": "Can other municipalities take it over?"},
        _anchors(
            {"de": "an einen Ort gebunden", "en": "tied to one place"},
            {"de": "mit Anpassungen", "en": "with changes"},
            {"de": "sofort, mit Anleitung", "en": "at once, with instructions"},
        ),
    ),
]
