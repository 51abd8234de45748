"""What the rankings and the ties settled say of the prizes of the jury, for whoever prepares the awards."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, not_, select

from challenge_hub.access import Actor
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries import all_solution_keys
from challenge_hub.judging.queries.rankings import inputs_of, newest
from challenge_hub.judging.queries.rooms import reader_of
from challenge_hub.judging.queries.settling import bounds_of, newest_choices
from challenge_hub.judging.rules.closeness import Verdict
from challenge_hub.judging.rules.settling import WayOut
from challenge_hub.judging.settled import TieDecision
from challenge_hub.judging.stored import StoredPlace, StoredRanking
from challenge_hub.results.decisions import confirmed_for
from challenge_hub.results.groups import groups_of
from challenge_hub.results.room import Candidates, Ranked
from challenge_hub.results.rules.proposing import Close, Proposal, Slot, Standing, proposals
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class Proposed:
    """A proposal with its solutions as this reader knows them; `decided_at`: when the ranking was computed, or a tie
    settled.
    """

    proposal: Proposal
    solutions: Sequence[Ranked]
    passed: Sequence[Ranked]
    candidates: Candidates
    theme_id: int | None
    decided_at: datetime


@dataclass(frozen=True)
class Proposals:
    """By prize (id). Somebody with a conflict of interest in one of the rankings gets none (`is_barred`): a gap would
    tell where the solution stands.
    """

    by_prize: Mapping[int, Proposed]
    is_barred: bool = False


@dataclass(frozen=True)
class _Source:
    """What is stored about the ranking of one round."""

    ranking: StoredRanking
    ids: Mapping[str, int]
    choices: Mapping[tuple[int | None, int], TieDecision]


def proposals_for(
    viewer: Actor, call: Call, last: Round, prizes: Sequence[Prize], candidates: Mapping[int, Candidates]
) -> Proposals:
    """For the prizes the jury decides about, from rankings that are not behind, once the last round is closed."""
    own = [prize for prize in prizes if prize.decider in (None, Decider.JURY) and prize.id in candidates]
    if last.closed_at is None or not own:
        return Proposals({})
    sources = _sources(viewer, call, {candidates[prize.id].round_number for prize in own})
    if sources is None:
        return Proposals({}, is_barred=True)
    slots = {prize.id: (candidates[prize.id].round_number, prize.theme_id) for prize in own}
    rankings = {
        slot: (_standings(candidates[id_]), _close(sources[slot[0]], slot[1]))
        for id_, slot in slots.items()
        if slot[0] in sources
    }
    asked = [(id_, slot) for id_, slot in slots.items() if slot in rankings]
    given = [row.solution_id for row, _ in confirmed_for(call.id)] if call.most_awards else []
    named = {line.solution_id: line for each in candidates.values() for line in each.lines}
    groups, most = _groups(call, {*named, *given}), call.most_awards
    found = proposals(asked, rankings, groups, most=most, given=given, finals=_finals(sources))
    return Proposals({id_: _proposed(one, slots[id_], candidates[id_], sources, named) for id_, one in found.items()})


def _sources(viewer: Actor, call: Call, numbers: Collection[int]) -> Mapping[int, _Source] | None:
    """By the number of the round; none at all where one of them hides something from this reader."""
    found = {}
    for number in sorted(numbers):
        judged = calls.any_round(call.id, number)
        ranking = newest(judged)
        if ranking and _hides_some(viewer, judged, ranking):
            return None
        if ranking and not ranking.fault and ranking.inputs == inputs_of(judged):
            found[number] = _Source(ranking, dict(all_solution_keys(judged)), newest_choices(judged))
    return found


def _hides_some(viewer: Actor, judged: Round, ranking: StoredRanking) -> bool:
    placed = exists().where(StoredPlace.ranking_id == ranking.id, StoredPlace.solution_id == Solution.id)
    hidden = select(exists().where(placed, not_(reader_of(viewer, judged).free)))
    return bool(db.session.scalar(hidden))


def _standings(candidates: Candidates) -> Sequence[Standing]:
    return [
        Standing(line.solution_id, line.standing.place or 0, line.standing.total, line.standing.decided_by)
        for line in candidates.lines
        if line.standing
    ]


def _close(source: _Source, theme_id: int | None) -> Sequence[Close]:
    """The boundaries too close to call. A choice counts as long as its group is the same."""
    found = []
    for bound in bounds_of(source.ranking, theme_id):
        if bound["verdict"] == Verdict.TOO_CLOSE:
            group = frozenset(source.ids[key] for key in bound["open"] if key in source.ids)
            settled = frozenset(source.ids[key] for key in bound["settled"] if key in source.ids)
            row = source.choices.get((theme_id, bound["k"]))
            choice = row if row and group == set(row.solutions) else None
            shares = choice is not None and choice.way == WayOut.SHARE
            found.append(Close(bound["k"], group, settled, shares, frozenset(choice.chosen if choice else ())))
    return found


def _finals(sources: Mapping[int, _Source]) -> Mapping[Slot, Slot]:
    """The final rounds that were added for a tie, by theme."""
    return {
        (row.final_round, theme_id): (number, theme_id)
        for number, source in sources.items()
        for (theme_id, _), row in source.choices.items()
        if row.final_round is not None
    }


def _groups(call: Call, solutions: Collection[int]) -> Mapping[int, Collection[int]]:
    return groups_of(call, solutions) if call.most_awards else {}


def _proposed(
    one: Proposal, slot: Slot, candidates: Candidates, sources: Mapping[int, _Source], named: Mapping[int, Ranked]
) -> Proposed:
    number, theme_id = slot
    choice = sources[number].choices.get((theme_id, one.after)) if one.after else None
    at = choice.decided_at if choice else sources[number].ranking.computed_at
    solutions, passed = ([named[id_] for id_ in ids] for ids in (one.solutions, one.passed))
    return Proposed(one, solutions, passed, candidates, theme_id, at)
