"""Filling the seats of a jury."""

from datetime import datetime

from sqlalchemy import select, update

from challenge_hub.access import Actor
from challenge_hub.accounts.letters import TO_OFFICES, count_letter
from challenge_hub.accounts.rules import mail_key
from challenge_hub.audit.actions import record
from challenge_hub.calls.blindfold import Blindfold
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_address, send_to_person
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.panels import PanelSeat, RoundSeat
from challenge_hub.judging.queries import seats as queries
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.jury import (
    JurorRole,
    SeatState,
    may_accept,
    may_change_invitation,
    may_decline,
    may_invite,
    may_replace,
)
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_to_judge


def invite(room: JuryRoom, *, mail: str, name: str, language: str, role: JurorRole, by: Actor, now: datetime) -> Juror:
    """Offer a seat to an address; the mail says what will be public and how much work it is."""
    mail = mail_key(mail)
    one_at_a_time(f"jury:{room.call.id}")
    may_invite(
        is_organiser=room.is_organiser,
        is_invited=queries.is_invited(room.call.id, mail),
        wants_chair=role is JurorRole.CHAIR,
        chair_is_taken=queries.chair_is_taken(room.call.id),
    ).require()
    keys = set(db.session.scalars(select(Juror.key).where(Juror.call_id == room.call.id)))
    key = next(key for number in range(1, len(keys) + 2) if (key := f"seat-{number}") not in keys)
    seat = Juror(call_id=room.call.id, key=key, label=name, role=role, invited_mail=mail, invited_language=language)
    seat.invited_at = now
    count_letter(TO_OFFICES, by=by, now=now)
    db.session.add(seat)
    db.session.flush()
    record("invite-juror", seat, by=by, now=now, call_id=room.call.id)
    send_to_address("judging.invitation", mail, language, now=now, juror=seat.id)
    return seat


def resend(room: JuryRoom, seat: Juror, *, by: Actor, now: datetime) -> None:
    """Send a waiting invitation once more; its link is good for another while."""
    may_change_invitation(is_organiser=room.is_organiser, state=_state_now(seat)).require()
    count_letter(TO_OFFICES, by=by, now=now)
    seat.invited_at = now
    db.session.flush()
    record("invite-juror-again", seat, by=by, now=now, call_id=room.call.id)
    send_to_address(
        "judging.invitation", seat.invited_mail or "", seat.invited_language or "de", now=now, juror=seat.id
    )


def withdraw_invitation(room: JuryRoom, seat: Juror, *, by: Actor, now: datetime) -> None:
    """Take a waiting invitation back; its link opens nothing any more, and a mail says so."""
    may_change_invitation(is_organiser=room.is_organiser, state=_state_now(seat)).require()
    seat.left_at = now
    db.session.flush()
    record("withdraw-jury-invitation", seat, by=by, now=now, call_id=room.call.id)
    send_to_address("judging.withdrawn", seat.invited_mail or "", seat.invited_language or "de", now=now, juror=seat.id)


def accept(seat: Juror, *, by: Actor, now: datetime) -> None:
    """Take the seat that was offered to one's address."""
    state = _state_now(seat)
    may_accept(queries.candidate(by, seat), state=state).require()
    seat.person_id, seat.accepted_at = by.person_id, now
    db.session.merge(Blindfold(call_id=seat.call_id, person_id=by.person_id))
    db.session.flush()
    record("accept-seat", seat, by=by, now=now, call_id=seat.call_id)


def _state_now(seat: Juror) -> SeatState:
    """Once nobody else acts in this jury: two may hold the link, or one may click twice."""
    one_at_a_time(f"jury:{seat.call_id}")
    db.session.refresh(seat)
    return queries.state_of(seat)


def decline(seat: Juror, *, reason: str, by: Actor, now: datetime) -> None:
    """Decline a seat, perhaps with a reason for the organisers."""
    may_decline(state=_state_now(seat)).require()
    seat.declined_at, seat.decline_reason = now, reason or None
    db.session.flush()
    record("decline-seat", seat, by=by, now=now, call_id=seat.call_id)


