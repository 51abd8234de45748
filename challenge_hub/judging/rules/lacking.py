"""What a plan could not give, and why."""

from collections.abc import Iterator

from challenge_hub.judging.rules.capacity import Cause, Shortfall
from challenge_hub.judging.rules.draft import Draft


def shortfalls(draft: Draft) -> Iterator[Shortfall]:
    """Every solution that lacks reviews, by id, and why."""
    per_solution = draft.request.per_solution
    for solution in draft.request.solutions:
        missing = draft.wanted[solution] - len(draft.holders[solution])
        if missing > 0:
            causes = {
                Cause.CONFLICT: len(draft.conflicts[solution]) if per_solution else 0,
                Cause.CAP_REACHED: sum(juror not in draft.barred[solution] for juror in draft.jurors),
                Cause.TOO_FEW_JURORS: max(0, (per_solution or 0) - len(draft.all_for(solution))),
            }
            yield Shortfall(solution, missing, causes)


def without_expert(draft: Draft) -> Iterator[Shortfall]:
    """Every solution that has reviews and none by an expert, by id, and why; nothing where no expert is wished."""
    for solution in draft.request.solutions if draft.request.experts is not None else ():
        if draft.holders[solution] and not draft.has_expert(solution):
            present = draft.experts[solution] & draft.all_for(solution)
            conflicts = present & draft.conflicts[solution]
            causes = {
                Cause.CONFLICT: len(conflicts),
                Cause.CAP_REACHED: len(present - conflicts),
                Cause.NO_EXPERT: int(not present),
            }
            yield Shortfall(solution, 1, causes)
