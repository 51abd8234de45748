"""The standing cast and the world they live in: every role once, and a second world that is none of their business."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from challenge_hub.access import Actor, signed_in
from challenge_hub.accounts.logins import SESSION_LASTS, begin_session
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror
from challenge_hub.organisations.models import Organisation
from challenge_hub.solutions.models import Solution
from challenge_hub.teams.models import Team
from tests import factories as make

SPRING = make.SPRING
ROLES = ("visitor", "stranger", "member", "lead", "officer", "juror", "chair", "organiser", "operator")


@dataclass
class World:
    """A call in its middle: open for solutions from SPRING on, a round prepared, a solution handed in.

    `organiser` owns the organisation that opened the call, `officer` sits in the municipality that poses the challenge.
    """

    organisation: Organisation
    municipality: Organisation
    call: Call
    round: Round
    challenge: Challenge
    team: Team
    solution: Solution
    seat: Juror
    chair_seat: Juror
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Person:
        return self.people[role]


def a_world(**facts: Any) -> World:
    """Everybody and everything once; `facts` go to the call."""
    people = {role: make.a_person(display_name=role.title()) for role in ROLES if role != "visitor"}
    people["operator"].is_operator = True
    organisation, municipality = make.an_organisation(), make.an_organisation()
    make.an_officer(organisation, people["organiser"], seat="owner")
    make.an_officer(municipality, people["officer"])
    dates = {
        "opens_at": SPRING - timedelta(days=1),
        "closes_at": SPRING + timedelta(days=30),
        "ends_at": SPRING + timedelta(days=60),
        "solutions_public_at": SPRING + timedelta(days=30),
    }
    call = make.a_call(by=organisation, **{**dates, **facts})
    challenge = make.a_challenge(call, organisation=municipality)
    solution = make.a_solution(challenge)
    make.a_member(solution.team_id, people["lead"], role="lead")
    make.a_member(solution.team_id, people["member"])
    accepted = {"accepted_at": SPRING, "declared_at": SPRING, "invited_at": SPRING}
    seat = make.a_juror(call, person_id=people["juror"].id, **accepted)
    chair_seat = make.a_juror(call, person_id=people["chair"].id, role="chair", **accepted)
    judged = make.a_round(call)
    team = db.session.get_one(Team, solution.team_id)
    return World(organisation, municipality, call, judged, challenge, team, solution, seat, chair_seat, people)


def actor(person: Person) -> Actor:
    """The person as the one who asks or acts."""
    is_confirmed = person.mail is not None
    return signed_in(person.id, person.display_name, is_confirmed=is_confirmed, is_operator=person.is_operator)


def sign_in(client: FlaskClient, person: Person, *, now: datetime | None = None) -> None:
    """Give this client the cookie of a person, as if a second factor had been shown a moment ago.

    Whoever was signed in before is not any more.
    """
    token = begin_session(person, device="test", now=now or datetime.now(UTC), proven=True, trusted=SESSION_LASTS)
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
        session["seen"] = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp())  # however long a test travels
