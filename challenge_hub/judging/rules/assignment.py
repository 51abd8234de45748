"""Which jurors review which solutions.

In this order: conflicts of interest and each juror's own limit hold; then as many of the wanted reviews as
possible; then a connected graph of jurors and solutions, so that severe and mild jurors can be told apart; then
loads as equal as these allow; then the lot, so that nobody can foretell their jurors.
"""

from bisect import insort
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from random import Random
from types import MappingProxyType

from challenge_hub.judging.rules.capacity import Cause, Pair, Request, Shortfall

Node = tuple[bool, str]  # a juror (False) or a solution (True) of the graph, and the id


@dataclass(frozen=True)
class Plan:
    """What a run would add, sorted, and what follows from it together with all that stands.

    `loads` counts the reviews of every juror, `shortfalls` names the solutions that lack some, by id, and
    `components` the separate parts of the graph, nodes without a review left out.
    """

    new: tuple[Pair, ...]
    loads: Mapping[str, int] = field(hash=False)
    shortfalls: tuple[Shortfall, ...]
    components: int


def plan(request: Request) -> Plan:
    """Plan the reviews still wanted; the same request in any order, with the same seed, gives the same plan.

    No other plan has more reviews. Where they do not suffice for all, no solution is served a further time before
    the others were served as often as they can be. A part is joined to another wherever moving or exchanging one
    new review does it. No move of a new review from a busier juror to a freer one is left, unless it would
    break the graph apart.
    """
    draft = _Draft(request)
    draft.fill()
    draft.even_out()
    while draft.join_parts():
        while draft.ease():
            pass
    return Plan(
        new=tuple(sorted((juror, solution) for juror, held in draft.new.items() for solution in held)),
        loads=MappingProxyType({juror: draft.load[juror] for juror in request.jurors}),
        shortfalls=tuple(draft.shortfalls()),
        components=len(set(draft.survey()[0].values())),
    )


def everyone_reviews_everything(request: Request) -> Plan:
    """Plan for a small event: every solution for each juror without a conflict of interest.

    `per_solution` is passed over. Limits hold here too: what they prevent is a shortfall, a conflict is none.
    """
    return plan(replace(request, per_solution=None))


