"""Which jurors and solutions hang together through reviews, and how separate parts could be joined."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from challenge_hub.judging.rules.capacity import Pair


@dataclass(frozen=True)
class Part:
    """Jurors and solutions that reviews connect; across two parts a severe jury cannot be told from weak solutions."""

    jurors: tuple[str, ...]
    solutions: tuple[str, ...]


def parts(pairs: Iterable[Pair]) -> tuple[Part, ...]:
    """Return the parts of the graph of (juror, solution) pairs, those with most solutions first."""
    above: dict[tuple[bool, str], tuple[bool, str]] = {}

    def top(node: tuple[bool, str]) -> tuple[bool, str]:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for juror, solution in pairs:
        above[top((False, juror))] = top((True, solution))
    members: dict[tuple[bool, str], tuple[list[str], list[str]]] = {}
    for node in sorted(above):
        members.setdefault(top(node), ([], []))[node[0]].append(node[1])
    found = [Part(tuple(jurors), tuple(solutions)) for jurors, solutions in members.values()]
    return tuple(sorted(found, key=lambda part: (-len(part.solutions), part.solutions)))


def bridging_pairs(pairs: Iterable[Pair], conflicts: frozenset[Pair]) -> tuple[Pair, ...]:
    """Propose for every part but the largest one review by a juror of the largest that would join it.

    The juror with fewest reviews takes the solution with fewest; ties by id. A part where every such pair is a
    conflict of interest gets none.
    """
    pairs = list(pairs)
    found = parts(pairs)
    by_juror = Counter(juror for juror, _ in pairs)
    by_solution = Counter(solution for _, solution in pairs)
    proposed: list[Pair] = []
    for part in found[1:]:
        jurors = sorted(found[0].jurors, key=lambda juror: (by_juror[juror], juror))
        solutions = sorted(part.solutions, key=lambda solution: (by_solution[solution], solution))
        pair = _first_allowed(jurors, solutions, conflicts)
        if pair is not None:
            proposed.append(pair)
            by_juror[pair[0]] += 1
    return tuple(proposed)


def _first_allowed(jurors: Sequence[str], solutions: Sequence[str], conflicts: frozenset[Pair]) -> Pair | None:
    allowed = ((juror, solution) for juror in jurors for solution in solutions if (juror, solution) not in conflicts)
    return next(allowed, None)
