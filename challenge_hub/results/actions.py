"""Publishing: the ranking of a round is computed once and frozen under a number."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from challenge_hub import __version__
from challenge_hub.access import Actor, Role
from challenge_hub.audit.actions import record
from challenge_hub.calls import queries as calls
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.rounding import FINEST_PLACES
from challenge_hub.calls.rules.scoring import Scoring, points_possible
from challenge_hub.infrastructure.db import db
from challenge_hub.judging import queries as judging
from challenge_hub.judging.rules.places import Ranking, Standing, ranking
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.results.rules import Sheets, may_publish, numbers_drawn, sheets_of, shown
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import is_newest
from challenge_hub.teams.models import Team


def publish(
    judging_round: Round,
    *,
    number: int,
    seed: int,
    reason: str | None,
    published_at: datetime,
    by: Actor,
    now: datetime,
) -> Publication:
    """Rank the round by its own settings and freeze the result; the round's criteria are loaded with it.

    Raises Refused where `may_publish` says no, and ScoringRefused where the sheets break the rules of the round.
    """
    entitled = by.has(Role.OPERATOR)
    publication = freeze(
        judging_round, number=number, seed=seed, reason=reason, published_at=published_at, is_entitled=entitled
    )
    record("publish-results", publication, by=by, now=now, call_id=judging_round.call_id, number=number)
    return publication


def freeze(
    judging_round: Round, *, number: int, seed: int, reason: str | None, published_at: datetime, is_entitled: bool
) -> Publication:
    """Make the frozen copy without a line in the trail: whoever calls this knows who `is_entitled`, and records."""
    sheets = judging.all_sheets_of(judging_round)
    last = _last_number(judging_round)
    may_publish(
        is_entitled=is_entitled, review_count=len(sheets), number=number, last_number=last, reason=reason
    ).require()
    scoring = calls.scoring_of(judging_round)
    solutions = dict(judging.all_solution_keys(judging_round.call_id))
    ranked = ranking(sheets, solutions, scoring)
    publication = _publication(judging_round, _settings(judging_round, scoring, sheets), ranked)
    publication.number, publication.reason, publication.seed = number, reason, seed
    publication.published_at = published_at
    db.session.add(publication)
    db.session.flush()
    _freeze_places(publication, ranked, sheets, solutions, scoring)
    return publication


def _last_number(judging_round: Round) -> int:
    statement = select(func.max(Publication.number)).where(
        Publication.call_id == judging_round.call_id, Publication.round_number == judging_round.number
    )
    return db.session.scalar(statement) or 0


def _publication(judging_round: Round, settings: dict[str, Any], ranked: Ranking) -> Publication:
    return Publication(
        call_id=judging_round.call_id,
        round_number=judging_round.number,
        program_version=__version__,
        review_count=sum(standing.reviews for standing in ranked.standings),
        settings=settings,
        settings_hash=ranked.settings_hash,
        criteria=[
            {"key": c.key, "weight": str(c.weight), "name": c.name, "description": c.description}
            for c in judging_round.criteria
        ],
        note=judging_round.note,
        draws=[{"seed": draw.seed, "place": draw.place, "drawn": list(draw.drawn)} for draw in ranked.draws],
    )


def _settings(judging_round: Round, scoring: Scoring, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The settings of the round as pages show them, and what becomes of its sheets."""
    juror_count = len({sheet.juror for sheet in sheets})
    lowest, highest = points_possible(scoring)
    return {
        "method": judging_round.method,
        "named_method": judging_round.named_method,
        "order": judging_round.order,
        "weighting": judging_round.weighting,
        "scale_min": str(judging_round.scale_min),
        "scale_max": str(judging_round.scale_max),
        "blank": judging_round.blank,
        "sheet_places": judging_round.sheet_places,
        "criterion_places": judging_round.criterion_places,
        "total_places": judging_round.total_places,
        "tie_rules": judging_round.tie_rules,
        "tie_criterion": judging_round.tie_criterion,
        "seed": judging_round.seed,
        "points_min": str(lowest),
        "points_max": str(highest),
        "sheets": sheets_of(said_before=judging_round.sheets_public, juror_count=juror_count),
    }


def _freeze_places(
    publication: Publication,
    ranked: Ranking,
    sheets: Sequence[Sheet],
    solutions: Mapping[str, int],
    scoring: Scoring,
) -> None:
    appear = publication.settings["sheets"] == Sheets.PUBLISHED
    numbers = numbers_drawn((sheet.juror for sheet in sheets), publication.seed) if appear else {}
    points = {(sheet.solution, sheet.juror): sheet.points for sheet in sheets}
    names = _names_of(call_id=publication.call_id)
    places = [(standing.solution, _place(standing, scoring)) for standing in ranked.standings]
    for (_, place), standing in zip(places, ranked.standings, strict=True):
        place.sheets = _sheets(standing, points, numbers, scoring)
    unreviewed = {"shared": False, "reviews": 0, "criterion_means": {}, "sheets": []}
    places += [(solution, PublishedPlace(**unreviewed)) for solution in ranked.not_reviewed]
    for solution, place in places:
        place.publication_id, place.solution_id = publication.id, solutions[solution]
        place.title, place.team = names[place.solution_id]
        db.session.add(place)
    db.session.flush()


def _names_of(call_id: int) -> Mapping[int, tuple[dict[str, str], str]]:
    """Title and team of every solution as they are now, for the copy."""
    statement = (
        select(Solution.id, SolutionVersion.title, Team.name)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .join(Team, Solution.team_id == Team.id)
        .where(Solution.call_id == call_id, is_newest())
    )
    return {id_: (title, team) for id_, title, team in db.session.execute(statement)}


def _place(standing: Standing, scoring: Scoring) -> PublishedPlace:
    return PublishedPlace(
        place=standing.place,
        shared=standing.shared,
        decided_by=standing.decided_by,
        reviews=standing.reviews,
        total=shown(standing.total, scoring.total_places),
        mean=shown(standing.mean, None),
        mean_place=standing.mean_place,
        low=shown(standing.low, scoring.sheet_places),
        high=shown(standing.high, scoring.sheet_places),
        criterion_means={key: _text(mean, None) for key, mean in standing.criterion_means.items()},
    )


def _sheets(
    standing: Standing,
    points: Mapping[tuple[str, str], Mapping[str, Decimal | None]],
    numbers: Mapping[str, int],
    scoring: Scoring,
) -> list[dict[str, Any]]:
    """The sheets of a solution under the numbers drawn; none where none are published."""
    found = [
        {
            "juror": numbers[sheet.juror],
            "points": {
                key: _text(value, FINEST_PLACES) for key, value in points[standing.solution, sheet.juror].items()
            },
            "total": _text(sheet.total, scoring.sheet_places),
        }
        for sheet in standing.sheets
        if sheet.juror in numbers
    ]
    return sorted(found, key=lambda sheet: sheet["juror"])


def _text(figure: Decimal | None, places: int | None) -> str | None:
    return None if figure is None else str(shown(figure, places))
