"""The open call: a draft that wants finishing, a question that wants an answer, a challenge that wants publishing."""

from datetime import datetime, timedelta

from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.challenges.rules.form import NOBODY
from challenge_hub.demo.story import making
from challenge_hub.demo.story.open_texts import CALL as WORDS
from challenge_hub.demo.story.open_texts import CHALLENGES, CLOSED_QUESTIONS, DRAFT, HANDED_IN, IN_WORK, OPEN_QUESTION
from challenge_hub.demo.story.places import Places
from challenge_hub.demo.story.town import People
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import render
from challenge_hub.judging.models import Juror
from challenge_hub.solutions.models import Solution, SolutionDraft
from challenge_hub.teams.models import JoinRequest, Team

SLUG = "beispiel-digital-im-alltag"


def tell(people: People, places: Places, now: datetime) -> None:
    dates = (now - timedelta(days=20), making.evening(now, 12), making.evening(now, 33))
    call = making.a_call(SLUG, WORDS, places, dates=dates, questions_until=making.evening(now, 7))
    town, village = places["town"].id, places["village"].id
    officer, mayor = people["officer"].id, people["maker-5"].id
    homes = [(town, officer), (village, mayor), (town, officer)]
    challenges = [
        making.a_challenge(call, words, home, position=position, caretaker=caretaker)
        for position, (words, (home, caretaker)) in enumerate(zip(CHALLENGES, homes, strict=True), start=1)
    ]
    _in_work(call, people, places, now)
    _questions(challenges[0], people, now)
    _teams(call, challenges, people, places, now)
    _jury(call, people, now)


def _in_work(call: Call, people: People, places: Places, now: datetime) -> None:
    """One challenge waits for the organiser, one is a draft still."""
    for number, (key, draft, submitted_at) in enumerate(
        [("draft-baenke0001", IN_WORK, now - timedelta(hours=20)), ("draft-laerm00001", DRAFT, None)], start=1_000_000
    ):
        challenge = Challenge(call_id=call.id, organisation_id=places["town"].id, key=key, position=number)
        challenge.title, challenge.question, challenge.description, challenge.search_text = {}, {}, {}, ""
        named = {**NOBODY, **draft["shared"], "caretaker": people["officer"].id, "stand_in": people["cosigner"].id}
        challenge.draft, challenge.saved_at = {**draft, "shared": named}, now - timedelta(hours=20)
        challenge.submitted_at = submitted_at
        challenge.submitted_by = people["officer"].id if submitted_at else None
        db.session.add(challenge)


def _questions(challenge: Challenge, people: People, now: datetime) -> None:
    """Two answered for all, one open."""
    for number, (asked, answer) in enumerate(CLOSED_QUESTIONS, start=1):
        question = Question(challenge_id=challenge.id, number=number, language="de", text=asked)
        question.asked_by, question.asked_at = people["maker-1"].id, now - timedelta(days=9 - number)
        question.answer, question.answered_at = render(answer), now - timedelta(days=8 - number)
        db.session.add(question)
    question = Question(challenge_id=challenge.id, language="de", text=OPEN_QUESTION)
    question.asked_by, question.asked_at = people["lead"].id, now - timedelta(days=1)
    db.session.add(question)


def _teams(call: Call, challenges: list[Challenge], people: People, places: Places, now: datetime) -> None:
    """One team is in the middle of its draft, another has handed in."""
    joined = now - timedelta(days=10)
    lights = making.a_team(
        call,
        "lichtblick",
        "Lichtblick",
        making.people_of(people, "lead", "member"),
        joined_at=joined,
        looking_for="Wir suchen jemanden, der gern mit Zahlen arbeitet.",
        takes_requests=True,
        join_token="beispiel-lichtblick-beitritt",  # noqa: S106 - of an invented team on this machine alone
    )
    _draft(call, challenges[0], lights, people, now)
    wish = JoinRequest(team_id=lights.id, person_id=people["newcomer"].id, asked_at=now - timedelta(hours=5))
    wish.message = "Ich werte gern Daten aus und hätte bis zur Frist Zeit."
    club = {"organisation_id": places["club"].id}
    done = making.a_team(call, "bus-und-bruecke", "Bus und Brücke", [people["maker-1"]], joined_at=joined, **club)
    db.session.add(wish)
    making.a_solution(call, challenges[1], done, HANDED_IN, at=now - timedelta(days=2), by=people["maker-1"].id)


def _draft(call: Call, challenge: Challenge, team: Team, people: People, now: datetime) -> None:
    solution = Solution(
        call_id=call.id,
        team_id=team.id,
        challenge_id=challenge.id,
        key="draft-lichtblick",
        draft_key="draft-lichtblick",
    )
    db.session.add(solution)
    db.session.flush()
    draft = SolutionDraft(solution_id=solution.id, saved_at=now - timedelta(hours=3), saved_by=people["lead"].id)
    draft.content = {
        "language": "de",
        "title": "Lichtblick: Straßenlampen melden sich selbst",
        "pitch": "Wer eine dunkle Lampe sieht, scannt ihren Code, und das Bauamt weiß Bescheid.",
        "description": "Jede Lampe trägt einen Code. Wer ihn scannt, sieht, ob der Ausfall schon bekannt ist.",
    }
    db.session.add(draft)


def _jury(call: Call, people: People, now: datetime) -> None:
    """The chair has accepted; two invitations are out, one of them to the juror behind the door."""
    chair = Juror(call_id=call.id, key="vorsitz", label=people["chair"].display_name, role="chair")
    chair.person_id, chair.accepted_at = people["chair"].id, now - timedelta(days=5)
    seats = [chair]
    for key in ("juror", "juror-2"):
        seat = Juror(call_id=call.id, key=key, label=people[key].display_name, role="juror")
        seat.invited_mail, seat.invited_language = people[key].mail, "de"
        seats.append(seat)
    for seat in seats:
        seat.invited_at = now - timedelta(days=6)
    db.session.add_all(seats)
    db.session.flush()
