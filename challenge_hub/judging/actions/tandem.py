"""A municipality chooses for its tandem round: one of its people prepares, another releases the shortlist."""

from collections.abc import Collection, Mapping, Sized
from dataclasses import replace
from datetime import datetime

from challenge_hub.access import Actor, Decision, Refused
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.judging.actions.shortlist import put_on_list
from challenge_hub.judging.queries import shortlist
from challenge_hub.judging.queries.tandem import TandemRoom, choice_for, colleagues_of, mark_of_choice
from challenge_hub.judging.rules.shortlist import Wanted
from challenge_hub.judging.rules.tandem import may_choose, may_release_choice
from challenge_hub.judging.tandem import TandemChoice
from challenge_hub.solutions.rules.shortlist import Source

MAIL = "judging.choice_waits"


def choosable(room: TandemRoom, chosen: Sized) -> Decision:
    """Whether so many solutions may be chosen now; the page asks the same."""
    return may_choose(
        chooses=room.chooses,
        earlier_is_closed=room.before.closed_at is not None,
        is_closed=room.judged.closed_at is not None,
        is_in_use=shortlist.is_in_use(room.judged),
        is_released=room.choice is not None and room.choice.released_at is not None,
        chosen=len(chosen),
    )


def choose(
    room: TandemRoom, solutions: Collection[int], *, reason: Mapping[str, str], how: str, by: Actor, now: datetime
) -> TandemChoice:
    """Put down with which solutions (ids) the municipality works on, why, and how that was come to; colleagues hear
    that it waits.
    """
    room = _anew(room)
    chosen = sorted({one.id for one in room.candidates} & set(solutions))
    choosable(room, chosen).require()
    made = room.choice or TandemChoice(round_id=room.judged.id)
    made.solutions, made.reason, made.how = chosen, dict(reason), how
    made.prepared_by, made.prepared_at = by.person_id or 0, now
    db.session.add(made)
    db.session.flush()
    record("prepare-choice", room.judged, by=by, now=now, call_id=room.call.id, solutions=len(chosen))
    for person_id in colleagues_of(made, room.organisation.id):
        send_to_person(MAIL, person_id, now=now, round_id=room.judged.id)
    return made


def release_choice(room: TandemRoom, *, seen: str, by: Actor, now: datetime) -> None:
    """Release what a colleague prepared, exactly as it was `seen`: it becomes the shortlist of the round."""
    room = _anew(room)
    choice = room.choice
    if choice is None or by.person_id is None:
        raise Refused("nobody-is-chosen")
    may_release_choice(
        choosable(room, choice.solutions),
        has_prepared=choice.prepared_by == by.person_id,
        conflicts=set(choice.solutions) - {one.id for one in room.candidates},
        is_unchanged=seen == mark_of_choice(choice),
    ).require()
    choice.released_by, choice.released_at = by.person_id, now
    because = f"{room.organisation.name}: {choice.how}"
    wanted = Wanted(Source.DECISION, solutions=frozenset(choice.solutions), reason=because)
    put_on_list(room.judged, choice.solutions, wanted, by=by, now=now)
    record("release-choice", room.judged, by=by, now=now, call_id=room.call.id, solutions=len(choice.solutions))


def _anew(room: TandemRoom) -> TandemRoom:
    """The room as it is once nobody else changes the round."""
    one_at_a_time(f"round:{room.judged.id}")
    db.session.refresh(room.judged, ["closed_at"])
    db.session.refresh(room.before, ["closed_at"])
    return replace(room, choice=choice_for(room.judged.id))
