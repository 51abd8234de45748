"""The smallest true thing of each kind. Names count up, so that nothing is equal by chance."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from challenge_hub.accounts.factors import Passkey
from challenge_hub.accounts.identities import LinkedIdentity
from challenge_hub.accounts.models import Person
from challenge_hub.calls.blindfold import Blindfold
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.challenges.models import Challenge, ChallengeTheme
from challenge_hub.infrastructure.db import Model, db
from challenge_hub.infrastructure.text import render, searchable
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.organisations.models import Organisation, OrganisationMember, OrganisationService
from challenge_hub.solutions.models import Prototype, Solution, SolutionVersion
from challenge_hub.teams.models import Team, TeamMember

_numbers = count(1)
SPRING = datetime(2027, 3, 1, 12, tzinfo=UTC)


Thing = TypeVar("Thing", bound=Model)


def _saved(thing: Thing) -> Thing:
    db.session.add(thing)
    db.session.flush()
    return thing


def an_organisation(**facts: Any) -> Organisation:
    n = next(_numbers)
    values = {
        "slug": f"organisation-{n}",
        "kind": "municipality",
        "name": f"Example town {n}",
        "country": "DE",
        "summary": {},
        "confirmed_at": SPRING,
    }
    return _saved(Organisation(**{**values, **facts}))


def a_person(**facts: Any) -> Person:
    """Somebody with an account and a confirmed address; {"mail": None} makes it a claimed one."""
    n = next(_numbers)
    mail = facts.pop("mail", f"person-{n}@example.org")
    values = {
        "mail": mail,
        "claimed_mail": mail or f"person-{n}@example.org",
        "confirmed_at": mail and SPRING,
        "display_name": f"Person {n}",
        "language": "en",
        "created_at": SPRING,
        "of_age": True,
        "of_age_said_at": SPRING,
    }
    return _saved(Person(**{**values, **facts}))


def a_passkey(person: Person, **facts: Any) -> Passkey:
    n = next(_numbers)
    values = {"credential_id": f"key-{n}", "public_key": b"key", "sign_count": 0, "name": f"Key {n}", "since": SPRING}
    return _saved(Passkey(person_id=person.id, **{**values, **facts}))


def an_identity(person: Person) -> LinkedIdentity:
    return _saved(
        LinkedIdentity(
            person_id=person.id, issuer="https://sso.example.org", subject=f"subject-{next(_numbers)}", since=SPRING
        )
    )


def a_service(organisation: Organisation) -> OrganisationService:
    """A sign-in service that nobody will ever reach."""
    client = {"client_id": "hub", "secret": "sealed", "since": SPRING}
    return _saved(OrganisationService(organisation_id=organisation.id, issuer="https://localhost.", **client))


def an_officer(organisation: Organisation, person: Person, *, seat: str = "officer") -> OrganisationMember:
    return _saved(OrganisationMember(organisation_id=organisation.id, person_id=person.id, seat=seat, since=SPRING))


def a_member(team_id: int, person: Person, *, role: str = "member") -> TeamMember:
    return _saved(TeamMember(team_id=team_id, person_id=person.id, role=role, joined_at=SPRING))


def a_call(*, by: Organisation | None = None, **facts: Any) -> Call:
    n = next(_numbers)
    title = facts.pop("title", {"en": f"Call {n}", "de": f"Aufruf {n}"})
    values = {
        "slug": f"call-{n}",
        "format": "hackathon",
        "language": "en",
        "title": title,
        "summary": {"en": "A call."},
        "description": render({"en": "About the call."}),
        "search_text": searchable(title),
        "time_zone": "Europe/Berlin",
        "whole_days": False,
        "opens_at": datetime(2027, 5, 1, 8, tzinfo=UTC),
        "closes_at": datetime(2027, 5, 14, 21, 55, tzinfo=UTC),
        "ends_at": datetime(2027, 6, 1, 8, tzinfo=UTC),
        "source_credit": {},
        "published_at": datetime(2027, 3, 1, 12, tzinfo=UTC),
        "solutions_public_at": datetime(2025, 1, 1, tzinfo=UTC),
    }
    call = _saved(Call(**{**values, **facts}))
    _saved(CallOrganiser(call_id=call.id, organisation_id=(by or an_organisation()).id, role="lead", position=1))
    return call


def a_theme(call: Call, **facts: Any) -> Theme:
    n = next(_numbers)
    values = {"key": f"theme-{n}", "position": n, "name": {"en": f"Theme {n}", "de": f"Themenfeld {n}"}}
    return _saved(Theme(call_id=call.id, **{**values, **facts}))


def a_challenge(call: Call, **facts: Any) -> Challenge:
    n = next(_numbers)
    title = facts.pop("title", {"en": f"Challenge {n}", "de": f"Herausforderung {n}"})
    organisation = facts.pop("organisation", None) or an_organisation()
    values = {
        "key": f"challenge-{n}",
        "position": n,
        "question": {"en": "How?"},
        "description": render({"en": "About the challenge."}),
        "search_text": searchable(title),
        "published_at": SPRING,
    }
    return _saved(Challenge(call_id=call.id, organisation_id=organisation.id, title=title, **{**values, **facts}))


def a_solution(challenge: Challenge, **facts: Any) -> Solution:
    """A solution with its team and one version; facts go to the version."""
    n = next(_numbers)
    key = facts.pop("key", f"solution-{n}")
    team = _saved(Team(call_id=challenge.call_id, key=key, name=f"Team {n}"))
    solution = _saved(Solution(call_id=challenge.call_id, team_id=team.id, challenge_id=challenge.id, key=key))
    a_version(solution, **{"title": {"en": f"Solution {n}"}, **facts})
    return solution


def a_version(solution: Solution, **facts: Any) -> SolutionVersion:
    title = facts.pop("title", {"en": "Solution"})
    values = {
        "number": 1,
        "pitch": {"en": "It works."},
        "description": render({"en": "About the solution."}),
        "search_text": searchable(title),
    }
    version = _saved(SolutionVersion(solution_id=solution.id, title=title, **{**values, **facts}))
    solution.newest = max(solution.newest or 0, version.number)
    db.session.flush()
    return version


def a_prototype(version: SolutionVersion, **facts: Any) -> Prototype:
    values = {"position": 1, "kind": "repository", "withheld": False, "url": "https://git.example.org/prototype"}
    return _saved(Prototype(version_id=version.id, **{**values, **facts}))


def a_round(call: Call, *, weights: Mapping[str, str] | None = None, **facts: Any) -> Round:
    """A round from 0 to 5 by the median, with its criteria."""
    values = {
        "number": 1,
        "title": {},
        "method": "median",
        "order": "sheets-first",
        "weighting": "shares",
        "scale_min": Decimal(0),
        "scale_max": Decimal(5),
        "blank": "zero",
        "sheet_places": 2,
        "tie_rules": ["share"],
        "seed": 1,
        "sheets_public": True,
        "note": {},
    }
    judging_round = _saved(Round(call_id=call.id, **{**values, **facts}))
    for position, (key, weight) in enumerate((weights or {"impact": "1"}).items(), start=1):
        _saved(
            Criterion(
                round_id=judging_round.id,
                key=key,
                position=position,
                weight=Decimal(weight),
                name={"en": key.title()},
                description={},
            )
        )
    return judging_round


def a_juror(call: Call, **facts: Any) -> Juror:
    n = next(_numbers)
    if facts.get("person_id"):
        db.session.merge(Blindfold(call_id=call.id, person_id=facts["person_id"]))
    return _saved(Juror(call_id=call.id, **{"key": f"J{n}", "role": "juror", **facts}))


def a_review(judging_round: Round, juror: Juror, solution: Solution, points: Mapping[str, str]) -> Review:
    """One sheet; criteria that are not named stay blank."""
    review = _saved(Review(round_id=judging_round.id, juror_id=juror.id, solution_id=solution.id, is_done=True))
    criteria = {c.key: c.id for c in db.session.query(Criterion).filter_by(round_id=judging_round.id)}
    for key, value in points.items():
        _saved(Score(review_id=review.id, criterion_id=criteria[key], value=Decimal(value)))
    return review


def put_into(theme: Theme, challenge: Challenge) -> None:
    """Sort a challenge under a theme."""
    _saved(ChallengeTheme(challenge_id=challenge.id, theme_id=theme.id))
