"""Correcting a published ranking: what differs, preparing it, sending it back, releasing it."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.rounding import shown
from challenge_hub.calls.rules.scoring import ESTIMATE_PLACES, ESTIMATED
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.rankings import bring_up_to_date
from challenge_hub.judging.queries.rankings import inputs_of, newest, stored_places
from challenge_hub.judging.queries.rooms import reader_of
from challenge_hub.judging.stored import StoredRanking
from challenge_hub.results import published, room
from challenge_hub.results.actions import freeze
from challenge_hub.results.corrected import Correction
from challenge_hub.results.models import Feedback, Publication, PublishedPlace
from challenge_hub.results.rules import means_for_team
from challenge_hub.results.rules.correcting import (
    Corrected,
    Reached,
    corrected,
    may_correct,
    may_release_correction,
)
from challenge_hub.solutions.actions import tell_team
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.rounds import in_round

MAIL = "results.corrected"
SEED_END = 2**31


@dataclass(frozen=True)
class Proposal:
    """A correction as it would be made now: from which publication, what differs (solutions by id), its fingerprint."""

    published: Publication
    changes: Sequence[Corrected[int]]
    sha256: str
    is_behind: bool
    waiting: Correction | None


def proposal_for(judged: Round) -> Proposal:
    """From the newest stored ranking; where nothing was published there is nothing to correct."""
    return _proposal(judged, newest(judged))


def prepare_correction(call: Call, judged: Round, *, reason: str, seen: str, by: Actor, now: datetime) -> Correction:
    """Say that the newest ranking shall be published, and why; `seen` is the fingerprint of what was shown."""
    one_at_a_time(f"awards:{call.id}")
    found = _proposal(judged, bring_up_to_date(judged, now=now))
    may_correct(
        is_entitled=room.is_entitled(by, call.id),
        in_conflict=has_conflict(by, judged),
        is_waiting=found.waiting is not None,
        has_changed=bool(found.changes),
        is_the_shown=found.sha256 == seen,
        reason=reason,
    ).require()
    made = Correction(call_id=call.id, round_number=judged.number, reason=reason, content_sha256=found.sha256)
    made.prepared_by, made.prepared_at = by.person_id or 0, now
    db.session.add(made)
    db.session.flush()
    record("prepare-correction", made, by=by, now=now, call_id=call.id, round=judged.number)
    return made


def return_correction(call: Call, judged: Round, *, reason: str, by: Actor, now: datetime) -> None:
    """It is not published; the reason stays."""
    one_at_a_time(f"awards:{call.id}")
    waiting = waiting_in(judged)
    if waiting is None:
        raise NotFound
    waiting.returned_at, waiting.return_reason = now, reason
    record("return-correction", waiting, by=by, now=now, call_id=call.id, round=judged.number)


def release_correction(call: Call, judged: Round, *, seen: str, by: Actor, now: datetime) -> Publication:
    """Publish it under the next number; the teams concerned get a mail and the means of now."""
    one_at_a_time(f"awards:{call.id}")
    found = _proposal(judged, bring_up_to_date(judged, now=now))
    waiting = found.waiting
    may_release_correction(
        is_entitled=room.is_entitled(by, call.id),
        in_conflict=has_conflict(by, judged),
        is_waiting=waiting is not None,
        has_prepared=waiting is not None and waiting.prepared_by == by.person_id,
        is_unchanged=waiting is not None and seen == waiting.content_sha256 == found.sha256,
    ).require()
    if waiting is None:
        raise NotFound
    number, seed, why = found.published.number + 1, secrets.randbelow(SEED_END), waiting.reason
    publication = freeze(judged, number=number, seed=seed, reason=why, published_at=now, is_entitled=True, now=now)
    waiting.released_by, waiting.released_at, waiting.publication_id = by.person_id, now, publication.id
    _tell(judged, publication, found.changes, now)
    record("correct-results", publication, by=by, now=now, call_id=call.id, number=number)
    return publication


def waiting_in(judged: Round) -> Correction | None:
    """The correction of a round that waits for its release."""
    of_round = (Correction.call_id == judged.call_id, Correction.round_number == judged.number)
    is_open = (Correction.released_at.is_(None), Correction.returned_at.is_(None))
    return db.session.scalar(select(Correction).where(*of_round, *is_open))


def has_conflict(viewer: Actor, judged: Round) -> bool:
    """Whether some solution of the round is hidden from this person by a conflict of interest."""
    reader = reader_of(viewer, judged)
    hidden = select(Solution.id).where(Solution.call_id == judged.call_id, in_round(judged), ~reader.free)
    return db.session.scalar(hidden.limit(1)) is not None


def _proposal(judged: Round, stored: StoredRanking | None) -> Proposal:
    current = published.newest_publication(judged.call_id, judged.number)
    if current is None:
        raise NotFound
    before = published.reached_in(current.id)
    after = _reached(stored) if stored and not stored.fault else before
    changes = corrected(before, after)
    told = [current.number, sorted((one.solution, one.after) for one in changes)]
    sha256 = hashlib.sha256(json.dumps(told).encode()).hexdigest()
    is_behind = stored is None or stored.inputs != inputs_of(judged)
    return Proposal(current, changes, sha256, is_behind, waiting_in(judged))


def _reached(stored: StoredRanking) -> Mapping[int, Reached]:
    is_estimate = stored.settings["method"] in ESTIMATED
    found: dict[int, Reached] = {}
    for id_, place in stored_places(stored).items():
        total = place.total
        if total is not None and is_estimate:
            total = shown(total, ESTIMATE_PLACES)
        found[id_] = (place.place, published.points_in_words(total))
    return found


def _tell(judged: Round, publication: Publication, changes: Sequence[Corrected[int]], now: datetime) -> None:
    concerned = [one.solution for one in changes]
    of_round = (Feedback.call_id == judged.call_id, Feedback.round_number == judged.number)
    given = {one.solution_id: one for one in db.session.scalars(select(Feedback).where(*of_round))}
    for place in db.session.scalars(select(PublishedPlace).filter_by(publication_id=publication.id)):
        if place.solution_id in given:
            given[place.solution_id].criterion_means = means_for_team(place.criterion_means, place.reviews)
    for solution in db.session.scalars(select(Solution).where(Solution.id.in_(concerned)).order_by(Solution.id)):
        tell_team(MAIL, solution, now=now, publication_id=publication.id)
