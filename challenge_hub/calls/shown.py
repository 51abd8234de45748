"""What a section says, in words and in both languages: for notices, previews and the page before publishing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from challenge_hub.calls.labels import CLOSED, KINDS
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.sections import TEXTS, Values
from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.i18n import format_decimal, format_moment, plain, speaking

Texts = Mapping[str, str]
Change = dict[str, Any]


def changes(before: Values, after: Values, *, time_zone: str) -> list[Change]:
    """Each field that differs: {"field": key, "before": texts by language, "after": texts by language}."""
    return [
        {"field": field, **_both(field, before, after, time_zone)} for field in after if before[field] != after[field]
    ]


def _both(field: str, before: Values, after: Values, time_zone: str) -> dict[str, dict[str, str]]:
    if field in TEXTS:
        old, new = before[field] or {}, after[field] or {}
        differ = [language for language in LANGUAGES if old.get(language) != new.get(language)]
        return {
            "before": {language: old[language] for language in differ if language in old},
            "after": {language: new[language] for language in differ if language in new},
        }
    return {"before": in_both_languages(field, before, time_zone), "after": in_both_languages(field, after, time_zone)}


def in_both_languages(field: str, values: Values, time_zone: str) -> dict[str, str]:
    """What a field says, by language; empty where it says nothing."""
    if field in TEXTS:
        return dict(values[field] or {})
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = _said(field, values[field], time_zone)
    return {language: text for language, text in said.items() if text}


def _said(field: str, value: Any, time_zone: str) -> str:
    if field in LISTS and value is not None:
        return "\n".join(LISTS[field](row) for row in value)
    if field == "eligible_kinds":
        return ", ".join(str(KINDS.get(kind, kind)) for kind in value) if value else str(_("everybody"))
    if field == "reviews_per_solution" and value is None:
        return str(_("every juror reviews everything"))
    if field == "time_zone":
        time_zone = str(value)
    return _plain(field, value, time_zone)


def _plain(field: str, value: Any, time_zone: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return format_moment(value, time_zone)
    if field in CLOSED:
        return str(CLOSED[field].get(value, value))
    return str(value) if isinstance(value, str) else format_decimal(value)


def round_in_words(judged: Round, time_zone: str) -> dict[str, str]:
    """A round as a notice says it, by language; its criteria are loaded."""
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = "\n".join(_round_lines(judged, time_zone))
    return said


def _round_lines(judged: Round, time_zone: str) -> Sequence[str]:
    number = _("Round %(number)s", number=judged.number)
    lines = [f"{number}: {plain(judged.title)}" if judged.title else number]
    lines += [_("Only solutions on the shortlist take part.")] if judged.has_shortlist else []
    lines += [_("The chosen teams adapt their solutions with a municipality.")] if judged.tandem_with_id else []
    lines += [_("Until %(moment)s", moment=format_moment(judged.ends_at, time_zone))] if judged.ends_at else []
    lines += [f"{_('Method')}: {CLOSED['method'][judged.method]}"]
    names = [(plain(criterion.name), format_decimal(criterion.weight)) for criterion in judged.criteria]
    return lines + [_("%(criterion)s, weight %(weight)s", criterion=name, weight=weight) for name, weight in names]


def _organiser(row: Values) -> str:
    return f"{row['name']} ({CLOSED['role'][row['role']]})"


def _theme(row: Values) -> str:
    return plain(row["name"])


def _prize(row: Values) -> str:
    facts = [plain(row["name"]), str(CLOSED["kind"][row["kind"]])]
    facts += [row["worth"]] if row["worth"] else []
    facts += [_("given by %(giver)s", giver=row["giver"])]
    if row["decider"]:
        facts += [_("decided by: %(decider)s", decider=CLOSED["decider"][row["decider"]])]
    facts += [_("theme: %(theme)s", theme=plain(row["theme_name"]))] if row["theme"] else []
    facts += [_("by the ranking of round %(number)s", number=row["round_number"])] if row["round_number"] else []
    return ", ".join(facts)


def _criterion(row: Values) -> str:
    name = _("%(criterion)s, weight %(weight)s", criterion=plain(row["name"]), weight=format_decimal(row["weight"]))
    anchors: Sequence[str] = [plain(row[place]) for place in ("low", "middle", "high") if row[place]]
    described = [plain(row["description"])] if row["description"] else []
    return " – ".join([name, *described, " / ".join(anchors)] if anchors else [name, *described])


LISTS: Mapping[str, Callable[[Values], str]] = {
    "organisers": _organiser,
    "themes": _theme,
    "prizes": _prize,
    "criteria": _criterion,
}
