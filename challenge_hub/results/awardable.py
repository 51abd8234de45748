"""What may be awarded to whom: asked whenever awards are put down, handed over and released."""

from collections.abc import Iterable, Sequence

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.results.decisions import confirmed_for
from challenge_hub.results.groups import award_groups, is_outside_theme
from challenge_hub.results.models import Award, PrizeDecision
from challenge_hub.results.rules import Choice, fits_theme, may_award, within_limit
from challenge_hub.results.rules.prizes import follows_decisions, votes_add_up
from challenge_hub.solutions.queries import in_conflict


def require_awardable(call: Call, choices: Sequence[Choice], *, by: Actor) -> None:
    """No conflict of interest with anything awarded, the prize's theme, the municipality's decision, the limit."""
    for choice in choices:
        may_award(in_conflict=in_conflict(by, choice.solution_id)).require()
        votes_add_up(*(choice.votes or (None, None))).require()
    fits_theme(is_outside=is_outside_theme(call, choices)).require()
    require_decided(call, choices)
    within_limit(award_groups(call, [choice.solution_id for choice in choices]), call.most_awards).require()


def require_decided(call: Call, awarded: Iterable[Choice | Award]) -> None:
    """A prize a municipality has decided about goes where it said."""
    follows_decisions(_by_prize(awarded), _by_prize(row for row, _ in confirmed_for(call.id))).require()


def _by_prize(rows: Iterable[Choice | Award | PrizeDecision]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for row in rows:
        found.setdefault(row.prize_id, set()).add(row.solution_id)
    return found
