"""Settling what is too close to call: further reviews, a shared prize, or a reasoned decision of the jury."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.assigning import keep_plan, make_plan
from challenge_hub.judging.actions.rounds import RoundFacts, add_round
from challenge_hub.judging.actions.shortlist import fill_shortlist
from challenge_hub.judging.models import AssignmentPlan
from challenge_hub.judging.queries.contending import group_plan
from challenge_hub.judging.queries.rankings import RankingSeen
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.queries.settling import Tie, contested, knows_all, prizes_following
from challenge_hub.judging.queries.shortlist import room_before
from challenge_hub.judging.rules.reviewing import may_assign, may_plan_for_contenders
from challenge_hub.judging.rules.settling import Choice, WayOut, may_settle
from challenge_hub.judging.rules.shortlist import Wanted, mark_of_list
from challenge_hub.judging.settled import TieDecision
from challenge_hub.solutions.rules.shortlist import Source

TITLE = {"de": "Finalrunde", "en": "Final round"}


def settle(
    room: JuryRoom,
    seen: RankingSeen,
    tie: Tie,
    choice: Choice,
    *,
    shown: int,
    seed: int,
    results_are_out: bool,
    by: Actor,
    now: datetime,
) -> TieDecision:
    """Choose a way out for a tie group as it was `shown` (a stored version), and do what it needs."""
    one_at_a_time(f"jury:{room.call.id}")
    _require(room, seen, tie, choice, shown=shown, results_are_out=results_are_out)
    row = _row(room, tie, choice, seen.ranking.number if seen.ranking else 0)
    row.decided_at, row.decided_by = now, by.person_id
    if choice.way is WayOut.FURTHER_REVIEWS:
        row.final_round = _further_reviews(room, tie, choice, seed=seed, by=by, now=now)
    db.session.add(row)
    db.session.flush()
    way, after = choice.way.value, tie.after
    record("settle-tie", room.judged, by=by, now=now, call_id=room.call.id, after=after, way=way)
    return row


def _require(room: JuryRoom, seen: RankingSeen, tie: Tie, choice: Choice, *, shown: int, results_are_out: bool) -> None:
    db.session.refresh(room.judged, ["closed_at"])
    ranking = seen.ranking
    may_settle(
        choice,
        is_entitled=room.is_organiser or room.is_chair,
        knows_all=ranking is not None and knows_all(ranking),
        is_too_close=tie.is_too_close,
        is_the_shown=ranking is not None and ranking.id == shown and not seen.is_behind,
        is_final=room.judged.closed_at is not None,
        results_are_out=results_are_out,
        group=[one.id for one in tie.group],
    ).require()


def _row(room: JuryRoom, tie: Tie, choice: Choice, ranking_number: int) -> TieDecision:
    last = db.session.scalar(select(func.max(TieDecision.number)).where(TieDecision.round_id == room.judged.id))
    group = [one.id for one in tie.group]
    return TieDecision(
        round_id=room.judged.id,
        number=(last or 0) + 1,
        ranking_number=ranking_number,
        theme_id=tie.theme.id,
        after=tie.after,
        solutions=group,
        probability=Decimal(f"{tie.probability:.6f}"),
        way=choice.way,
        chosen=[id_ for id_ in group if choice.way is WayOut.DECISION and id_ in choice.chosen],
        reviews=choice.reviews if choice.way is WayOut.FURTHER_REVIEWS else None,
        reason=choice.reason,
    )


def _further_reviews(room: JuryRoom, tie: Tie, choice: Choice, *, seed: int, by: Actor, now: datetime) -> int | None:
    """A plan that is looked at as every plan: in this round while it is open, else in a final round (its number)."""
    if room.judged.closed_at is None:
        _plan_here(room, tie, choice, seed=seed, now=now)
        return None
    final = _final_room(room, tie, choice, seed=seed, by=by, now=now)
    _fill(final, tie, choice, by=by, now=now)
    _need(make_plan(final, per_solution=choice.reviews, seed=seed, by=by, now=now))
    return final.judged.number


def _plan_here(room: JuryRoom, tie: Tie, choice: Choice, *, seed: int, now: datetime) -> None:
    may_assign(room.times, now, is_organiser=room.is_organiser, is_chair=room.is_chair, jurors=1).require()
    found, wishes = group_plan(room, [one.id for one in tie.group], reviews=choice.reviews, seed=seed)
    _need(keep_plan(room, found, wishes, now, places=tie.after))


def _final_room(room: JuryRoom, tie: Tie, choice: Choice, *, seed: int, by: Actor, now: datetime) -> JuryRoom:
    """One more round for the group. Prizes it does not decide go on following the round before."""
    prizes = prizes_following(room.judged)
    decided = contested(prizes, tie)
    facts = RoundFacts(_title(tie), choice.ends_at, room.judged.quorum, has_shortlist=True, seats=())
    added = add_round(room, facts, seed=seed, results_are_out=False, by=by, now=now)
    added.reviews_per_solution, added.wants_fresh = choice.reviews, True
    for prize in prizes:
        prize.round_number = added.number if prize.id in decided else room.judged.number
    db.session.flush()
    return jury_room(by, room.call.slug, now, added.number)


def _title(tie: Tie) -> dict[str, str]:
    """With the name of the theme whose prize it is about."""
    return {language: f"{TITLE[language]}: {name}" for language, name in tie.theme.name.items()} or TITLE


def _fill(final: JuryRoom, tie: Tie, choice: Choice, *, by: Actor, now: datetime) -> None:
    group = frozenset(one.id for one in tie.group)
    wanted = Wanted(Source.DECISION, solutions=group, reason=choice.reason)
    fill_shortlist(final, room_before(final), wanted, shown=mark_of_list(group), by=by, now=now)


def _need(made: AssignmentPlan) -> None:
    may_plan_for_contenders(reviews=len(made.pairs)).require()
