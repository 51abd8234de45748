"""Publishing: the ranking of a round is computed once and frozen under a number."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from challenge_hub import __version__
from challenge_hub.access import Actor, Role
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db
from challenge_hub.judging import queries as judging
from challenge_hub.judging.models import Round
from challenge_hub.judging.rules.places import Ranking, Standing, ranking
from challenge_hub.judging.rules.scoring import Scoring
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.results.rules import may_publish, numbers_drawn, points_possible, sheets_appear, shown


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
    sheets = judging.all_sheets_of(judging_round)
    may_publish(
        is_operator=by.has(Role.OPERATOR),
        review_count=len(sheets),
        number=number,
        last_number=_last_number(judging_round),
        reason=reason,
    ).require()
    scoring = judging.scoring_of(judging_round)
    solutions = dict(judging.all_solution_keys(judging_round.call_id))
    ranked = ranking(sheets, solutions, scoring)
    publication = _publication(judging_round, scoring, ranked, number=number, seed=seed, reason=reason, at=published_at)
    _freeze_places(publication, ranked, sheets, solutions, judging_round)
    record("publish-results", publication, by=by, now=now, number=number, round=judging_round.number)
    return publication


def _last_number(judging_round: Round) -> int:
    statement = select(func.max(Publication.number)).where(
        Publication.call_id == judging_round.call_id, Publication.round_number == judging_round.number
    )
    return db.session.scalar(statement) or 0


def _publication(
    judging_round: Round, scoring: Scoring, ranked: Ranking, *, number: int, seed: int, reason: str | None, at: datetime
) -> Publication:
    publication = Publication(
        call_id=judging_round.call_id,
        round_number=judging_round.number,
        number=number,
        published_at=at,
        reason=reason,
        seed=seed,
        program_version=__version__,
        settings=_settings(judging_round, scoring),
        settings_hash=ranked.settings_hash,
        criteria=[
            {"key": c.key, "weight": str(c.weight), "name": c.name, "description": c.description}
            for c in judging_round.criteria
        ],
        note=judging_round.note,
        draws=[{"seed": draw.seed, "place": draw.place, "drawn": list(draw.drawn)} for draw in ranked.draws],
    )
    db.session.add(publication)
    db.session.flush()
    return publication


def _settings(judging_round: Round, scoring: Scoring) -> dict[str, Any]:
    """The settings of the round as pages show them."""
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
        "sheets_public": judging_round.sheets_public,
        "points_min": str(lowest),
        "points_max": str(highest),
    }


def _freeze_places(
    publication: Publication,
    ranked: Ranking,
    sheets: Sequence[Sheet],
    solutions: Mapping[str, int],
    judging_round: Round,
) -> None:
    jurors = {sheet.juror for sheet in sheets}
    numbers: Mapping[str, int] = {}
    if sheets_appear(said_before=judging_round.sheets_public, juror_count=len(jurors)):
        numbers = numbers_drawn(jurors, publication.seed)
    points = {(sheet.solution, sheet.juror): sheet.points for sheet in sheets}
    for standing in ranked.standings:
        db.session.add(_place(publication, standing, solutions[standing.solution], _sheets(standing, points, numbers)))
    for solution in ranked.not_reviewed:
        db.session.add(
            PublishedPlace(
                publication_id=publication.id,
                solution_id=solutions[solution],
                shared=False,
                reviews=0,
                criterion_means={},
                sheets=[],
            )
        )
    db.session.flush()


def _place(
    publication: Publication, standing: Standing, solution_id: int, sheets: list[dict[str, Any]]
) -> PublishedPlace:
    return PublishedPlace(
        publication_id=publication.id,
        solution_id=solution_id,
        place=standing.place,
        shared=standing.shared,
        decided_by=standing.decided_by,
        reviews=standing.reviews,
        total=shown(standing.total),
        mean=shown(standing.mean),
        mean_place=standing.mean_place,
        low=shown(standing.low),
        high=shown(standing.high),
        criterion_means={key: _text(mean) for key, mean in standing.criterion_means.items()},
        sheets=sheets,
    )


def _sheets(
    standing: Standing, points: Mapping[tuple[str, str], Mapping[str, Decimal | None]], numbers: Mapping[str, int]
) -> list[dict[str, Any]]:
    """The sheets of a solution under the numbers drawn; none where none are published."""
    found = [
        {
            "juror": numbers[sheet.juror],
            "points": {key: _text(value) for key, value in points[standing.solution, sheet.juror].items()},
            "total": _text(sheet.total),
        }
        for sheet in standing.sheets
        if sheet.juror in numbers
    ]
    return sorted(found, key=lambda sheet: sheet["juror"])


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else str(shown(figure))
