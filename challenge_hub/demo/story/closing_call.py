"""The call that is nearly over: the round is closed, the awards are prepared, somebody else has to release them."""

from datetime import datetime, timedelta
from typing import Any

from challenge_hub.access import signed_in
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.rubric import Round
from challenge_hub.demo.story import making
from challenge_hub.demo.story.closing_texts import AWARD, CHALLENGE, COMMENTS, SOLUTIONS, STATEMENT
from challenge_hub.demo.story.closing_texts import CALL as WORDS
from challenge_hub.demo.story.jury_call import seat_jury, write_review
from challenge_hub.demo.story.places import Places
from challenge_hub.demo.story.town import People
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment
from challenge_hub.results import releases
from challenge_hub.results.rules import Choice
from challenge_hub.solutions.models import PreCheck, Solution

SLUG = "beispiel-buecher-und-raeume"
POINTS = {
    "lesezeit": [[4, 4, 5, 4], [5, 4, 4, 4]],
    "raumfinder": [[3, 4, 3, 5], [4, 3, 3, 4]],
    "buecherbus": [[2, 3, 4, 2], [3, 2, 3, 3]],
}


def tell(people: People, places: Places, now: datetime) -> None:
    dates = (now - timedelta(days=90), making.evening(now, -30), making.evening(now, -2))
    call = making.a_call(SLUG, WORDS, places, dates=dates)
    officer = people["officer"].id
    challenge = making.a_challenge(call, CHALLENGE, places["town"].id, position=1, caretaker=officer)
    makers = [people["member"], people["maker-2"], people["maker-3"]]
    solutions = []
    for maker, words in zip(makers, SOLUTIONS, strict=True):
        team = making.a_team(call, f"{words['key']}-team", words["team"], [maker], joined_at=now - timedelta(days=70))
        at = now - timedelta(days=31)
        solutions.append(making.a_solution(call, challenge, team, words, at=at, by=maker.id))
    _judge(call, solutions, people, now)
    _prepare(call, solutions[0], people, now)


def _judge(call: Call, solutions: list[Solution], people: People, now: datetime) -> None:
    """Two finished reviews for each solution, and a closed round."""
    judged = db.session.query(Round).filter_by(call_id=call.id).one()
    _chair, juror, second, _deputy = seat_jury(call, people, now - timedelta(days=25))
    for solution in solutions:
        solution.admission, solution.admission_at = "admitted", now - timedelta(days=28)
        check = PreCheck(solution_id=solution.id, version=1, outcome="admitted", checked_at=now - timedelta(days=28))
        db.session.add(check)
        for seat, points, comment in zip((juror, second), POINTS[solution.key], COMMENTS[solution.key], strict=True):
            asked = {"round_id": judged.id, "juror_id": seat.id, "solution_id": solution.id}
            db.session.add(Assignment(assigned_at=now - timedelta(days=27), **asked))
            write_review(judged, seat, solution, points, comment, now - timedelta(days=5))
    judged.frozen_at, judged.closed_at = now - timedelta(days=20), now - timedelta(days=2)


def _prepare(call: Call, winner: Solution, people: People, now: datetime) -> None:
    """The chair has put the awards down and handed them over; the organiser finds them under "My tasks"."""
    prize = db.session.query(Prize).filter_by(call_id=call.id, position=1).one()
    chair = signed_in(people["chair"].id, "", is_confirmed=True, is_operator=False)
    choice = Choice(prize.id, winner.id, AWARD)
    judged = calls.any_round(call.id, 1)
    when: dict[str, Any] = {"by": chair, "now": now - timedelta(days=1)}
    decided = now - timedelta(days=2)
    release = releases.edit_awards(call, judged, [choice], statement=STATEMENT, decided_at=decided, **when)
    releases.hand_over(call, judged, release, **when)
