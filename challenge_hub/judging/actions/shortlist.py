"""Filling the shortlist of a round, taking it back, and telling the teams."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.rankings import bring_up_to_date
from challenge_hub.judging.queries import shortlist as queries
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.tandem import municipality_chooses
from challenge_hub.judging.rules.shortlist import Wanted, chosen, mark_of_list, may_empty, may_fill, may_tell
from challenge_hub.judging.rules.tandem import jury_chooses
from challenge_hub.judging.tandem import TandemChoice
from challenge_hub.solutions.actions import tell_team
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.rounds import RoundSolution, in_round

MAIL = "judging.shortlist"


def fill_shortlist(
    room: JuryRoom, before: JuryRoom, wanted: Wanted, *, shown: str, by: Actor, now: datetime
) -> frozenset[int]:
    """Put on the list what was `shown` (its mark), in the place of what stands there. Returns the solutions (ids)."""
    one_at_a_time(f"round:{room.judged.id}")
    bring_up_to_date(before.judged, now=now)
    found = chosen(queries.standings_of(before.judged) or [], wanted)
    db.session.refresh(room.judged, ["closed_at", "has_shortlist", "told_at"])
    db.session.refresh(before.judged, ["closed_at"])
    jury_chooses(is_municipalitys=municipality_chooses(room.judged)).require()
    may_fill(
        is_entitled=room.is_organiser or room.is_chair,
        has_shortlist=room.judged.has_shortlist,
        earlier_is_closed=before.judged.closed_at is not None,
        is_in_use=queries.is_in_use(room.judged),
        is_closed=room.judged.closed_at is not None,
        has_conflict=queries.has_hidden(before),
        wanted=wanted,
        chosen=found,
    ).require()
    if mark_of_list(found) != shown:
        raise Refused("changed-since-shown")
    put_on_list(room.judged, found, wanted, by=by, now=now)
    how = wanted.source.value
    record("fill-shortlist", room.judged, by=by, now=now, call_id=room.call.id, solutions=len(found), source=how)
    return found


def empty_shortlist(room: JuryRoom, *, by: Actor, now: datetime) -> None:
    """Take the whole list back, until work is given out."""
    one_at_a_time(f"round:{room.judged.id}")
    listed = queries.chosen_in(room.judged)
    may_empty(
        is_entitled=room.is_organiser or room.is_chair,
        is_filled=bool(listed),
        is_in_use=queries.is_in_use(room.judged),
    ).require()
    for table in (RoundSolution, TandemChoice):
        db.session.execute(delete(table).where(table.round_id == room.judged.id))
    record("empty-shortlist", room.judged, by=by, now=now, call_id=room.call.id, solutions=len(listed))


def tell_teams(room: JuryRoom, before: JuryRoom, *, by: Actor, now: datetime) -> int:
    """A mail to every team of the round before: on the list, or not. Returns how many teams."""
    one_at_a_time(f"round:{room.judged.id}")
    db.session.refresh(room.judged, ["told_at"])
    listed = queries.chosen_in(room.judged)
    may_tell(
        is_entitled=room.is_organiser or room.is_chair,
        is_filled=bool(listed),
        is_told=bool(listed) and all(row.told_at for row in listed.values()),
    ).require()
    told = list(_taking_part(before.judged))
    for solution in told:
        tell_team(MAIL, solution, now=now, round_id=room.judged.id)
    on_list = update(RoundSolution).where(RoundSolution.round_id == room.judged.id)
    db.session.execute(on_list.values(told_at=now))
    room.judged.told_at = now
    db.session.flush()
    record("tell-shortlist", room.judged, by=by, now=now, call_id=room.call.id, teams=len(told))
    return len(told)


def _taking_part(judged: Round) -> Iterable[Solution]:
    statement = select(Solution).where(Solution.call_id == judged.call_id, in_round(judged))
    return db.session.scalars(statement.order_by(Solution.id)).all()


def put_on_list(judged: Round, found: Iterable[int], wanted: Wanted, *, by: Actor, now: datetime) -> None:
    """These solutions (ids) are the shortlist, in the place of what stood there."""
    db.session.execute(delete(RoundSolution).where(RoundSolution.round_id == judged.id))
    rows = select(Solution.id, Solution.newest).where(Solution.id.in_(sorted(found))).order_by(Solution.id)
    facts = {"round_id": judged.id, "source": wanted.source, "reason": wanted.reason, "added_at": now}
    for id_, newest in db.session.execute(rows).all():
        db.session.add(RoundSolution(solution_id=id_, version=newest, added_by=by.person_id, **facts))
    db.session.flush()
