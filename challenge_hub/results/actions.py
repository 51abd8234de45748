"""Publishing: the stored ranking of a round is frozen under a number."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from challenge_hub.access import Actor, Role
from challenge_hub.audit.actions import record
from challenge_hub.calls import queries as calls
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.rounding import FINEST_PLACES, shown
from challenge_hub.calls.rules.scoring import ESTIMATE_PLACES, ESTIMATED, points_possible
from challenge_hub.infrastructure.db import db
from challenge_hub.judging import queries as judging
from challenge_hub.judging.actions.anonymity import reveal_names
from challenge_hub.judging.actions.rankings import bring_up_to_date
from challenge_hub.judging.queries.plans import seeds_of
from challenge_hub.judging.queries.rankings import stored_places
from challenge_hub.judging.queries.settling import newest_choices, themes_of_choices
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.judging.settled import TieDecision
from challenge_hub.judging.stored import StoredPlace, StoredRanking
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.results.rules import Sheets, may_publish, numbers_drawn, sheets_of
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import is_newest
from challenge_hub.teams.models import Team

Names = Mapping[int, tuple[str, dict[str, str], str]]


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
        judging_round,
        number=number,
        seed=seed,
        reason=reason,
        published_at=published_at,
        is_entitled=entitled,
        now=now,
    )
    record("publish-results", publication, by=by, now=now, call_id=judging_round.call_id, number=number)
    reveal_names(judging_round.call_id, by=by, now=now)
    return publication


def freeze(
    judging_round: Round,
    *,
    number: int,
    seed: int,
    reason: str | None,
    published_at: datetime,
    is_entitled: bool,
    now: datetime,
) -> Publication:
    """Make the frozen copy of the newest stored ranking, without a line in the trail: whoever calls this knows who
    `is_entitled`, and records.
    """
    sheets = judging.all_sheets_of(judging_round)
    last = _last_number(judging_round)
    may_publish(
        is_entitled=is_entitled, review_count=len(sheets), number=number, last_number=last, reason=reason
    ).require()
    stored = bring_up_to_date(judging_round, now=now)
    if stored.fault:
        raise ScoringRefused(stored.fault)
    publication = _publication(judging_round, _settings(judging_round, sheets), stored)
    publication.number, publication.reason, publication.seed = number, reason, seed
    publication.published_at = published_at
    db.session.add(publication)
    db.session.flush()
    _freeze_places(publication, judging_round, stored, sheets)
    return publication


def _last_number(judging_round: Round) -> int:
    statement = select(func.max(Publication.number)).where(
        Publication.call_id == judging_round.call_id, Publication.round_number == judging_round.number
    )
    return db.session.scalar(statement) or 0


def _publication(judging_round: Round, settings: dict[str, Any], stored: StoredRanking) -> Publication:
    return Publication(
        call_id=judging_round.call_id,
        round_number=judging_round.number,
        program_version=stored.program_version,
        review_count=stored.review_count,
        settings=settings,
        settings_hash=stored.settings_hash,
        criteria=[
            {"key": c.key, "weight": str(c.weight), "name": c.name, "description": c.description}
            for c in judging_round.criteria
        ],
        note=judging_round.note,
        draws=list(stored.draws),
    )


def _settings(judging_round: Round, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The settings of the round as pages show them, and what becomes of its sheets."""
    juror_count = len({sheet.juror for sheet in sheets})
    lowest, highest = points_possible(calls.scoring_of(judging_round))
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
        "assignment_seeds": list(seeds_of(judging_round)),
        "points_min": str(lowest),
        "points_max": str(highest),
        "sheets": sheets_of(said_before=judging_round.sheets_public, juror_count=juror_count),
    }


def _freeze_places(
    publication: Publication, judging_round: Round, stored: StoredRanking, sheets: Sequence[Sheet]
) -> None:
    appear = publication.settings["sheets"] == Sheets.PUBLISHED
    numbers = numbers_drawn((sheet.juror for sheet in sheets), publication.seed) if appear else {}
    points = {(sheet.solution, sheet.juror): sheet.points for sheet in sheets}
    names = _names_of(call_id=publication.call_id)
    publication.ties = _ties(judging_round, names)
    for solution_id, place in stored_places(stored).items():
        key, title, team = names[solution_id]
        frozen = _place(place, publication.settings["method"])
        frozen.publication_id, frozen.solution_id = publication.id, solution_id
        frozen.sheets, frozen.title, frozen.team = _sheets(place, key, points, numbers), title, team
        db.session.add(frozen)
    db.session.flush()


def _ties(judged: Round, names: Names) -> list[dict[str, Any]]:
    """How boundaries were settled; solutions by their titles as they are now."""
    choices = newest_choices(judged).values()
    themes = themes_of_choices(choices)
    return [_tie(row, themes.get(row.theme_id or 0), names) for row in choices]


def _tie(row: TieDecision, theme: Mapping[str, str] | None, names: Names) -> dict[str, Any]:
    return {
        "theme": theme,
        "after": row.after,
        "way": row.way,
        "reason": row.reason,
        "final_round": row.final_round,
        "solutions": [names[id_][1] for id_ in row.solutions if id_ in names],
        "chosen": [names[id_][1] for id_ in row.chosen if id_ in names],
    }


def _names_of(call_id: int) -> Names:
    """Key, title and team of every solution as they are now, for the copy."""
    statement = (
        select(Solution.id, Solution.key, SolutionVersion.title, Team.name)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .join(Team, Solution.team_id == Team.id)
        .where(Solution.call_id == call_id, is_newest())
    )
    return {id_: (key, title, team) for id_, key, title, team in db.session.execute(statement)}


def _place(stored: StoredPlace, method: str) -> PublishedPlace:
    names = (
        "place", "shared", "decided_by", "place_low", "place_high", "reviews", "mean", "mean_place", "low", "high",
        "criterion_means",
    )  # fmt: skip
    total = stored.total
    if total is not None and method in ESTIMATED:
        total = shown(total, ESTIMATE_PLACES)
    return PublishedPlace(total=total, **{name: getattr(stored, name) for name in names})


def _sheets(
    stored: StoredPlace,
    solution: str,
    points: Mapping[tuple[str, str], Mapping[str, Decimal | None]],
    numbers: Mapping[str, int],
) -> list[dict[str, Any]]:
    """The sheets of a solution under the numbers drawn; none where none are published."""
    found = [
        {
            "juror": numbers[sheet["juror"]],
            "points": {key: _text(value) for key, value in points[solution, sheet["juror"]].items()},
            "total": sheet["total"],
        }
        for sheet in stored.sheets
        if sheet["juror"] in numbers
    ]
    return sorted(found, key=lambda sheet: sheet["juror"])


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(shown(points, FINEST_PLACES))