def replace(room: JuryRoom, seat: Juror, deputy: Juror | None, *, by: Actor, now: datetime) -> None:
    """A juror leaves; a deputy, if one is named, takes over the seat with its role and what was not done yet.

    Reviews that are done stay with the seat that was left, and count.
    """
    one_at_a_time(f"jury:{room.call.id}")
    may_replace(
        is_organiser=room.is_organiser,
        is_chair=room.is_chair and room.seat is not seat,
        state=queries.state_of(seat),
        deputy_is_ready=deputy is None or is_ready_deputy(deputy),
    ).require()
    seat.left_at = now
    if deputy is not None:
        deputy.stands_in_for_id, deputy.role = seat.id, seat.role
        _sit_where(seat, deputy)
    db.session.flush()
    record("replace-juror", seat, by=by, now=now, call_id=room.call.id, deputy=deputy.id if deputy else None)
    left = _hand_back_what_is_open(seat, now)
    if deputy is not None and room.round is not None:
        _take_over(deputy, left, room.round.id, now)
        if deputy.person_id is not None:
            send_to_person("judging.replaced", deputy.person_id, now=now, juror=deputy.id)


def give_up_seats(person_id: int, *, by: Actor, now: datetime) -> None:
    """A juror leaves every jury at work; what is open waits for somebody else. Nobody else acts in these juries."""
    at_work = select(Juror).join(Call, Call.id == Juror.call_id).where(Call.ends_at > now, Juror.left_at.is_(None))
    for seat in db.session.scalars(at_work.where(Juror.person_id == person_id, Juror.accepted_at.is_not(None))).all():
        seat.left_at = now
        db.session.flush()
        record("replace-juror", seat, by=by, now=now, call_id=seat.call_id, deputy=None)
        _hand_back_what_is_open(seat, now)


def _sit_where(seat: Juror, deputy: Juror) -> None:
    """The deputy judges in the rounds and on the panels the seat was chosen for."""
    chosen = db.session.scalars(select(RoundSeat.round_id).where(RoundSeat.juror_id == seat.id)).all()
    for round_id in chosen:
        db.session.merge(RoundSeat(round_id=round_id, juror_id=deputy.id))
    panels = db.session.scalars(select(PanelSeat.panel_id).where(PanelSeat.juror_id == seat.id)).all()
    for panel_id in panels:
        db.session.merge(PanelSeat(panel_id=panel_id, juror_id=deputy.id))


def is_ready_deputy(deputy: Juror) -> bool:
    """A deputy juror who accepted, has not left, and has not taken over a seat yet."""
    is_deputy = deputy.role == JurorRole.DEPUTY and deputy.stands_in_for_id is None
    return is_deputy and deputy.accepted_at is not None and deputy.left_at is None


def _hand_back_what_is_open(seat: Juror, now: datetime) -> list[int]:
    done = select(Review.solution_id).where(Review.juror_id == seat.id, Review.is_done)
    handed = update(Assignment).where(
        Assignment.juror_id == seat.id, Assignment.handed_back_at.is_(None), Assignment.solution_id.not_in(done)
    )
    found = db.session.scalars(handed.values(handed_back_at=now).returning(Assignment.solution_id))
    return sorted(found)


def _take_over(deputy: Juror, solutions: list[int], round_id: int, now: datetime) -> None:
    """Only what the deputy has no conflict of interest with."""
    held = select(Assignment.solution_id).where(Assignment.juror_id == deputy.id, Assignment.round_id == round_id)
    free = select(Solution.id).where(
        Solution.id.in_(solutions), free_to_judge(deputy.person_id), Solution.id.not_in(held)
    )
    db.session.add_all(
        Assignment(round_id=round_id, juror_id=deputy.id, solution_id=id_, assigned_at=now)
        for id_ in db.session.scalars(free)
    )
    db.session.flush()
