"""Whether a call keeps the names of its teams from its jury, and what follows for the rest of the call."""

from dataclasses import dataclass

from challenge_hub.access import YES, Decision
from challenge_hub.calls.rules.conditions import Purpose, SolutionsPublic


@dataclass(frozen=True)
class Names:
    """What a call says that bears on names: its purpose, whether its round is anonymised, when solutions are public."""

    purpose: str | None = None
    is_anonymous: bool = False
    solutions_public: str = SolutionsPublic.AFTER_DEADLINE


def fault_in(names: Names) -> str | None:
    """What does not fit together, as a reason key: anonymity-missing in a planning competition, and
    solutions-too-early where everybody could look up what the jury must not know.
    """
    if names.purpose == Purpose.PLANNING_COMPETITION and not names.is_anonymous:
        return "anonymity-missing"
    too_early = names.is_anonymous and names.solutions_public != SolutionsPublic.WITH_RESULTS
    return "solutions-too-early" if too_early else None


def may_become(before: Names, after: Names) -> Decision:
    """What a published call may still change. What teams were promised stays.

    Refuses with anonymity-stays, and as `fault_in` says.
    """
    if before.is_anonymous and not after.is_anonymous:
        return Decision("anonymity-stays")
    fault = fault_in(after)
    return Decision(fault) if fault else YES
