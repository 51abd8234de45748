"""What holds a graph of jurors and solutions together."""

from collections.abc import Mapping

from challenge_hub.judging.rules.capacity import Pair

Node = tuple[bool, str]  # a juror (False) or a solution (True) of the graph, and the id


def parts_and_bridges(beside: Mapping[Node, list[Node]]) -> tuple[dict[Node, int], set[Pair]]:
    """Return the part of each node, and the pairs without which a part would fall in two.

    Walk in depth; what leads to nothing above itself but by the way one came hangs on a bridge.
    """
    number: dict[Node, int] = {}
    part: dict[Node, int] = {}
    low: dict[Node, int] = {}
    bridges: set[Pair] = set()
    for root in beside:
        path = [] if root in number else [(root, root, iter(beside[root]))]
        while path:
            node, above, rest = path[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                part[node] = number[root]
            for other in rest:
                if other not in number:
                    path.append((other, node, iter(beside[other])))
                    break
                if other != above:
                    low[node] = min(low[node], number[other])
            else:
                path.pop()
                low[above] = min(low[above], low[node])
                if low[node] > number[above]:
                    (_, juror), (_, solution) = sorted((node, above))
                    bridges.add((juror, solution))
    return part, bridges
