"""Rounds for the minutes: how each counted, what was changed on the way, and its ranking once it is closed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import scoring_of
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.rounding import shown
from challenge_hub.calls.rules.scoring import ESTIMATE_PLACES, ESTIMATED, settings_hash
from challenge_hub.deliberation.models import Calibration, RubricVersion
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Reopening
from challenge_hub.judging.panels import RoundSeat
from challenge_hub.judging.queries.panels import panels_told
from challenge_hub.judging.queries.rankings import newest, stored_places
from challenge_hub.judging.queries.settling import newest_choices, themes_of_choices
from challenge_hub.judging.settled import TieDecision
from challenge_hub.judging.stored import StoredPlace
from challenge_hub.minutes.queries.refs import Refs
from challenge_hub.minutes.queries.times import at
from challenge_hub.results.models import Publication, PublishedPlace


def rounds_told(call: Call, rounds: Sequence[Round], refs: Refs) -> list[dict[str, Any]]:
    """Every round of a call, in order."""
    ids = [one.id for one in rounds]
    reopened = _by_round(Reopening, ids, Reopening.reopened_at)
    wordings = _by_round(RubricVersion, ids, RubricVersion.number)
    trials = _by_round(Calibration, ids, Calibration.set_up_at)
    publications, seats, panels = _publications(call.id), _seats(ids), panels_told(ids)
    return [
        {
            **_settings(one),
            "solutions": refs.taking_part(position),
            "panel": [refs.juror(id_) for id_ in seats.get(one.id, [])],
            "panels": [_panel(*told, refs) for told in panels.get(one.id, [])],
            "names": refs.names_in(one, position),
            "trial_closed_at": next((at(trial.closed_at) for trial in trials.get(one.id, [])), None),
            "reopened": [{"at": at(row.reopened_at), "reason": row.reason} for row in reopened.get(one.id, [])],
            "wordings": [
                {"number": row.number, "made_at": at(row.made_at), "reason": row.reason}
                for row in wordings.get(one.id, [])
            ],
            "ranking": _ranking(one, publications.get(one.number), refs),
            "ties": _ties(one, refs),
        }
        for position, one in enumerate(rounds)
    ]


def _ties(judged: Round, refs: Refs) -> list[dict[str, Any]]:
    choices = newest_choices(judged).values()
    themes = themes_of_choices(choices)
    return [{**_tie(row, refs), "theme": themes.get(row.theme_id or 0)} for row in choices]


def _tie(row: TieDecision, refs: Refs) -> dict[str, Any]:
    return {
        "after": row.after,
        "way": row.way,
        "reason": row.reason,
        "reviews": row.reviews,
        "final_round": row.final_round,
        "decided_at": at(row.decided_at),
        "solutions": [refs.solution(id_) for id_ in row.solutions],
        "chosen": [refs.solution(id_) for id_ in row.chosen],
    }


def _settings(judged: Round) -> dict[str, Any]:
    return {
        "number": judged.number,
        "title": dict(judged.title),
        "method": judged.method,
        "order": judged.order,
        "weighting": judged.weighting,
        "scale": [str(judged.scale_min), str(judged.scale_max)],
        "blank": judged.blank,
        "sheet_places": judged.sheet_places,
        "criterion_places": judged.criterion_places,
        "total_places": judged.total_places,
        "tie_rules": list(judged.tie_rules),
        "tie_criterion": judged.tie_criterion,
        "reviews_per_solution": judged.reviews_per_solution,
        "quorum": judged.quorum,
        "is_anonymous": judged.is_anonymous,
        "has_shortlist": judged.has_shortlist,
        "frozen_at": at(judged.frozen_at),
        "closed_at": at(judged.closed_at),
        "names_revealed_at": at(judged.names_revealed_at),
        "settings_hash": _hash_of(judged),
        "criteria": [{"key": c.key, "name": dict(c.name), "weight": str(c.weight)} for c in judged.criteria],
    }


def _hash_of(judged: Round) -> str | None:
    try:
        return settings_hash(scoring_of(judged))
    except ScoringRefused:
        return None


def _by_round(rows: Any, round_ids: Sequence[int], order: Any) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in db.session.scalars(select(rows).where(rows.round_id.in_(round_ids)).order_by(order, rows.id)):
        found.setdefault(row.round_id, []).append(row)
    return found


def _seats(round_ids: Sequence[int]) -> Mapping[int, list[int]]:
    """The seats (ids) chosen for a round; a round for which none was chosen has the whole jury."""
    found: dict[int, list[int]] = {}
    chosen = select(RoundSeat).where(RoundSeat.round_id.in_(round_ids)).order_by(RoundSeat.juror_id)
    for row in db.session.scalars(chosen):
        found.setdefault(row.round_id, []).append(row.juror_id)
    return found


def _panel(name: str, jurors: Sequence[int], themes: Sequence[Mapping[str, str]], refs: Refs) -> dict[str, Any]:
    return {"name": name, "jurors": [refs.juror(id_) for id_ in jurors], "themes": [dict(theme) for theme in themes]}


def _publications(call_id: int) -> Mapping[int, Publication]:
    """The publication that counts, by the number of the round."""
    found = db.session.scalars(
        select(Publication).where(Publication.call_id == call_id).order_by(Publication.number)
    ).all()
    return {one.round_number: one for one in found}


def _ranking(judged: Round, publication: Publication | None, refs: Refs) -> dict[str, Any] | None:
    """As it was published; else as it stands, once the round is closed. None before, and where it cannot be made."""
    if publication is not None:
        return _published(publication, refs)
    return _standing(judged, refs) if judged.closed_at is not None else None


def _published(publication: Publication, refs: Refs) -> dict[str, Any]:
    places = db.session.scalars(
        select(PublishedPlace)
        .where(PublishedPlace.publication_id == publication.id)
        .order_by(PublishedPlace.place.is_(None), PublishedPlace.place, PublishedPlace.solution_id)
    ).all()
    told = [
        _place(refs.solution(one.solution_id), one.place, one.shared, one.decided_by, one.total, one.reviews)
        for one in places
        if one.place is not None and one.total is not None
    ]
    unplaced = sorted(refs.solution(one.solution_id) for one in places if one.place is None)
    seeds = publication.settings.get("assignment_seeds", [])
    return {"publication": publication.number, "places": told, "not_reviewed": unplaced, "assignment_seeds": seeds}


def _standing(judged: Round, refs: Refs) -> dict[str, Any] | None:
    """From the stored ranking; none where nothing is stored yet, or the method could not be applied."""
    ranking = newest(judged)
    if ranking is None or ranking.fault:
        return None
    places = stored_places(ranking).values()
    told = [
        _place(refs.solution(one.solution_id), one.place, one.shared, one.decided_by, total, one.reviews)
        for one in sorted(places, key=lambda one: (one.place or 0, one.solution_id))
        if one.place is not None and (total := _total(one, judged.method)) is not None
    ]
    unplaced = sorted(refs.solution(one.solution_id) for one in places if one.place is None)
    return {"publication": None, "places": told, "not_reviewed": unplaced}


def _total(stored: StoredPlace, method: str) -> Decimal | None:
    if stored.total is None or method not in ESTIMATED:
        return stored.total
    return shown(stored.total, ESTIMATE_PLACES)


def _place(
    ref: int, place: int, shared: bool, decided_by: str | None, total: Decimal, reviews: int
) -> dict[str, Any]:  # fmt: skip
    return {
        "solution": ref,
        "place": place,
        "shared": shared,
        "decided_by": str(decided_by) if decided_by else None,
        "total": str(total),
        "reviews": reviews,
    }
