"""The record of a jury, put together for an edition of its minutes. Whole, whoever asks; readers get their part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call, CallOrganiser
from challenge_hub.calls.rubric import Round
from challenge_hub.deliberation.models import Sitting
from challenge_hub.deliberation.queries.record import ResolutionRecord, SittingRecord, record_of
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import sources
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.seats import state_of
from challenge_hub.judging.rules.jury import SeatState
from challenge_hub.minutes.queries.refs import Refs
from challenge_hub.minutes.queries.rounds import rounds_told
from challenge_hub.minutes.queries.times import at
from challenge_hub.results import preparing
from challenge_hub.results import queries as results

FORMAT = "challenge-hub-minutes"
FORMAT_VERSION = 1
SEATED = (SeatState.ACCEPTED, SeatState.DECLARED, SeatState.LEFT)


@dataclass(frozen=True)
class Record:
    """What the minutes are written from. `solution_ids` are the solutions by their refs, from 1."""

    content: Mapping[str, Any]
    solution_ids: Sequence[int]

    @property
    def is_recorded(self) -> bool:
        """Whether there is something to write down: a sitting or a round that is closed."""
        return bool(self.content["sittings"]) or any(one["closed_at"] for one in self.content["rounds"])


def record_for(room: JuryRoom) -> Record:
    """Everything of the jury of a call that is over: closed sittings, rounds with their settings, rankings of closed
    rounds, awards once they are released.
    """
    call = room.call
    rounds = db.session.scalars(
        select(Round).where(Round.call_id == call.id).options(selectinload(Round.criteria)).order_by(Round.number)
    ).all()
    refs = Refs(room, rounds)
    jurors = _jurors(call, refs)
    content = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "version": "full",
        "call": _call(call),
        "jurors": jurors,
        "conflicts": refs.conflicts(),
        "rounds": rounds_told(call, rounds, refs),
        "sittings": [_sitting(record_of(one), rounds, refs) for one in _closed_sittings(call)],
        "awards": _awards(call, refs),
    }
    return Record({**content, "solutions": refs.solutions()}, refs.solution_ids())


def _call(call: Call) -> dict[str, Any]:
    organisers = db.session.scalars(
        select(CallOrganiser).where(CallOrganiser.call_id == call.id).order_by(CallOrganiser.position)
    ).all()
    return {
        "slug": call.slug,
        "title": dict(call.title),
        "language": call.language,
        "time_zone": call.time_zone,
        "case_number": call.case_number,
        "purpose": call.purpose,
        "organisers": [{"name": one.organisation.name, "role": one.role} for one in organisers],
        "juror_names_public": call.juror_names_public,
        "officers_may_judge": call.officers_may_judge,
    }


def _jurors(call: Call, refs: Refs) -> list[dict[str, Any]]:
    """Everybody who took a seat, in the order of inviting."""
    statement = (
        select(Juror, func.coalesce(Person.display_name, Juror.label, Juror.key))
        .outerjoin(Person, Juror.person_id == Person.id)
        .where(Juror.call_id == call.id)
        .order_by(Juror.id)
    )
    seats = [(seat, name) for seat, name in db.session.execute(statement) if state_of(seat) in SEATED]
    for seat, _ in seats:
        refs.seat(seat)
    return [
        {
            "ref": refs.juror(seat.id),
            "name": name,
            "role": seat.role,
            "accepted_at": at(seat.accepted_at),
            "declared_at": at(seat.declared_at),
            "left_at": at(seat.left_at),
            "stands_in_for": seat.stands_in_for_id and refs.juror(seat.stands_in_for_id),
        }
        for seat, name in seats
    ]


def _closed_sittings(call: Call) -> Sequence[Sitting]:
    closed = select(Sitting).where(Sitting.call_id == call.id, Sitting.closed_at.is_not(None))
    return db.session.scalars(closed.order_by(Sitting.number)).all()


def _sitting(told: SittingRecord, rounds: Sequence[Round], refs: Refs) -> dict[str, Any]:
    return {
        "number": told.number,
        "round": next(one.number for one in rounds if one.id == told.round_id),
        "takes_place_at": at(told.takes_place_at),
        "closed_at": at(told.closed_at),
        "place": told.place,
        "minutes_by": told.minutes_by,
        "quorum": told.quorum,
        "chair_decides_ties": told.chair_decides_ties,
        "attendance": [
            {"juror": refs.juror(one.juror_id), "from": at(one.from_at), "until": at(one.until_at),
             "may_vote": one.may_vote}
            for one in told.attendance
        ],
        "items": [
            {"number": one.number, "solution": refs.solution(one.solution_id), "called_at": at(one.called_at),
             "left_room": [refs.juror(id_) for id_ in one.left_room]}
            for one in told.items
        ],
        "resolutions": [_resolution(one, refs) for one in told.resolutions],
    }  # fmt: skip


def _resolution(told: ResolutionRecord, refs: Refs) -> dict[str, Any]:
    return {
        "number": told.number,
        "kind": told.kind.value,
        "motion": told.motion,
        "solutions": sorted(refs.solution(id_) for id_ in told.solution_ids),
        "yes": told.yes,
        "no": told.no,
        "abstentions": told.abstentions,
        "chair_in_tie": told.chair_in_tie,
        "is_carried": told.is_carried,
        "deviates": told.deviates,
        "reason": told.reason,
        "corrects": list(told.corrects) if told.corrects else None,
        "decided_at": at(told.decided_at),
    }


def _awards(call: Call, refs: Refs) -> dict[str, Any] | None:
    """What was awarded, once it is released; before, it may still change."""
    release = results.released(call.id)
    if release is None:
        return None
    return {
        "decided_at": at(release.decided_at),
        "released_at": at(release.released_at),
        "statement": sources(release.statement),
        "awards": [
            {
                "prize": dict(award.prize_name),
                "worth": award.worth,
                "giver": award.giver,
                "solution": refs.solution(award.solution_id),
                "reason": dict(award.reason),
                "source": award.source,
                "decider": award.decider,
                "decided_by": award.decided_by,
                "votes": [award.votes_for, award.votes_cast] if award.votes_cast else None,
            }
            for award in preparing.awards_of(release.id)
        ],
    }
