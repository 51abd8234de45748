"""Which jurors review which solutions.

In this order: conflicts of interest and each juror's own limit hold; then as many of the wanted reviews as
possible; then an expert for each solution, where that is wished; then a connected graph of jurors and solutions, so
that severe and mild jurors can be told apart; then loads as equal as these allow; then the lot, so that nobody can
foretell their jurors.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from challenge_hub.judging.rules.capacity import AssignmentRefused, Pair, Request, Shortfall
from challenge_hub.judging.rules.draft import Draft
from challenge_hub.judging.rules.lacking import shortfalls, without_expert


@dataclass(frozen=True)
class Plan:
    """What a run would add, sorted, and what follows from it together with all that stands.

    `loads` counts the reviews of every juror, `shortfalls` names the solutions that lack some, by id, and
    `components` the separate parts of the graph, nodes without a review left out. `without_expert` names, where experts
    are wished, the solutions with reviews but with none by an expert, and why.
    """

    new: tuple[Pair, ...]
    loads: Mapping[str, int] = field(hash=False)
    shortfalls: tuple[Shortfall, ...]
    components: int
    without_expert: tuple[Shortfall, ...] = ()


def plan(request: Request) -> Plan:
    """Plan the reviews still wanted; the same request in any order, with the same seed, gives the same plan.

    No other plan has more reviews. Where they do not suffice for all, no solution is served a further time before
    the others were served as often as they can be. Of the plans in which each solution has as many reviews as here,
    none gives an expert to more of them. A part is joined to another wherever moving or exchanging one new review does
    it. No move of a new review from a busier juror to a freer one is left, unless it would break the graph apart or
    take a solution's last expert. Refuses plan-breaks-a-rule, which should never happen: what came out is checked once
    more.
    """
    draft = Draft(request)
    draft.fill()
    if request.experts:
        draft.call_experts()
    draft.even_out()
    while draft.join_parts():
        while draft.ease():
            pass
    made = Plan(
        new=tuple(sorted((juror, solution) for juror, held in draft.new.items() for solution in held)),
        loads=MappingProxyType({juror: draft.load[juror] for juror in request.jurors}),
        shortfalls=tuple(shortfalls(draft)),
        components=len(set(draft.survey()[0].values())),
        without_expert=tuple(without_expert(draft)),
    )
    _check(request, made)
    return made


def one_more(request: Request, solution: str) -> Plan:
    """Plan one more review of a single solution: by an expert if it lacks one, else by the freest juror, then the lot.

    Nothing comes where nobody is left; `shortfalls` tells why.
    """
    stands = {juror for juror, its in request.standing if its == solution}
    return plan(replace(request, solutions=[solution], per_solution=len(stands) + 1))


def everyone_reviews_everything(request: Request) -> Plan:
    """Plan for a small event: every solution for each juror without a conflict of interest.

    `per_solution` is passed over. Limits hold here too: what they prevent is a shortfall, a conflict is none.
    """
    return plan(replace(request, per_solution=None))


def _check(request: Request, made: Plan) -> None:
    """Look at the hard rules once more, from the plan alone."""
    pairs, stands = set(made.new), request.standing
    loads = Counter(juror for juror, _ in [*stands, *pairs])
    fresh = {juror for juror, _ in pairs}
    caps = {juror: request.jurors.get(juror, 0) for juror in fresh}
    broken = (
        len(pairs) < len(made.new)
        or not pairs.isdisjoint(stands)
        or any(request.bars(juror, solution) for juror, solution in pairs)
        or any(cap is not None and loads[juror] > cap for juror, cap in caps.items())
        or not {solution for _, solution in pairs} <= set(request.solutions)
    )
    if broken:
        raise AssignmentRefused("plan-breaks-a-rule")
