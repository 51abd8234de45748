"""Adding a round after the last one, changing it, and dropping it again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.actions import announce_round
from challenge_hub.calls.models import Prize
from challenge_hub.calls.queries import any_round
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.calls.rules.changes import may_save
from challenge_hub.calls.shown import round_in_words
from challenge_hub.calls.writing import write_rubric
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.anonymity import draw_for_round
from challenge_hub.judging.panels import RoundSeat
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.rounds import has_work, round_mark, seats_of_round
from challenge_hub.judging.rules.rounds import (
    may_add_round,
    may_change_round,
    may_change_rubric,
    may_drop_round,
    may_end,
)

Texts = Mapping[str, str]
COPIED = (
    "method", "order", "weighting", "scale_min", "scale_max", "blank", "sheet_places", "criterion_places",
    "total_places", "tie_rules", "tie_criterion", "sheets_public", "reviews_per_solution", "minutes_per_review",
    "wants_expert",
)  # fmt: skip


@dataclass(frozen=True)
class RoundFacts:
    """What an organiser says about a round beside its rubric; `seats` are its jurors (ids), none: the whole jury. With
    `tandem_with` (an organisation's id) the chosen teams adapt their solutions in it.
    """

    title: Texts
    ends_at: datetime | None
    quorum: int | None
    has_shortlist: bool
    seats: Collection[int]
    tandem_with: int | None = None


def add_round(
    room: JuryRoom, facts: RoundFacts, *, seed: int, results_are_out: bool, by: Actor, now: datetime
) -> Round:
    """One more round, with the rubric of the one before it; `seed` is for its lots and the numbers of its solutions."""
    one_at_a_time(f"jury:{room.call.id}")
    may_add_round(
        is_organiser=room.is_organiser,
        rounds=room.rounds.last,
        is_stopped=room.call.suspended_at is not None or room.call.cancelled_at is not None,
        results_are_out=results_are_out,
    ).require()
    before = any_round(room.call.id, room.rounds.last)
    _may_end(room, before, facts.ends_at, now)
    added = Round(call_id=room.call.id, number=before.number + 1, seed=seed, note={})
    for name in COPIED:
        setattr(added, name, getattr(before, name))
    _say(added, facts, may_choose=True)
    added.criteria = [_copy(criterion) for criterion in before.criteria]
    db.session.add(added)
    db.session.flush()
    _seat(room, added, facts.seats)
    draw_for_round(room, added, seed=seed)
    record("add-round", added, by=by, now=now, call_id=room.call.id, round=added.number)
    announce_round(room.call, {}, round_in_words(added, room.call.time_zone), by=by, now=now)
    return added


def change_round(
    room: JuryRoom, facts: RoundFacts, rubric: Mapping[str, Any] | None, *, seen: str, by: Actor, now: datetime
) -> None:
    """Title, end, quorum and jurors of a round; `rubric` and who takes part only before anything was given out.

    `seen` is the mark of what stood there when the form was opened.
    """
    one_at_a_time(f"round:{room.judged.id}")
    changed = any_round(room.call.id, room.judged.number)
    db.session.refresh(changed, ["closed_at", "frozen_at"])
    _may_change(room, changed, facts, seen=seen, now=now)
    may_choose = may_change_rubric(is_frozen=changed.frozen_at is not None, has_work=has_work(changed.id))
    before = round_in_words(changed, room.call.time_zone)
    if rubric is not None:
        may_choose.require()
        write_rubric(changed, rubric)
    _say(changed, facts, may_choose=bool(may_choose) and changed.number > 1)
    db.session.flush()
    db.session.refresh(changed, ["criteria"])
    _seat(room, changed, facts.seats)
    record("change-round", changed, by=by, now=now, call_id=room.call.id, round=changed.number)
    announce_round(room.call, before, round_in_words(changed, room.call.time_zone), by=by, now=now)


def _may_change(room: JuryRoom, changed: Round, facts: RoundFacts, *, seen: str, now: datetime) -> None:
    may_save(seen=seen, current=round_mark(changed)).require()
    is_stopped = room.call.suspended_at is not None or room.call.cancelled_at is not None
    is_closed = changed.closed_at is not None
    may_change_round(is_organiser=room.is_organiser, is_closed=is_closed, is_stopped=is_stopped).require()
    if facts.ends_at != changed.ends_at:
        _may_end(room, any_round(room.call.id, changed.number - 1) if changed.number > 1 else None, facts.ends_at, now)


def drop_round(room: JuryRoom, *, by: Actor, now: datetime) -> None:
    """Take the last round out again, while nothing happened in it."""
    one_at_a_time(f"jury:{room.call.id}")
    dropped = any_round(room.call.id, room.judged.number)
    may_drop_round(
        is_organiser=room.is_organiser, number=dropped.number, last=room.rounds.last, has_work=has_work(dropped.id)
    ).require()
    before = round_in_words(dropped, room.call.time_zone)
    record("drop-round", dropped, by=by, now=now, call_id=room.call.id, round=dropped.number)
    db.session.execute(delete(Criterion).where(Criterion.round_id == dropped.id))
    db.session.execute(delete(Round).where(Round.id == dropped.id))
    of_round = (Prize.call_id == room.call.id, Prize.round_number == dropped.number)
    db.session.execute(update(Prize).where(*of_round).values(round_number=None))
    announce_round(room.call, before, {}, by=by, now=now)


def _may_end(room: JuryRoom, before: Round | None, ends_at: datetime | None, now: datetime) -> None:
    earlier = before.ends_at if before else None
    may_end(ends_at, closes_at=room.call.closes_at, earlier_ends_at=earlier, now=now).require()


def _say(said: Round, facts: RoundFacts, *, may_choose: bool) -> None:
    said.title, said.ends_at, said.quorum = dict(facts.title), facts.ends_at, facts.quorum
    if may_choose:
        said.has_shortlist = facts.has_shortlist
        said.tandem_with_id = facts.tandem_with if facts.has_shortlist else None


def _copy(criterion: Criterion) -> Criterion:
    plain = ("key", "position", "weight", "name", "description", "anchors")
    return Criterion(**{name: getattr(criterion, name) for name in plain})


def _seat(room: JuryRoom, judged: Round, seats: Collection[int]) -> None:
    """The jurors of a round, of this call's reviewing seats alone."""
    known = {seat_id for seat_id, _ in seats_of_round(room)}
    db.session.execute(delete(RoundSeat).where(RoundSeat.round_id == judged.id))
    db.session.add_all(RoundSeat(round_id=judged.id, juror_id=id_) for id_ in sorted(known & set(seats)))
    db.session.flush()
