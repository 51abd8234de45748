"""Trying the rubric: examples are written, scored by everyone, and scoring opens when the jury is done with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, insert

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.deliberation.actions.wording import keep_wording
from challenge_hub.deliberation.models import Anchor, AnchorScore, Calibration
from challenge_hub.deliberation.queries.mails import people_of_jury
from challenge_hub.deliberation.queries.trial import TrialRoom, examples_of, newest_version, stage_of, trial_seen
from challenge_hub.deliberation.rules.trial import (
    may_add_example,
    may_begin_trial,
    may_prepare,
    may_reword,
    may_set_up,
    may_try,
)
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.text import render


@dataclass(frozen=True)
class Example:
    """What is written of an example, each in the language of the call."""

    title: str
    text: str
    link: str


def set_up(room: TrialRoom, *, by: Actor, now: datetime) -> Calibration:
    """From now on scoring waits for the trial. The wording as it stands is kept as version 1."""
    judged = room.jury.judged
    one_at_a_time(f"round:{judged.id}")
    db.session.refresh(judged, ["frozen_at", "held_at"], with_for_update=True)
    is_set_up = room.trial is not None or judged.held_at is not None
    may_set_up(
        leads=room.leads,
        is_published=room.jury.call.published_at is not None,
        is_set_up=is_set_up,
        has_scores=judged.frozen_at is not None,
    ).require()
    trial = Calibration(round_id=judged.id, set_up_at=now)
    judged.held_at = now
    db.session.add(trial)
    db.session.flush()
    if newest_version(judged.id) is None:
        keep_wording(judged, by=by, now=now)
    record("set-up-trial", trial, by=by, now=now, call_id=room.jury.call.id)
    return trial


def drop(room: TrialRoom, *, by: Actor, now: datetime) -> None:
    """Do without a trial after all, as long as it has not begun."""
    trial = _locked(room)
    may_prepare(leads=room.leads, stage=stage_of(trial)).require()
    record("drop-trial", trial, by=by, now=now, call_id=room.jury.call.id)
    db.session.delete(trial)
    room.jury.judged.held_at = None
    db.session.flush()


def save_example(room: TrialRoom, example: Anchor | None, typed: Example, *, by: Actor, now: datetime) -> Anchor:
    """Write a new example, or another wording of one."""
    trial = _locked(room)
    kept, language = examples_of(trial), room.jury.call.language
    if example is None:
        may_add_example(leads=room.leads, stage=stage_of(trial), examples=len(kept)).require()
        example = Anchor(calibration_id=trial.id, position=max((one.position for one in kept), default=0) + 1)
        db.session.add(example)
    else:
        may_prepare(leads=room.leads, stage=stage_of(trial)).require()
    example.title, example.text, example.link = {language: typed.title}, render({language: typed.text}), typed.link
    db.session.flush()
    record("write-example", example, by=by, now=now, call_id=room.jury.call.id)
    return example


def drop_example(room: TrialRoom, example: Anchor, *, by: Actor, now: datetime) -> None:
    """Take an example away before the trial begins."""
    may_prepare(leads=room.leads, stage=stage_of(_locked(room))).require()
    record("drop-example", example, by=by, now=now, call_id=room.jury.call.id)
    db.session.delete(example)
    db.session.flush()


def begin(room: TrialRoom, *, by: Actor, now: datetime) -> None:
    """The jurors find the examples on their desk, and get a mail."""
    trial = _locked(room)
    may_begin_trial(leads=room.leads, stage=stage_of(trial), examples=len(examples_of(trial))).require()
    trial.opened_at = now
    db.session.flush()
    record("begin-trial", trial, by=by, now=now, call_id=room.jury.call.id)
    for person_id in people_of_jury(room.jury.call.id):
        send_to_person("deliberation.trial", person_id, now=now, trial=trial.id)


def try_out(room: TrialRoom, example: Anchor, points: Mapping[int, Decimal], *, by: Actor, now: datetime) -> None:
    """Keep what a juror gives an example, by criterion (id). These points never count."""
    seat, trial = room.jury.seat, _locked(room)
    if seat is None:
        raise Refused("not-declared")
    seen = trial_seen(room)
    is_declared = seat.declared_at is not None
    may_try(stage=stage_of(trial), is_declared=is_declared, is_complete=seen.is_complete).require()
    if points.keys() != {criterion.id for criterion in seen.criteria}:
        raise Refused("points-missing")
    mine = (AnchorScore.anchor_id == example.id, AnchorScore.juror_id == seat.id)
    db.session.execute(delete(AnchorScore).where(*mine))
    of_seat = {"anchor_id": example.id, "juror_id": seat.id}
    rows = [{**of_seat, "criterion_id": criterion, "value": value} for criterion, value in points.items()]
    db.session.execute(insert(AnchorScore), rows)
    record("try-example", trial, by=by, now=now, call_id=room.jury.call.id)


def end(room: TrialRoom, *, by: Actor, now: datetime) -> None:
    """The jury is done with the examples: scoring opens, and the wording stays as it is."""
    trial = _locked(room)
    may_reword(leads=room.leads, stage=stage_of(trial)).require()
    trial.closed_at, room.jury.judged.held_at = now, None
    db.session.flush()
    record("end-trial", trial, by=by, now=now, call_id=room.jury.call.id)


def _locked(room: TrialRoom) -> Calibration:
    """The trial, while everybody else who would change it waits."""
    one_at_a_time(f"round:{room.jury.judged.id}")
    db.session.refresh(room.set_up, ["opened_at", "closed_at"])
    return room.set_up
