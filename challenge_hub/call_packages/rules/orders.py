"""The own orders of jurors in a package: the column own_place of its reviews."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from challenge_hub.call_packages.rules.faults import Fault, quoted
from challenge_hub.call_packages.rules.package import Package
from challenge_hub.call_packages.rules.rows import REVIEWS, ReviewRow
from challenge_hub.calls.rules.scoring import Method


def orders_in(reviews: Iterable[ReviewRow]) -> Mapping[tuple[int, str], Sequence[ReviewRow]]:
    """The rows with an own place by round (number) and juror (key), the best first."""
    found: dict[tuple[int, str], list[ReviewRow]] = defaultdict(list)
    for row in reviews:
        if row.own_place is not None:
            found[row.round, row.juror].append(row)
    return {whose: sorted(rows, key=lambda row: (row.own_place, row.solution)) for whose, rows in found.items()}


def closed_up(reviews: Iterable[ReviewRow]) -> Iterator[ReviewRow]:
    """The same rows with own places from 1 on without a gap."""
    reviews = list(reviews)
    places = {
        (row.round, row.juror, row.solution): place
        for rows in orders_in(reviews).values()
        for place, row in enumerate(rows, 1)
    }
    for row in reviews:
        yield row.model_copy(update={"own_place": places.get((row.round, row.juror, row.solution))})


def faults_in_orders(package: Package) -> Iterator[Fault]:
    """Own places where the round asks for none, and two solutions at one place."""
    methods = {settings.number: settings.method for settings in package.manifest.rounds}
    for (number, juror), rows in orders_in(package.reviews).items():
        for row, before in zip(rows, [None, *rows], strict=False):
            if methods.get(number, Method.LIVE) != Method.LIVE:
                yield package.fault(
                    REVIEWS, row, "own_place", f"is given, but round {number} is not by the live method"
                )
            elif before is not None and before.own_place == row.own_place:
                both = f"the same as of {quoted(before.solution)} in the order of {quoted(juror)}"
                yield package.fault(REVIEWS, row, "own_place", both)
