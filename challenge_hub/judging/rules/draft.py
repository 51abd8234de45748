"""A plan in the making: reviews are handed to jurors, and handed on, until nothing can be made better.

Everything goes by paths: somebody hands a review on to make room for another, and so on to a juror who has room. Paths
find the most reviews, the most experts and the least difference of loads exactly, as a flow in a network does.
"""

from bisect import insort
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from random import Random

from challenge_hub.judging.rules.bridges import Node, parts_and_bridges
from challenge_hub.judging.rules.capacity import Pair, Request


class Draft:
    """A plan in the making. Only new reviews move; `barred` are a solution's conflicts and those who have it.

    `keeps_experts`: from now on nothing takes the last expert from a solution.
    """

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
            if juror in self.new and solution in self.holders and juror in request.only.get(solution, {juror}):
                self.conflicts[solution].add(juror)
        self.experts: dict[str, set[str]] = {solution: set() for solution in self.solutions}
        for juror, solution in request.experts or ():
            if solution in self.experts:
                self.experts[solution].add(juror)
        self.keeps_experts = False
        self.barred = {s: self.conflicts[s].union(held, self.outside(s)) for s, held in self.holders.items()}
        self.wanted = {s: request.per_solution or len(self.all_for(s) - self.conflicts[s]) for s in self.solutions}

    def shuffled(self, ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda _: self.random.random())

    def outside(self, solution: str) -> set[str]:
        """The jurors who do not sit on the solution's panel."""
        panel = self.request.only.get(solution)
        return set() if panel is None else self.request.jurors.keys() - panel

    def all_for(self, solution: str) -> set[str]:
        return set(self.jurors).difference(self.outside(solution)).union(self.holders[solution])

    def has_room(self, juror: str) -> bool:
        cap = self.request.jurors[juror]
        return cap is None or self.load[juror] < cap

    def has_expert(self, solution: str) -> bool:
        return not self.experts[solution].isdisjoint(self.holders[solution])

    def may_take(self, juror: str, solution: str, giver: str | None) -> bool:
        """Whether this juror may have the solution, which `giver` hands on."""
        if juror in self.barred[solution]:
            return False
        experts = self.experts[solution]
        if not self.keeps_experts or giver not in experts or juror in experts:
            return True
        return any(other in experts for other in self.holders[solution] if other != giver)

    def move(self, solution: str, giver: str | None, taker: str) -> None:
        if giver is not None:
            self.take_away(solution, giver)
        self.new[taker].append(solution)
        self.load[taker] += 1
        self.holders[solution].append(taker)
        self.barred[solution].add(taker)

    def take_away(self, solution: str, giver: str) -> None:
        self.new[giver].remove(solution)
        self.load[giver] -= 1
        self.holders[solution].remove(giver)
        self.barred[solution].remove(giver)

    def fill(self) -> None:
        """Serve every solution once, then twice, and so on: by the freest juror, or by a chain of moves.

        Experts go first to a solution that has none; `call_experts` mends what that leaves.
        """
        free = sorted((self.load[juror], self.random.random(), juror) for juror in self.jurors)
        asked = self.jurors
        for reviews in range(1, max(self.wanted.values(), default=0) + 1):
            for solution in self.shuffled(self.solutions):
                if len(self.holders[solution]) >= min(reviews, self.wanted[solution]):
                    continue
                at = self.first(free, solution)
                if at is None:
                    asked = self.chain(None, [solution], asked, self.load.total())
                else:
                    *_, juror = free.pop(at)
                    self.move(solution, None, juror)
                    insort(free, (self.load[juror], self.random.random(), juror))

    def first(self, free: list[tuple[int, float, str]], solution: str) -> int | None:
        """Where in this list the first stands who may take the solution; an expert before others, if one is lacking."""
        barred, experts = self.barred[solution], self.experts[solution]
        if experts and not self.has_expert(solution):
            open_experts = {juror for juror in experts - barred if juror in self.new and self.has_room(juror)}
            if open_experts:
                return next(at for at, (*_, juror) in enumerate(free) if juror in open_experts)
        return next((at for at, (*_, j) in enumerate(free) if j not in barred and self.has_room(j)), None)

    def call_experts(self) -> None:
        """Give an expert to every solution that lacks one and can have one; each keeps as many reviews as it has.

        Nothing takes an expert from another solution: none would be gained (the solutions that can have one together
        form a matroid).
        """
        self.keeps_experts = True
        stuck: set[str] = set()
        for solution in self.shuffled(self.solutions):
            givers = [juror for juror in self.holders[solution] if solution in self.new.get(juror, ())]
            starts = {juror for juror in self.experts[solution] - self.barred[solution] if juror in self.new}
            if not givers or not starts or self.has_expert(solution):
                continue
            if starts <= stuck and stuck.isdisjoint(givers):
                continue
            touched, reached = self.call_expert(solution, starts, givers)
            if not touched:
                stuck |= reached
            elif any(not stuck.isdisjoint(self.holders[one]) for one in touched):
                stuck = set()

    def call_expert(self, solution: str, starts: set[str], givers: list[str]) -> tuple[list[str], set[str]]:
        """Hand the solution to an expert, who may have to hand on another, and so on: to a juror with room, or to
        the one who gave the solution away. Returns the solutions that moved, or none and who was asked in vain.
        """
        came: dict[str, tuple[str, str | None]] = dict.fromkeys(sorted(starts), (solution, None))
        queue = deque(came)
        rest = [juror for juror in self.jurors if juror not in starts]
        while queue:
            juror = queue.popleft()
            if self.has_room(juror) or juror in givers:
                giver = juror if juror in givers else max(givers, key=self.load.__getitem__)
                self.take_away(solution, giver)
                return self.hand_on(juror, came), set()
            for held in self.new[juror]:
                reached = [other for other in rest if self.may_take(other, held, juror)]
                came.update((other, (held, juror)) for other in reached)
                queue.extend(reached)
                rest = [other for other in rest if other not in came] if reached else rest
        return [], set(came)

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
                reached = [juror for juror in rest if self.may_take(juror, solution, giver)]
                for juror in reached:
                    came[juror] = (solution, giver)
                    if self.load[juror] <= most and self.has_room(juror):
                        self.hand_on(juror, came)
                        return asked
                    queue.append((juror, self.new[juror]))
                rest = [juror for juror in rest if juror not in came]
        return rest

    def hand_on(self, taker: str | None, came: Mapping[str, tuple[str, str | None]]) -> list[str]:
        moved = []
        while taker is not None:
            solution, giver = came[taker]
            self.move(solution, giver, taker)
            moved.append(solution)
            taker = giver if giver in came else None
        return moved

    def join_parts(self) -> bool:
        """Join two parts by exchanging two new reviews, which keeps all loads, or else by moving one."""
        part, bridges = self.survey()
        if len(set(part.values())) <= 1:
            return False
        spare = None
        for solution, giver, taker in self.crossings(part, bridges):
            back = next((other for other in self.new[taker] if self.may_take(giver, other, taker)), None)
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
                pairs = product(givers, takers)
                yield from ((solution, giver, j) for giver, j in pairs if self.may_take(j, solution, giver))

    def ease(self) -> bool:
        """Move one new review to a juror at least two below, if that leaves no more parts than there are."""
        part, bridges = self.survey()
        parts = len(set(part.values()))
        for giver in sorted(self.jurors, key=self.load.__getitem__, reverse=True):
            takers = [j for j in self.jurors if self.load[j] <= self.load[giver] - 2 and self.has_room(j)]
            for solution, taker in product(tuple(self.new[giver]), takers):
                if self.may_take(taker, solution, giver):
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
        return parts_and_bridges(beside)
