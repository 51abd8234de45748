"""The part about rounds: how each counted, and its ranking."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext, ngettext

from challenge_hub.calls.labels import METHODS
from challenge_hub.infrastructure.documents import Bullets, Facts, Heading, Paragraph, Part, Table, Words
from challenge_hub.infrastructure.i18n import format_decimal
from challenge_hub.minutes.outline.naming import Content, Names, said
from challenge_hub.minutes.sentences import BLANKS, DECIDED, TIES, WAYS, word


def round_parts(content: Content, names: Names) -> Iterator[Part]:
    """Every round in order."""
    if content["rounds"]:
        yield Heading(gettext("Rounds"))
    for judged in content["rounds"]:
        yield Heading(_title(judged), 3)
        yield Facts(list(_facts(judged, names)))
        yield from _panels(judged, names)
        yield _rubric(judged)
        yield from _changes(judged, names)
        yield from _ranking(judged, names, is_full=content["version"] == "full")
        yield from _ties(judged, names)


def _title(judged: Content) -> str:
    number = gettext("Round %(number)s", number=judged["number"])
    named = str(said(judged["title"]))
    return f"{number}: {named}" if named and named != number else number


def _facts(judged: Content, names: Names) -> Iterator[tuple[str, Words]]:
    low, high = (format_decimal(bound) for bound in judged["scale"])
    many = judged["reviews_per_solution"]
    everybody = gettext("every juror reviews every solution")
    ties = "; ".join(word(TIES, rule) for rule in judged["tie_rules"]) or word(TIES, "share")
    items = (
        (gettext("Solutions"), format_decimal(str(len(judged["solutions"])))),
        (gettext("Jurors of this round"), names.jurors(judged["panel"])),
        (gettext("Scoring began"), names.moment(judged["frozen_at"])),
        (gettext("Closed"), names.moment(judged["closed_at"]) or gettext("not yet")),
        (gettext("Method"), word(METHODS, judged["method"])),
        (gettext("Reviews per solution"), format_decimal(str(many)) if many else everybody),
        (gettext("Points"), gettext("%(low)s to %(high)s", low=low, high=high)),
        (gettext("A blank field"), word(BLANKS, judged["blank"])),
        (gettext("Rounding"), _rounding(judged)),
        (gettext("In a tie"), ties),
        (gettext("Quorum"), str(judged["quorum"] or "")),
        (gettext("Anonymised round"), _anonymised(judged, names)),
        (gettext("Fingerprint of the rules"), judged["settings_hash"] or ""),
        (gettext("Seed of the assignment"), _seeds(judged)),
    )
    return ((term, words) for term, words in items if words)


def _panels(judged: Content, names: Names) -> Iterator[Part]:
    """The panels of the round; minutes of earlier versions of this program know none."""
    panels = judged.get("panels", [])
    if panels:
        columns = [(gettext("Panel"), "text"), (gettext("Jurors"), "text"), (gettext("Themes"), "text")]
        rows = [(one["name"], names.jurors(one["jurors"]), _themes(one["themes"])) for one in panels]
        yield Table(gettext("Panels of round %(number)s", number=judged["number"]), columns, rows)


def _themes(themes: list[dict[str, str]]) -> str:
    return "; ".join(str(said(theme)) for theme in themes) or "–"


def _rounding(judged: Content) -> str:
    steps = (
        (gettext("sheets"), judged["sheet_places"]),
        (gettext("criteria"), judged["criterion_places"]),
        (gettext("totals"), judged["total_places"]),
    )
    told = [
        (what, ngettext("%(num)s decimal, half up", "%(num)s decimals, half up", n))
        for what, n in steps
        if n is not None
    ]
    return "; ".join(f"{what}: {how}" for what, how in told) or str(gettext("nothing is rounded before the end"))


def _seeds(judged: Content) -> str:
    """Once the ranking is published; earlier versions of this program kept none."""
    return ", ".join(str(seed) for seed in (judged["ranking"] or {}).get("assignment_seeds", []))


def _anonymised(judged: Content, names: Names) -> str:
    if not judged["is_anonymous"]:
        return ""
    if judged["names_revealed_at"]:
        learned = names.moment(judged["names_revealed_at"])
        return str(gettext("the jury learned the names on %(moment)s", moment=learned))
    return str(gettext("the jury knows no names"))


def _rubric(judged: Content) -> Table:
    columns = [(gettext("Criterion"), "text"), (gettext("Weight"), "number")]
    rows = [(said(one["name"]), format_decimal(one["weight"])) for one in judged["criteria"]]
    caption = gettext("Rubric of round %(number)s", number=judged["number"])
    return Table(caption, columns, rows)


def _changes(judged: Content, names: Names) -> Iterator[Part]:
    """What happened on the way: the trial scoring, other words in the rubric, a round that was opened again."""
    told = []
    if judged["trial_closed_at"]:
        told.append(gettext("Trial scoring until %(moment)s", moment=names.moment(judged["trial_closed_at"])))
    told += [
        gettext(
            "Version %(number)s of the wording of the rubric, %(moment)s: %(reason)s",
            number=one["number"],
            moment=names.moment(one["made_at"]),
            reason=one["reason"],
        )
        for one in judged["wordings"]
        if one["reason"]
    ]
    told += [
        gettext("Opened again on %(moment)s: %(reason)s", moment=names.moment(one["at"]), reason=one["reason"])
        for one in judged["reopened"]
    ]
    if told:
        yield Bullets(told)


def _ranking(judged: Content, names: Names, *, is_full: bool) -> Iterator[Part]:
    ranking, number = judged["ranking"], judged["number"]
    if ranking is None:
        if judged["closed_at"]:
            yield Paragraph(gettext("The ranking of this round was not published."))
        return
    columns: list[tuple[str, str]] = [
        (gettext("Place"), "number"),
        (gettext("Solution"), "text"),
        (gettext("Points"), "number"),
        (gettext("Reviews"), "number"),
    ]
    rows = [_line(one, names, number) for one in ranking["places"]]
    if ranking["publication"]:
        caption = gettext("Ranking of round %(number)s, as published", number=number)
    else:
        caption = gettext("Ranking of round %(number)s", number=number)
    yield Table(caption, columns, rows, head=1)
    if ranking["not_reviewed"]:
        yield Paragraph(gettext("Not reviewed: %(names)s", names=names.solutions(ranking["not_reviewed"], number)))


def _ties(judged: Content, names: Names) -> Iterator[Part]:
    """What was too close to call, and how it was settled; older editions know nothing of it."""
    told = [
        _theme(one)
        + gettext(
            "After place %(place)s it was too close to call between %(names)s. %(way)s (%(moment)s): %(reason)s",
            place=one["after"],
            names=names.solutions(one["solutions"], judged["number"]),
            way=_way(one, names, judged["number"]),
            moment=names.moment(one["decided_at"]),
            reason=one["reason"],
        )
        for one in judged.get("ties", [])
    ]
    if told:
        yield Bullets(told)


def _theme(tie: Content) -> str:
    """Whose prize it is about; older editions know prizes over all themes alone."""
    return f"{said(tie['theme'])}: " if tie.get("theme") else ""


def _way(tie: Content, names: Names, number: int) -> str:
    way = word(WAYS, tie["way"])
    chosen = names.solutions(tie["chosen"], number)
    return f"{way}: {chosen}" if chosen else way


def _line(place: dict[str, Any], names: Names, number: int) -> tuple[Words, ...]:
    note = gettext("tie") if place["shared"] else word(DECIDED, place["decided_by"])
    where = format_decimal(str(place["place"])) + (f" ({note})" if note else "")
    return where, names.solution(place["solution"], number), format_decimal(place["total"]), str(place["reviews"])
