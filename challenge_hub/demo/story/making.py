"""What all calls of the story are made of: a call with its conditions, a challenge, a team, a solution."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from challenge_hub.calls.models import Call, CallOrganiser, Prize, Terms, Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.challenges.models import Challenge, ChallengeTheme, ChallengeVersion
from challenge_hub.demo.story import texts
from challenge_hub.demo.story.places import Places
from challenge_hub.demo.story.town import People
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import render, searchable
from challenge_hub.solutions.models import Prototype, Solution, SolutionVersion
from challenge_hub.teams.models import Team, TeamMember, TermsAcceptance

ZONE = "Europe/Berlin"
NO_HASH = "0" * 64


def evening(moment: datetime, days: int) -> datetime:
    """23:55 in the call's zone, so many days away."""
    day = (moment + timedelta(days=days)).astimezone(ZoneInfo(ZONE))
    return day.replace(hour=23, minute=55, second=0, microsecond=0)


def a_call(slug: str, words: Mapping[str, Any], places: Places, *, dates: Sequence[datetime], **facts: Any) -> Call:
    """A published call of the county, with prizes, terms, themes and a rubric; dates: opens, closes, ends."""
    opens_at, closes_at, ends_at = dates
    call = Call(
        slug=slug,
        title=words["title"],
        summary=words["summary"],
        description=render(words["description"]),
        search_text=searchable(words["title"], words["summary"]),
        time_zone=ZONE,
        opens_at=opens_at,
        closes_at=closes_at,
        ends_at=ends_at,
        published_at=opens_at - timedelta(days=7),
        feedback_by=ends_at + timedelta(days=14),
        solutions_public_at=closes_at,
        follow_up=render(texts.FOLLOW_UP),
        case_number=f"BL-{opens_at:%Y}-{len(slug):03}",
        **texts.CONDITIONS,
        **facts,
    )
    db.session.add(call)
    db.session.flush()
    _furnish(call, places)
    return call


def _furnish(call: Call, places: Places) -> None:
    roles = [("hub", "lead"), ("village", "co-organiser"), ("club", "partner")]
    for position, (place, role) in enumerate(roles, start=1):
        organiser = CallOrganiser(call_id=call.id, organisation_id=places[place].id, role=role, position=position)
        db.session.add(organiser)
    for position, (key, name) in enumerate(texts.THEMES.items(), start=1):
        db.session.add(Theme(call_id=call.id, key=key, position=position, name=name))
    for position, prize in enumerate(texts.PRIZES, start=1):
        db.session.add(Prize(call_id=call.id, position=position, **prize))
    terms = Terms(call_id=call.id, version=1, text=render(texts.TERMS), sha256=NO_HASH)
    terms.published_at = call.published_at
    judged = Round(call_id=call.id, number=1, title={}, note={}, **texts.SCORING)
    judged.scale_min, judged.scale_max = Decimal(1), Decimal(5)
    db.session.add_all([terms, judged])
    db.session.flush()
    for position, (key, weight, name, description, anchors) in enumerate(texts.CRITERIA, start=1):
        criterion = Criterion(round_id=judged.id, key=key, position=position, weight=Decimal(weight), name=name)
        criterion.description, criterion.anchors = description, anchors
        db.session.add(criterion)
    db.session.flush()


def a_challenge(call: Call, words: Mapping[str, Any], place_id: int, *, position: int, caretaker: int) -> Challenge:
    """A published challenge with the answers of its guided form."""
    challenge = Challenge(
        call_id=call.id,
        organisation_id=place_id,
        key=words["key"],
        position=position,
        title=words["title"],
        question=words["question"],
        description=render(words["description"]),
        sections={name: render(answer) for name, answer in words.get("sections", {}).items()},
        search_text=searchable(words["title"], words["question"], words["description"]),
        published_at=call.published_at,
        caretaker_id=caretaker,
    )
    db.session.add(challenge)
    db.session.flush()
    version = ChallengeVersion(challenge_id=challenge.id, number=1, published_at=call.published_at)
    version.texts = {"shared": {"themes": [words["theme"]]}, "de": {"title": words["title"]["de"]}, "en": {}}
    db.session.add(version)
    theme = db.session.query(Theme.id).filter_by(call_id=call.id, key=words["theme"]).scalar()
    db.session.add(ChallengeTheme(challenge_id=challenge.id, theme_id=theme))
    return challenge


def a_team(call: Call, key: str, name: str, people: Sequence[Any], *, joined_at: datetime, **facts: Any) -> Team:
    """A team whose first person leads it and accepted the terms."""
    team = Team(call_id=call.id, key=key, name=name, founded_at=joined_at, **facts)
    db.session.add(team)
    db.session.flush()
    for number, person in enumerate(people):
        role = "member" if number else "lead"
        db.session.add(TeamMember(team_id=team.id, person_id=person.id, role=role, joined_at=joined_at))
    terms = db.session.query(Terms.id).filter_by(call_id=call.id).scalar()
    accepted = {"terms_id": terms, "person_id": people[0].id, "sha256": NO_HASH, "language": "de"}
    db.session.add(TermsAcceptance(team_id=team.id, accepted_at=joined_at, **accepted))
    return team


def a_solution(
    call: Call, challenge: Challenge, team: Team, words: Mapping[str, Any], *, at: datetime, by: int
) -> Solution:
    """A solution handed in once, with a prototype."""
    solution = Solution(call_id=call.id, team_id=team.id, challenge_id=challenge.id, key=words["key"], newest=1)
    db.session.add(solution)
    db.session.flush()
    version = SolutionVersion(
        solution_id=solution.id,
        number=1,
        submitted_at=at,
        submitted_by=by,
        title=words["title"],
        pitch=words["pitch"],
        description=render(words["description"]),
        search_text=searchable(words["title"], words["pitch"], words["description"], team.name),
        prior_work=words.get("prior_work", "Keine."),
        third_party_rights="Keine.",
        sha256=NO_HASH,
    )
    db.session.add(version)
    db.session.flush()
    address = f"https://git.example.org/beispiel/{words['key']}"
    prototype = Prototype(version_id=version.id, position=1, kind="repository", url=address, withheld=False)
    prototype.host, prototype.licence, prototype.maturity = "git.example.org", "EUPL-1.2", "prototype"
    db.session.add(prototype)
    return solution


def people_of(people: People, *keys: str) -> list[Any]:
    return [people[key] for key in keys]
