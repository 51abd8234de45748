"""Small groups are not told: what is published of many says nothing of few. Pure.

- k-anonymity (L. Sweeney, "k-anonymity: a model for protecting privacy", International Journal of Uncertainty,
  Fuzziness and Knowledge-Based Systems 10(5), 2002): what is said of one holds for at least k.
- Cell suppression, and complementary suppression so that the one suppressed cell is not what is left over; recoding,
  top and bottom coding (A. Hundepool and others, "Statistical Disclosure Control", Wiley, 2012, chapters 3 and 4).
- Microaggregation in groups of at least k neighbours (J. Domingo-Ferrer, J. M. Mateo-Sanz, "Practical data-oriented
  microaggregation for statistical disclosure control", IEEE Transactions on Knowledge and Data Engineering 14, 2002).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

K = 5
"""Fewer are a small group."""

OTHER = "other"
"""What values of small groups become together."""

Recode = Callable[[Sequence[Any], int], Mapping[Any, str]]
"""For the values of a column: what is told instead of each."""


def merged(values: Sequence[str], k: int) -> Mapping[str, str]:
    """What is told instead of each value of a column without an order: itself, or OTHER.

    Values of fewer than k become OTHER. Where those are fewer than k together, the smallest of the rest joins them
    (complementary suppression), so that OTHER stands for k or more, or for nobody. A value that is called OTHER already
    counts as one of them. With k values or more, whatever is told is told of at least k.
    """
    counts = Counter(values)
    small = {value for value, many in counts.items() if many < k or value == OTHER}
    rest = sorted((many, value) for value, many in counts.items() if value not in small)
    while small and sum(counts[value] for value in small) < k and rest:
        small.add(rest.pop(0)[1])
    return {value: OTHER if value in small else value for value in counts}


def banded(members: Iterable[tuple[int, Hashable]], k: int) -> Mapping[int, str]:
    """What is told instead of each level of an ordered column: the level, or a range of neighbours ("2..4").

    `members` are pairs of a level and whose it is: it is counted of how many different ones a range is told, not how
    often. From the lowest on, neighbours are put together until there are k; what is left above joins the last range
    (top coding). With k different ones or more, whatever is told is told of at least k of them.
    """
    owners: dict[int, set[Hashable]] = defaultdict(set)
    for level, whose in members:
        owners[level].add(whose)
    ranges: list[list[int]] = []
    rest: list[int] = []
    for level in sorted(owners):
        rest.append(level)
        if len(set().union(*(owners[each] for each in rest))) >= k:
            ranges.append(rest)
            rest = []
    if rest and ranges:
        ranges[-1] += rest
    elif rest:
        ranges.append(rest)
    return {level: _range(found) for found in ranges for level in found}


def levels(values: Sequence[int], k: int) -> Mapping[int, str]:
    """The same for a column in which every row is somebody else's."""
    return banded(((level, number) for number, level in enumerate(values)), k)


def recoded(rows: Sequence[Sequence[Any]], columns: Sequence[Recode], k: int) -> list[tuple[str, ...]]:
    """The rows, in their order, with what is told instead: every combination of told values is that of k rows or more.

    The first column is recoded among all rows, each further one among those that are the same so far; so what is most
    wanted stands first. Fewer than k rows tell nothing at all: the list is empty.
    """
    if len(rows) < k:
        return []
    told: list[tuple[str, ...]] = [()] * len(rows)
    for column, recode in enumerate(columns):
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, so_far in enumerate(told):
            alike[so_far].append(number)
        for so_far, numbers in alike.items():
            codes = recode([rows[number][column] for number in numbers], k)
            for number in numbers:
                told[number] = (*so_far, codes[rows[number][column]])
    return told


def evened(counts: Mapping[int, int], k: int) -> Mapping[int, int]:
    """How many each may show, so that the number is that of k or more: the least of its group of neighbours.

    `counts` holds how many each has, by number. Neighbours by count are put in groups of k, the last takes what is
    left. Of fewer than k nobody shows anything: the mapping is empty.
    """
    if len(counts) < k:
        return {}
    order = sorted(counts, key=lambda each: (-counts[each], each))
    shown: dict[int, int] = {}
    for start in range(0, len(order) - len(order) % k, k):
        end = start + k if start + 2 * k <= len(order) else len(order)
        shown |= dict.fromkeys(order[start:end], counts[order[end - 1]])
    return shown


def _range(found: Sequence[int]) -> str:
    """Two full stops, for a spreadsheet takes "1-2" for a day."""
    return str(found[0]) if len(found) == 1 else f"{found[0]}..{found[-1]}"
