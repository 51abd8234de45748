"""The call that is over: results are public, and the minutes of its jury, as they were written and published."""

from datetime import datetime, timedelta
from typing import Any

from challenge_hub.access import Actor, signed_in
from challenge_hub.accounts.models import Person
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.rubric import Round
from challenge_hub.deliberation.actions import sittings
from challenge_hub.deliberation.actions.resolutions import Motion, resolve
from challenge_hub.deliberation.actions.sittings import SittingFacts
from challenge_hub.deliberation.queries.rooms import jury_for, sitting_for
from challenge_hub.deliberation.rules.resolutions import ResolutionKind, Votes
from challenge_hub.demo.story import finished_texts as words
from challenge_hub.demo.story import making
from challenge_hub.demo.story.jury_call import seat_jury, write_review
from challenge_hub.demo.story.places import Places
from challenge_hub.demo.story.town import People
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Juror
from challenge_hub.minutes import actions as minutes
from challenge_hub.minutes.queries.editions import minutes_room
from challenge_hub.results import releases
from challenge_hub.results.rules import Choice
from challenge_hub.solutions.models import PreCheck, Solution

SLUG = "beispiel-sichere-schulwege"


def tell(people: People, places: Places, now: datetime) -> None:
    dates = (now - timedelta(days=120), making.evening(now, -60), making.evening(now, -35))
    call = making.a_call(SLUG, words.CALL, places, dates=dates)
    challenge = making.a_challenge(
        call, words.CHALLENGE, places["village"].id, position=1, caretaker=people["officer"].id
    )
    solutions = []
    for maker, said in zip((people["maker-4"], people["maker-5"]), words.SOLUTIONS, strict=True):
        team = making.a_team(call, f"{said['key']}-team", said["team"], [maker], joined_at=now - timedelta(days=100))
        at = now - timedelta(days=61)
        solutions.append(making.a_solution(call, challenge, team, said, at=at, by=maker.id))
    seats = _judge(call, solutions, people, now)
    chair, organiser = _actor(people["chair"]), _actor(people["organiser"])
    _sit(call, solutions[0], seats, chair, now - timedelta(days=36))
    judged = db.session.query(Round).filter_by(call_id=call.id).one()
    judged.closed_at = now - timedelta(days=35)
    db.session.flush()
    _release(call, solutions[0], chair, organiser, now - timedelta(days=34))
    _write_down(call, chair, organiser, now - timedelta(days=33))


def _judge(call: Call, solutions: list[Solution], people: People, now: datetime) -> list[Juror]:
    """Two finished reviews for each solution."""
    judged = db.session.query(Round).filter_by(call_id=call.id).one()
    seats = seat_jury(call, people, now - timedelta(days=50))
    for solution in solutions:
        solution.admission, solution.admission_at = "admitted", now - timedelta(days=58)
        found = {"outcome": "admitted", "checked_at": now - timedelta(days=58)}
        db.session.add(PreCheck(solution_id=solution.id, version=1, **found))
        said = zip(seats[1:3], words.POINTS[solution.key], words.COMMENTS[solution.key], strict=True)
        for seat, points, comment in said:
            asked = {"round_id": judged.id, "juror_id": seat.id, "solution_id": solution.id}
            db.session.add(Assignment(assigned_at=now - timedelta(days=55), **asked))
            write_review(judged, seat, solution, points, comment, now - timedelta(days=40))
    judged.frozen_at = now - timedelta(days=50)
    db.session.flush()
    return seats


def _sit(call: Call, winner: Solution, seats: list[Juror], chair: Actor, now: datetime) -> None:
    """One sitting with all who vote, and a recommendation to the municipality."""
    facts = SittingFacts(now + timedelta(hours=1), words.PLACE, words.KEEPER, quorum=2, chair_decides_ties=True)
    called = sittings.call_sitting(jury_for(chair, call.slug, now), facts, by=chair, now=now)
    room = sitting_for(chair, call.slug, called.number, now)
    for seat in seats[:3]:
        sittings.come(room, seat.id, may_vote=True, by=chair, now=now)
    advice = Motion(ResolutionKind.RECOMMENDATION, words.ADVICE, frozenset({winner.id}), "")
    resolve(room, advice, Votes(3, 0, 0), by=chair, now=now)
    sittings.close_sitting(room, by=chair, now=now + timedelta(hours=3))


def _release(call: Call, winner: Solution, chair: Actor, organiser: Actor, now: datetime) -> None:
    """The chair prepared, the organiser released."""
    prize = db.session.query(Prize).filter_by(call_id=call.id, position=1).one()
    judged = calls.any_round(call.id, 1)
    when: dict[str, Any] = {"by": chair, "now": now}
    choice = Choice(prize.id, winner.id, words.AWARD)
    release = releases.edit_awards(call, judged, [choice], statement=words.STATEMENT, decided_at=now, **when)
    releases.hand_over(call, judged, release, **when)
    releases.release_awards(call, judged, release, seen=release.content_sha256 or "", by=organiser, now=now)


def _write_down(call: Call, chair: Actor, organiser: Actor, now: datetime) -> None:
    """The chair wrote the minutes, the organiser published them."""
    room = minutes_room(chair, call.slug, now)
    edition = minutes.write(room, remarks=words.REMARKS, reason="", by=chair, now=now)
    minutes.publish(minutes_room(organiser, call.slug, now), edition, by=organiser, now=now + timedelta(hours=2))


def _actor(person: Person) -> Actor:
    return signed_in(person.id, person.display_name, is_confirmed=True, is_operator=False)
