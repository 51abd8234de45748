"""What an export for researchers is made from: published results, and the sheets they rest on. Numbers and kinds only:
no name, title, address or other text is read.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Select, func, select

from challenge_hub.calls.models import Call, Theme
from challenge_hub.calls.queries import any_round
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.sheets import all_sheets_of, all_solution_keys
from challenge_hub.organisations.models import Organisation
from challenge_hub.privacy.rules.research_rows import ReviewFact, RoundFacts, SolutionFact, TeamFact
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.results.published import is_current
from challenge_hub.solutions.models import Prototype, Solution, SolutionVersion
from challenge_hub.solutions.queries import is_newest
from challenge_hub.teams.models import Team, TeamMember
from challenge_hub.teams.rules import PERSON

NONE = "none"
SETTINGS = (
    "method", "order", "weighting", "scale_min", "scale_max", "points_min", "points_max", "blank", "sheet_places",
    "criterion_places", "total_places", "tie_rules", "seed", "assignment_seeds",
)  # fmt: skip
"""What is told of the settings a publication has; each is published."""


def rounds_of(call: Call, now: datetime) -> Sequence[RoundFacts]:
    """Every round of which results are published."""
    found = select(Publication).where(Publication.call_id == call.id, Publication.published_at <= now, is_current())
    return [_round(call, publication) for publication in db.session.scalars(found.order_by(Publication.round_number))]


def teams_of(call: Call, now: datetime) -> Sequence[TeamFact]:
    """Teams with a published solution, and how many are in them now."""
    published = select(Solution.team_id).join(PublishedPlace, PublishedPlace.solution_id == Solution.id)
    published = published.join(PublishedPlace.publication)
    published = published.where(Publication.call_id == call.id, Publication.published_at <= now)
    many = select(func.count()).where(TeamMember.team_id == Team.id, TeamMember.left_at.is_(None)).scalar_subquery()
    rows = select(Team.id, Organisation.kind, many).outerjoin(Organisation, Organisation.id == Team.organisation_id)
    found = db.session.execute(rows.where(Team.id.in_(published)))
    return [TeamFact(id_, _acting(kind), kind or PERSON, size) for id_, kind, size in found if size]


def _round(call: Call, publication: Publication) -> RoundFacts:
    settings = publication.settings
    judged = any_round(call.id, publication.round_number)
    criteria = {criterion.key: criterion.position for criterion in judged.criteria}
    low, high = judged.scale_min, judged.scale_max
    weights = {str(criteria[c["key"]]): c["weight"] for c in publication.criteria if c["key"] in criteria}
    solutions = _solutions(call, publication)
    told = {name: settings.get(name) for name in SETTINGS} | {
        "weights": weights,
        "tie_criterion": criteria.get(settings.get("tie_criterion") or ""),
        "reviews": publication.review_count,
        "reviews_per_solution": judged.reviews_per_solution,
        "minutes_per_review": judged.minutes_per_review,
        "solutions": len(solutions),
        "program_version": publication.program_version,
    }
    total = (Decimal(settings.get("points_min", low)), Decimal(settings.get("points_max", high)))
    return RoundFacts(publication.round_number, told, (low, high), total, solutions, _reviews(call, judged, criteria))


def _solutions(call: Call, publication: Publication) -> Sequence[SolutionFact]:
    """What was published of each solution; what nobody reviewed has no place and is not told."""
    rows = db.session.execute(_places(publication.id)).all()
    themes, maturity = _themes(call.id), _maturity(publication.id)
    facts = []
    for place, kind, challenge_id, position, submitted_at in rows:
        if place.place is None or place.total is None:
            continue
        facts.append(
            SolutionFact(
                id=place.solution_id,
                acting=_acting(kind),
                kind=kind or PERSON,
                theme=themes.get(challenge_id, NONE),
                maturity=maturity.get(place.solution_id, NONE),
                challenge=str(position),
                handed_in=_days(call, submitted_at),
                place=place.place,
                place_low=place.place_low or place.place,
                place_high=place.place_high or place.place,
                points=place.total,
                spread=(place.high or Decimal(0)) - (place.low or Decimal(0)),
                reviews=place.reviews,
            )
        )
    return facts


def _places(publication_id: int) -> Select[PublishedPlace, str, int, int, datetime | None]:
    """The places of a publication, with the kind of organisation and the challenge they belong to."""
    return (
        select(PublishedPlace, Organisation.kind, Challenge.id, Challenge.position, SolutionVersion.submitted_at)
        .join(Solution, PublishedPlace.solution_id == Solution.id)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .join(Challenge, Solution.challenge_id == Challenge.id)
        .join(Team, Solution.team_id == Team.id)
        .outerjoin(Organisation, Organisation.id == Team.organisation_id)
        .where(PublishedPlace.publication_id == publication_id, is_newest())
    )


def _themes(call_id: int) -> Mapping[int, str]:
    """The first theme of each challenge (id), by its place in the call."""
    rows = select(Challenge.id, func.min(Theme.position)).join(Challenge.themes)
    found = db.session.execute(rows.where(Challenge.call_id == call_id).group_by(Challenge.id))
    return {id_: str(position) for id_, position in found}


def _maturity(publication_id: int) -> Mapping[int, str]:
    """The maturity of the first prototype of each solution (id) that says one."""
    rows = (
        select(SolutionVersion.solution_id, Prototype.maturity)
        .join(Prototype, Prototype.version_id == SolutionVersion.id)
        .join(Solution, SolutionVersion.solution_id == Solution.id)
        .join(PublishedPlace, PublishedPlace.solution_id == Solution.id)
        .where(PublishedPlace.publication_id == publication_id, is_newest(), Prototype.maturity.is_not(None))
        .order_by(Prototype.position.desc())
    )
    return {solution_id: maturity for solution_id, maturity in db.session.execute(rows) if maturity}


def _reviews(call: Call, judged: Round, criteria: Mapping[str, int]) -> Sequence[ReviewFact]:
    """The sheets that count, as they count."""
    found = db.session.execute(select(Juror.key, Juror.id, Juror.role).where(Juror.call_id == call.id))
    seats = {key: (id_, role) for key, id_, role in found}
    solutions = dict(all_solution_keys(judged))
    facts = []
    for sheet in all_sheets_of(judged):
        points = {criteria[name]: value for name, value in sheet.points.items() if value is not None}
        id_, role = seats[sheet.juror]
        facts.append(ReviewFact(str(id_), role, str(solutions[sheet.solution]), points))
    return facts


def _acting(kind: str | None) -> str:
    return "organisation" if kind else PERSON


def _days(call: Call, submitted_at: datetime | None) -> int:
    """1 on the last day before the deadline or after it, 2 in the last week, 3 earlier or not known."""
    if submitted_at is None:
        return 3
    before = call.closes_at - submitted_at
    return 1 if before <= timedelta(days=1) else 2 if before <= timedelta(days=7) else 3
