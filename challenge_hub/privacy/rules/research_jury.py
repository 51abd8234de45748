"""What the jury gave, told so that nobody finds whose it is. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from challenge_hub.privacy.rules.research_rows import (
    FIFTHS,
    Research,
    ReviewFact,
    RoundFacts,
    drawn,
    hide_rows,
    note,
    part_of,
)
from challenge_hub.privacy.rules.suppressing import K, banded, evened, merged, recoded

FEWEST_REVIEWS = 5
"""Jurors with fewer reviews are left out."""


def tell_jury(found: Research, facts: RoundFacts, chance: Random) -> None:
    """The rows about jurors, and those of their reviews that are shown."""
    sheets: dict[str, list[ReviewFact]] = defaultdict(list)
    for review in sorted(facts.reviews, key=lambda each: (each.juror, each.solution)):
        sheets[review.juror].append(review)
    alike = _alike(sheets)
    jurors = sorted(alike)
    raw = [(alike[juror], sheets[juror][0].role) for juror in jurors]
    told = dict(zip(jurors, recoded(raw, (merged, merged), K), strict=False))
    hide_rows(found, "jurors", facts.number, len(sheets) - len(told), len(sheets))
    if told:
        note(found, "jurors", facts.number, ("", "role"), raw, [told[juror] for juror in jurors])
    shown = _shown(told, sheets, chance)
    hide_rows(found, "reviews", facts.number, len(facts.reviews) - sum(map(len, shown.values())), len(facts.reviews))
    numbers, items = drawn(shown, chance), drawn({each.solution for each in facts.reviews}, chance)
    for juror, (of, role) in told.items():
        row = (str(facts.number), numbers[juror], role, str(len(shown[juror])), "yes" if of else "no")
        found.tables["jurors"].append(row)
    known = {juror: items if alike[juror] else {} for juror in shown}
    _tell_points(found, facts, [_Shown(numbers[juror], known[juror], of) for juror, of in shown.items()])


@dataclass(frozen=True)
class _Shown:
    """The reviews of one juror under their number; `items` are the numbers of solutions where they are told."""

    juror: str
    items: Mapping[str, str]
    reviews: Sequence[ReviewFact]


def _alike(sheets: Mapping[str, Sequence[ReviewFact]]) -> Mapping[str, str]:
    """For each juror who stays: by a word which set of solutions they reviewed, where K or more reviewed exactly that
    set; for the others nothing, if those are K or more.
    """
    sets = {juror: "\n".join(each.solution for each in of) for juror, of in sheets.items() if len(of) >= FEWEST_REVIEWS}
    many = Counter(sets.values())
    rest = [juror for juror, reviewed in sets.items() if many[reviewed] < K]
    together = {juror: reviewed for juror, reviewed in sets.items() if many[reviewed] >= K}
    return together | (dict.fromkeys(rest, "") if len(rest) >= K else {})


def _shown(
    classes: Mapping[str, tuple[str, ...]], sheets: Mapping[str, Sequence[ReviewFact]], chance: Random
) -> Mapping[str, Sequence[ReviewFact]]:
    """The reviews of each juror that are shown: so many as of others in the same class, drawn by lot."""
    shown: dict[str, Sequence[ReviewFact]] = {}
    for one in sorted(set(classes.values())):
        jurors = [juror for juror in sorted(classes) if classes[juror] == one]
        least = evened({number: len(sheets[juror]) for number, juror in enumerate(jurors)}, K)
        for number, juror in enumerate(jurors):
            lots = Random(number)  # noqa: S311 - two exports leave out the same, so together they tell no more
            left = lots.sample(sheets[juror], least[number])
            shown[juror] = chance.sample(left, len(left))
    return shown


def _tell_points(found: Research, facts: RoundFacts, shown: Sequence[_Shown]) -> None:
    """One row for each criterion of each review; a range of points is told of K jurors or more."""
    given: dict[int, list[tuple[int, str, str, str]]] = defaultdict(list)
    for one in shown:
        for number, review in enumerate(one.reviews, start=1):
            for criterion, points in review.points.items():
                level = part_of(points, facts.scale, FIFTHS)
                given[criterion].append((level, one.juror, str(number), one.items.get(review.solution, "")))
    raw: list[tuple[int]] = []
    told: list[tuple[str]] = []
    for criterion, rows in sorted(given.items()):
        if len({juror for _, juror, *_ in rows}) < K:
            continue
        codes = banded(((level, juror) for level, juror, *_ in rows), K)
        for level, whose, place, item in rows:
            found.tables["reviews"].append((str(facts.number), whose, place, item, str(criterion), codes[level]))
            raw.append((level,))
            told.append((codes[level],))
    note(found, "reviews", facts.number, ("points",), raw, told)
