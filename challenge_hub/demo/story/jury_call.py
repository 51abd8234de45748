"""The call whose jury is at work: reviews left for the juror, a solution to pre-check for the organiser."""

from datetime import datetime, timedelta
from decimal import Decimal

from challenge_hub.access import signed_in
from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.demo.story import making
from challenge_hub.demo.story.jury_texts import AUDIENCE_PRIZE, CHALLENGE, SOLUTIONS
from challenge_hub.demo.story.jury_texts import CALL as WORDS
from challenge_hub.demo.story.places import Places
from challenge_hub.demo.story.texts import PRIZES
from challenge_hub.demo.story.town import People
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions.rounds import RoundFacts, add_round
from challenge_hub.judging.models import Assignment, Juror, Review, Score
from challenge_hub.judging.queries.rooms import jury_room
from challenge_hub.solutions.models import PreCheck, Solution

SLUG = "beispiel-gruene-stadt"
DECLARED = "1" * 64
FINAL = {"de": "Finale", "en": "Final"}
ROLES = {"chair": "chair", "juror": "juror", "juror-2": "juror", "juror-3": "deputy"}


def tell(people: People, places: Places, now: datetime) -> None:
    dates = (now - timedelta(days=60), making.evening(now, -6), making.evening(now, 5))
    call = making.a_call(SLUG, WORDS, places, dates=dates)
    db.session.add(Prize(call_id=call.id, position=len(PRIZES) + 1, **AUDIENCE_PRIZE))
    officer = people["officer"].id
    challenge = making.a_challenge(call, CHALLENGE, places["town"].id, position=1, caretaker=officer)
    solutions = []
    for number, words in enumerate(SOLUTIONS, start=1):
        maker = people[f"maker-{number}"] if number < 6 else people["lead"]
        joined = now - timedelta(days=40)
        team = making.a_team(call, f"{words['key']}-team", words["team"], [maker], joined_at=joined)
        at = now - timedelta(days=8, hours=number)
        solutions.append(making.a_solution(call, challenge, team, words, at=at, by=maker.id))
    _admit(solutions[:-1], people, now)
    seats = seat_jury(call, people, now)
    _assign(call, seats, solutions[:-1], now)
    _plan_final(call, people, now)


def _admit(solutions: list[Solution], people: People, now: datetime) -> None:
    """All but the last have passed the pre-check."""
    for solution in solutions:
        solution.admission, solution.admission_at = "admitted", now - timedelta(days=4)
        check = PreCheck(solution_id=solution.id, version=1, outcome="admitted", checked_at=now - timedelta(days=4))
        check.checked_by = people["organiser"].id
        db.session.add(check)


def seat_jury(call: Call, people: People, now: datetime) -> list[Juror]:
    """Chair, two jurors and a deputy, all of whom declared what is to be declared."""
    seats = []
    for key, role in ROLES.items():
        seat = Juror(call_id=call.id, key=key, label=people[key].display_name, role=role, person_id=people[key].id)
        seat.invited_at, seat.accepted_at = now - timedelta(days=30), now - timedelta(days=25)
        seat.declared_at, seat.declared_sha256 = call.closes_at + timedelta(hours=12), DECLARED
        seats.append(seat)
    db.session.add_all(seats)
    db.session.flush()
    return seats


def _assign(call: Call, seats: list[Juror], solutions: list[Solution], now: datetime) -> None:
    """The juror behind the door has four reviews: one done, one begun, two untouched."""
    judged = db.session.query(Round).filter_by(call_id=call.id).one()
    chair, juror, second, _deputy = seats
    for number, solution in enumerate(solutions[:4]):
        for seat in (juror, second if number % 2 else chair):
            asked = {"round_id": judged.id, "juror_id": seat.id, "solution_id": solution.id}
            db.session.add(Assignment(assigned_at=now - timedelta(days=3), **asked))
    judged.frozen_at = now - timedelta(days=2)
    write_review(judged, juror, solutions[0], [4, 3, 5, 3], "Gut durchdacht; wer pflegt die Daten?", now)
    write_review(judged, juror, solutions[1], [3, 4], "", now, is_done=False)
    write_review(judged, second, solutions[1], [5, 4, 3, 4], "Das würde ich morgen benutzen.", now)


def _plan_final(call: Call, people: People, now: datetime) -> None:
    """A second round for the best, which begins when the first is closed."""
    organiser = signed_in(people["organiser"].id, "", is_confirmed=True, is_operator=False)
    room = jury_room(organiser, call.slug, now)
    facts = RoundFacts(FINAL, None, 2, has_shortlist=True, seats=())
    add_round(room, facts, seed=2, results_are_out=False, by=organiser, now=now - timedelta(days=1))


def write_review(
    judged: Round,
    seat: Juror,
    solution: Solution,
    points: list[int],
    comment: str,
    now: datetime,
    *,
    is_done: bool = True,
) -> None:
    """One sheet; fewer points than criteria leave the last ones blank."""
    at = now - timedelta(days=1)
    review = Review(round_id=judged.id, juror_id=seat.id, solution_id=solution.id, comment=comment, version=1)
    review.saved_at, review.revision, review.is_done = at, 1, is_done
    review.submitted_at = at if is_done else None
    db.session.add(review)
    db.session.flush()
    criteria = db.session.query(Criterion).filter_by(round_id=judged.id).order_by(Criterion.position)
    for criterion, value in zip(criteria, points, strict=False):
        db.session.add(Score(review_id=review.id, criterion_id=criterion.id, value=Decimal(value)))
