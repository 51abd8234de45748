"""Writing down what the jury resolved, and taking back the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.deliberation.models import Resolution, ResolutionSolution
from challenge_hub.deliberation.queries import resolutions as queries
from challenge_hub.deliberation.queries.attendance import SeatHere, barred_from, seats_here
from challenge_hub.deliberation.queries.rooms import SittingRoom
from challenge_hub.deliberation.queries.standings import knows_everything, standings_for
from challenge_hub.deliberation.rules.resolutions import (
    RANKED,
    ResolutionKind,
    Votes,
    deviates,
    is_carried,
    may_count,
    may_resolve,
    may_take_back,
)
from challenge_hub.deliberation.rules.sittings import is_quorate, may_lead, voters
from challenge_hub.infrastructure.db import db, one_at_a_time


@dataclass(frozen=True)
class Motion:
    """What was put to the vote: the words, the solutions (ids) it names, why, and what (id) it corrects."""

    kind: ResolutionKind
    words: str
    solutions: frozenset[int]
    reason: str
    corrects: int | None = None


@dataclass(frozen=True)
class Electorate:
    """Who may vote on a motion now: how many, whether the quorum is reached, whether the chair decides a tie."""

    voters: int
    is_quorate: bool
    casts_in_tie: bool


def resolve(room: SittingRoom, motion: Motion, votes: Votes, *, by: Actor, now: datetime) -> Resolution:
    """Write down a motion with its votes, exactly as they were counted."""
    _lock(room)
    named = motion.solutions | _named_by(room, motion.corrects)
    leaves = leaves_ranking(room, motion.kind, named)
    known = {solution.id for solution in queries.open_solutions(room)}
    may_resolve(
        motion.kind,
        solutions=len(named),
        needs_reason=leaves or must_give_reason(room, motion.kind),
        reason=motion.reason,
        in_conflict=not named <= known,
    ).require()
    those = electorate(room, named, seats_here(room))
    may_count(votes, voters=those.voters, is_quorate=those.is_quorate, casts_in_tie=those.casts_in_tie).require()
    made = _kept(room, motion, votes, those, leaves=leaves, now=now)
    db.session.add_all([ResolutionSolution(resolution_id=made.id, solution_id=id_) for id_ in sorted(named)])
    db.session.flush()
    record("resolve", made, by=by, now=now, call_id=room.jury.call.id, number=made.number)
    return made


def take_back(room: SittingRoom, number: int, *, by: Actor, now: datetime) -> None:
    """The newest resolution was written down wrongly; while the sitting lasts it can be taken back and written anew."""
    _lock(room)
    last = queries.next_resolution(room.sitting.id) - 1
    found = queries.resolution_of(room, number)
    if found is None:
        raise Refused("resolves-in-conflict" if number <= last else "only-the-last")
    may_take_back(is_last=number == last).require()
    record("take-back-resolution", found, by=by, now=now, call_id=room.jury.call.id, number=number)
    db.session.delete(found)
    db.session.flush()


def electorate(room: SittingRoom, solutions: frozenset[int], seats: Sequence[SeatHere]) -> Electorate:
    """Who of those in the room may vote on a motion that names these solutions."""
    stays = [seat.here for seat in seats if seat.here]
    barred = frozenset[int]().union(*barred_from(room.jury.call.id, solutions).values())
    entitled = voters(stays, barred=barred)
    chairs = any(seat.is_chairing and seat.id in entitled for seat in seats)
    quorate = is_quorate(stays, room.sitting.quorum)
    return Electorate(len(entitled), quorate, room.sitting.chair_decides_ties and chairs)


def leaves_ranking(room: SittingRoom, kind: ResolutionKind, solutions: frozenset[int]) -> bool:
    """Whether the motion leaves the ranking, as far as whoever writes it down knows it."""
    places = {id_: stands.figures.place for id_, stands in standings_for(room.jury).items()}
    return deviates(kind, solutions, places, settled=queries.settled_by(room, kind))


def must_give_reason(room: SittingRoom, kind: ResolutionKind) -> bool:
    """Whoever may not know the whole ranking cannot tell whether it is left, and always gives a reason: whether one is
    asked for would otherwise tell of the hidden solution.
    """
    return kind in RANKED and not knows_everything(room.jury)


def _named_by(room: SittingRoom, resolution_id: int | None) -> frozenset[int]:
    """A correction is about everything that what it corrects is about."""
    if resolution_id is None:
        return frozenset()
    if resolution_id not in {id_ for id_, *_ in queries.correctable(room)}:
        raise Refused("resolves-in-conflict")
    named = select(ResolutionSolution.solution_id).where(ResolutionSolution.resolution_id == resolution_id)
    return frozenset(db.session.scalars(named))


def _kept(
    room: SittingRoom, motion: Motion, votes: Votes, those: Electorate, *, leaves: bool, now: datetime
) -> Resolution:
    made = Resolution(
        sitting_id=room.sitting.id,
        number=queries.next_resolution(room.sitting.id),
        kind=motion.kind,
        motion=motion.words,
        yes=votes.yes,
        no=votes.no,
        abstentions=votes.abstentions,
        voters=those.voters,
        chair_in_tie=votes.chair_in_tie if votes.is_tie and those.casts_in_tie else None,
        is_carried=is_carried(votes, casts_in_tie=those.casts_in_tie),
        deviates=leaves,
        reason=motion.reason,
        corrects_id=motion.corrects,
        decided_at=now,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _lock(room: SittingRoom) -> None:
    one_at_a_time(f"sitting:{room.sitting.id}")
    db.session.refresh(room.sitting, ["closed_at"])
    may_lead(leads=room.leads, is_closed=room.sitting.closed_at is not None).require()