class _Draft:
    """A plan in the making. Only new reviews move; `barred` are a solution's conflicts and those who have it."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.random = Random(request.seed)  # noqa: S311 - a lot among jurors; whoever lacks the seed gains nothing
        self.jurors = self.shuffled(request.jurors)
        self.solutions = self.shuffled(request.solutions)
        self.new: dict[str, list[str]] = {juror: [] for juror in self.jurors}
        self.load = Counter(juror for juror, _ in request.standing)
        self.holders: dict[str, list[str]] = {solution: [] for solution in self.solutions}
        self.conflicts: dict[str, set[str]] = {solution: set() for solution in self.solutions}
        for juror, solution in sorted(request.standing):
            if solution in self.holders:
                self.holders[solution].append(juror)
        for juror, solution in request.conflicts - request.standing:
            if juror in self.new and solution in self.holders:
                self.conflicts[solution].add(juror)
        self.barred = {solution: self.conflicts[solution].union(held) for solution, held in self.holders.items()}
        self.wanted = {s: request.per_solution or len(self.all_for(s) - self.conflicts[s]) for s in self.solutions}

    def shuffled(self, ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda _: self.random.random())

    def all_for(self, solution: str) -> set[str]:
        return {*self.jurors, *self.holders[solution]}

    def has_room(self, juror: str) -> bool:
        cap = self.request.jurors[juror]
        return cap is None or self.load[juror] < cap

    def move(self, solution: str, giver: str | None, taker: str) -> None:
        if giver is not None:
            self.new[giver].remove(solution)
            self.load[giver] -= 1
            self.holders[solution].remove(giver)
            self.barred[solution].remove(giver)
        self.new[taker].append(solution)
        self.load[taker] += 1
        self.holders[solution].append(taker)
        self.barred[solution].add(taker)

    def fill(self) -> None:
        """Serve every solution once, then twice, and so on: by the freest juror, or by a chain of moves."""
        free = sorted((self.load[juror], self.random.random(), juror) for juror in self.jurors)
        asked = self.jurors
        for reviews in range(1, max(self.wanted.values(), default=0) + 1):
            for solution in self.shuffled(self.solutions):
                if len(self.holders[solution]) >= min(reviews, self.wanted[solution]):
                    continue
                barred = self.barred[solution]
                at = next((at for at, (*_, j) in enumerate(free) if j not in barred and self.has_room(j)), None)
                if at is None:
                    asked = self.chain(None, [solution], asked, self.load.total())
                else:
                    *_, juror = free.pop(at)
                    self.move(solution, None, juror)
                    insort(free, (self.load[juror], self.random.random(), juror))

    def even_out(self) -> None:
        """Pass reviews on, directly or through others, until no juror can get rid of one to somebody two below."""
        asked = self.jurors
        while asked:
            busiest = max(asked, key=self.load.__getitem__)
            asked = self.chain(busiest, self.new[busiest], asked, self.load[busiest] - 2)

    def chain(self, start: str | None, solutions: list[str], asked: list[str], most: int) -> list[str]:
        """Hand a solution to somebody, who hands on another, and so on to a juror with room and `most` reviews.

        Returns whom to ask next time: whoever was reached in vain can never be of help later.
        """
        came: dict[str, tuple[str, str | None]] = {}
        rest = [juror for juror in asked if juror != start]
        queue = deque([(start, solutions)])
        while queue:
            giver, held = queue.popleft()
            for solution in held:
                reached = [juror for juror in rest if juror not in self.barred[solution]]
                for juror in reached:
                    came[juror] = (solution, giver)
                    if self.load[juror] <= most and self.has_room(juror):
                        self.hand_on(juror, came)
                        return asked
                    queue.append((juror, self.new[juror]))
                rest = [juror for juror in rest if juror not in came]
        return rest

    def hand_on(self, taker: str | None, came: Mapping[str, tuple[str, str | None]]) -> None:
        while taker is not None:
            solution, giver = came[taker]
            self.move(solution, giver, taker)
            taker = giver if giver in came else None

    def join_parts(self) -> bool:
        """Join two parts by exchanging two new reviews, which keeps all loads, or else by moving one."""
        part, bridges = self.survey()
        if len(set(part.values())) <= 1:
            return False
        spare = None
        for solution, giver, taker in self.crossings(part, bridges):
            back = next((other for other in self.new[taker] if giver not in self.barred[other]), None)
            if back is not None:
                self.move(solution, giver, taker)
                self.move(back, taker, giver)
                return True
            if spare is None and self.has_room(taker):
                spare = solution, giver, taker
        if spare is not None:
            self.move(*spare)
        return spare is not None

    def crossings(self, part: Mapping[Node, int], bridges: set[Pair]) -> Iterator[tuple[str, str, str]]:
        """Yield every new review that its part can spare, with its juror and each juror elsewhere who may have it."""
        for solution, held in self.holders.items():
            givers = [j for j in held if (j, solution) not in bridges and solution in self.new.get(j, ())]
            if givers:
                here = part[True, solution]
                takers = [j for j in self.jurors if part.get((False, j), here) != here]
                takers = [j for j in takers if j not in self.barred[solution]]
                yield from ((solution, giver, taker) for giver in givers for taker in takers)

    def ease(self) -> bool:
        """Move one new review to a juror at least two below, if that leaves no more parts than there are."""
        part, bridges = self.survey()
        parts = len(set(part.values()))
        for giver in sorted(self.jurors, key=self.load.__getitem__, reverse=True):
            takers = [j for j in self.jurors if self.load[j] <= self.load[giver] - 2 and self.has_room(j)]
            for solution, taker in product(tuple(self.new[giver]), takers):
                if taker not in self.barred[solution]:
                    self.move(solution, giver, taker)
                    if (giver, solution) not in bridges or len(set(self.survey()[0].values())) <= parts:
                        return True
                    self.move(solution, taker, giver)
        return False

    def survey(self) -> tuple[dict[Node, int], set[Pair]]:
        """Return the part of each node that has a review, and the reviews without which a part would fall in two."""
        beside: dict[Node, list[Node]] = defaultdict(list)
        for solution, held in self.holders.items():
            for juror in held:
                beside[True, solution].append((False, juror))
                beside[False, juror].append((True, solution))
        return _parts_and_bridges(beside)

    def shortfalls(self) -> Iterator[Shortfall]:
        per_solution = self.request.per_solution
        for solution in self.request.solutions:
            missing = self.wanted[solution] - len(self.holders[solution])
            if missing > 0:
                causes = {
                    Cause.CONFLICT: len(self.conflicts[solution]) if per_solution else 0,
                    Cause.CAP_REACHED: sum(juror not in self.barred[solution] for juror in self.jurors),
                    Cause.TOO_FEW_JURORS: max(0, (per_solution or 0) - len(self.all_for(solution))),
                }
                yield Shortfall(solution, missing, causes)


def _parts_and_bridges(beside: Mapping[Node, list[Node]]) -> tuple[dict[Node, int], set[Pair]]:
    """Walk in depth; what leads to nothing above itself but by the way one came hangs on a bridge."""
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
