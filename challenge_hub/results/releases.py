"""Awards: prepared by one, released by another, both free of conflict with what is awarded (Vier-Augen-Prinzip)."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.queries import any_round
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.text import render, sources
from challenge_hub.judging.actions.anonymity import reveal_names
from challenge_hub.judging.actions.rankings import bring_up_to_date
from challenge_hub.judging.queries import all_sheets_of, comments_of
from challenge_hub.judging.queries.rankings import stored_places
from challenge_hub.judging.queries.settling import newest_choices
from challenge_hub.results import preparing, queries, room
from challenge_hub.results.actions import freeze
from challenge_hub.results.awardable import require_awardable, require_decided
from challenge_hub.results.models import Award, Feedback, Publication, PublishedPlace, Release
from challenge_hub.results.rules import (
    Choice,
    may_award,
    may_give_reasons,
    may_prepare,
    may_release,
    means_for_team,
)
from challenge_hub.results.voted import require_voted, with_counts
from challenge_hub.solutions.queries import in_conflict

Texts = Mapping[str, str]


def edit_awards(
    call: Call,
    judging_round: Round,
    choices: Sequence[Choice],
    *,
    statement: Texts,
    decided_at: datetime | None,
    by: Actor,
    now: datetime,
) -> Release:
    """Put down what shall be awarded. Whoever does so has a hand in it, and will not release it."""
    one_at_a_time(f"awards:{call.id}")
    release = preparing.open_release(call.id) or _new_release(call, judging_round, by)
    _require_entitled(call, judging_round, by)
    choices = with_counts(call, choices, now=now)
    require_awardable(call, choices, by=by)
    require_voted(call, choices, now=now)
    release.statement, release.decided_at = render(statement), decided_at
    release.edited_by = sorted({*release.edited_by, _person(by)})
    release.prepared_by, release.prepared_at = _person(by), None
    _replace_awards(release, choices)
    record("edit-awards", release, by=by, now=now, call_id=call.id)
    return release


def hand_over(call: Call, judging_round: Round, release: Release, *, by: Actor, now: datetime) -> None:
    """Say that the awards are ready; from now on somebody else releases them or sends them back."""
    _require_entitled(call, judging_round, by)
    _require_free_of_conflict(release, by)
    require_decided(call, preparing.awards_of(release.id))
    require_voted(call, preparing.awards_of(release.id), now=now, final=True)
    release.prepared_by, release.prepared_at, release.returned_at, release.return_reason = _person(by), now, None, None
    release.edited_by = sorted({*release.edited_by, _person(by)})
    release.content_sha256 = fingerprint(judging_round, release, now=now)
    record("prepare-awards", release, by=by, now=now, call_id=call.id)


def send_back(call: Call, release: Release, *, reason: str, by: Actor, now: datetime) -> None:
    """Not as it is: the awards go back with a reason, and can be changed again."""
    may_release(is_prepared=release.prepared_at is not None, has_edited=False, is_unchanged=True).require()
    release.prepared_at, release.returned_at, release.return_reason = None, now, reason
    record("return-awards", release, by=by, now=now, call_id=call.id)


def release_awards(
    call: Call, judging_round: Round, release: Release, *, seen: str, by: Actor, now: datetime
) -> Publication:
    """Publish ranking, awards and feedback as they were shown (`seen` is their fingerprint)."""
    one_at_a_time(f"awards:{call.id}")
    _require_entitled(call, judging_round, by)
    is_unchanged = seen == release.content_sha256 == fingerprint(judging_round, release, now=now)
    has_edited = _person(by) in release.edited_by
    is_prepared = release.prepared_at is not None
    may_release(is_prepared=is_prepared, has_edited=has_edited, is_unchanged=is_unchanged).require()
    _require_free_of_conflict(release, by)
    require_decided(call, preparing.awards_of(release.id))
    require_voted(call, preparing.awards_of(release.id), now=now, final=True)
    publication = _publish_rounds(call, judging_round, now)
    release.released_by, release.released_at, release.publication_id = _person(by), now, publication.id
    reveal_names(call.id, by=by, now=now)
    if call.solutions_public_at is None or call.solutions_public_at > now:
        call.solutions_public_at = now
    record("publish-results", publication, by=by, now=now, call_id=call.id, number=publication.number)
    return publication


def _publish_rounds(call: Call, last: Round, now: datetime) -> Publication:
    """Freeze every round with reviews, and give its feedback; returns the publication of the last."""
    for number in range(1, last.number):
        earlier = any_round(call.id, number)
        if all_sheets_of(earlier):
            _publish_round(call, earlier, now)
    return _publish_round(call, last, now)


def _publish_round(call: Call, judged: Round, now: datetime) -> Publication:
    seed = secrets.randbelow(2**31)
    publication = freeze(judged, number=1, seed=seed, reason=None, published_at=now, is_entitled=True, now=now)
    _give_feedback(call, judged, publication, now)
    return publication


def fingerprint(judging_round: Round, release: Release, *, now: datetime) -> str:
    """SHA-256 of everything that would be published: awards, words, and the ranking, stored anew where it is behind."""
    stored = bring_up_to_date(judging_round, now=now)
    places = sorted((place.solution_id, place.place, str(place.total)) for place in stored_places(stored).values())
    content = {
        "awards": [
            [a.prize_id, a.solution_id, a.reason, a.source, a.votes_for, a.votes_cast]
            for a in preparing.awards_of(release.id)
        ],
        "statement": sources(release.statement),
        "decided_at": release.decided_at and release.decided_at.isoformat(),
        "settings": stored.settings_hash,
        "ties": [[row.number, row.theme_id or 0, row.after] for row in newest_choices(judging_round).values()],
        "places": [[solution, place, total] for solution, place, total in places],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _person(by: Actor) -> int:
    return by.person_id or 0


def _new_release(call: Call, judged: Round, by: Actor) -> Release:
    release = Release(call_id=call.id, round_number=judged.number, prepared_by=_person(by), edited_by=[], statement={})
    db.session.add(release)
    db.session.flush()
    return release


def _require_entitled(call: Call, judging_round: Round, by: Actor) -> None:
    entitled = room.is_entitled(by, call.id)
    released = queries.released(call.id) is not None
    closed = judging_round.closed_at is not None
    may_prepare(is_entitled=entitled, round_is_closed=closed, is_released=released).require()


def _require_free_of_conflict(release: Release, by: Actor) -> None:
    for award in preparing.awards_of(release.id):
        may_award(in_conflict=in_conflict(by, award.solution_id)).require()


def _replace_awards(release: Release, choices: Sequence[Choice]) -> None:
    """The prize stands beside each award as it was then, so that what was published never changes."""
    db.session.execute(delete(Award).where(Award.release_id == release.id))
    wanted = [choice.prize_id for choice in choices]
    found = db.session.scalars(select(Prize).where(Prize.id.in_(wanted), Prize.call_id == release.call_id))
    prizes = {prize.id: prize for prize in found}
    for position, choice in enumerate(choices, start=1):
        prize = prizes[choice.prize_id]
        award = Award(release_id=release.id, position=position, prize_id=prize.id, solution_id=choice.solution_id)
        award.reason, award.prize_name = dict(choice.reason), prize.name
        award.worth, award.giver, award.source = prize.worth, prize.giver, choice.source
        award.decider, award.decided_by = prize.decider, choice.decided_by
        award.votes_for, award.votes_cast = choice.votes or (None, None)
        db.session.add(award)
    db.session.flush()


def _give_feedback(call: Call, judging_round: Round, publication: Publication, now: datetime) -> None:
    """Every team gets its feedback; what was chosen before stays chosen, the others get every comment."""
    of_round = {"call_id": call.id, "round_number": judging_round.number}
    chosen = {found.solution_id: found for found in db.session.scalars(select(Feedback).filter_by(**of_round))}
    comments = comments_of(judging_round)
    for place in db.session.scalars(select(PublishedPlace).filter_by(publication_id=publication.id)):
        feedback = chosen.get(place.solution_id) or Feedback(
            **of_round,
            solution_id=place.solution_id,
            comments=comments.get(place.solution_id, []),
            prepared_at=now,
        )
        feedback.criterion_means = means_for_team(place.criterion_means, place.reviews)
        feedback.released_at = now
        db.session.add(feedback)
    db.session.flush()


def choose_feedback(
    call: Call,
    judged: Round,
    solution_id: int,
    *,
    comments: Sequence[str],
    message: str,
    reasons: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> Feedback:
    """Choose which comments and common reasons a team will get, and add a word; until the results are published."""
    may_prepare(
        is_entitled=room.is_entitled(by, call.id),
        round_is_closed=True,
        is_released=queries.released(call.id) is not None,
    ).require()
    may_award(in_conflict=in_conflict(by, solution_id)).require()
    may_give_reasons(reasons).require()
    of_round = {"call_id": call.id, "round_number": judged.number}
    feedback = db.session.scalar(select(Feedback).filter_by(**of_round, solution_id=solution_id))
    feedback = feedback or Feedback(**of_round, solution_id=solution_id, criterion_means={})
    feedback.comments, feedback.message, feedback.prepared_at = list(comments), message, now
    feedback.reasons = list(reasons)
    db.session.add(feedback)
    db.session.flush()
    record("choose-feedback", feedback, by=by, now=now, call_id=call.id)
    return feedback


def feedback_chosen(call_id: int) -> int:
    """For how many solutions the feedback was chosen by hand."""
    return db.session.scalar(select(func.count()).select_from(Feedback).where(Feedback.call_id == call_id)) or 0
