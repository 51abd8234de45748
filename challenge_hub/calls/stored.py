"""What each section of a call holds now, as its form and its notices need it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from challenge_hub.calls.models import Call, Prize, Terms, Theme
from challenge_hub.calls.queries import scoring_of
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.calls.rules.anonymity import Names
from challenge_hub.calls.rules.changes import CallState
from challenge_hub.calls.rules.conditions import Rights
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.calls.rules.publication import PublicationFacts
from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.schedule import Schedule
from challenge_hub.calls.rules.sections import PROSE, SECTIONS, DocumentKind, Values
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import sources


def values_of(call: Call, section: str) -> Values:
    """The fields of one section. The call comes from `organised_call`."""
    if section in ROWS:
        return ROWS[section](call)
    return {name: _plain(call, name) for name in SECTIONS[section]}


def _plain(call: Call, name: str) -> Any:
    value = getattr(call, name)
    return sources(value) if name in PROSE else value


def rubric_of(call_id: int) -> Round | None:
    """The first round with its criteria; a call that came in without one has none."""
    statement = select(Round).where(Round.call_id == call_id, Round.number == 1).options(joinedload(Round.criteria))
    return db.session.scalars(statement).unique().one_or_none()


def round_numbers(call_id: int) -> Sequence[int]:
    return db.session.scalars(select(Round.number).where(Round.call_id == call_id).order_by(Round.number)).all()


def prizes_of(call_id: int) -> Sequence[Prize]:
    return db.session.scalars(select(Prize).where(Prize.call_id == call_id).order_by(Prize.position)).all()


def themes_of(call_id: int) -> Sequence[Theme]:
    return db.session.scalars(select(Theme).where(Theme.call_id == call_id).order_by(Theme.position)).all()


def newest_terms(call_id: int, kind: DocumentKind = DocumentKind.TERMS) -> Terms | None:
    """The highest version, published or not; of the code of conduct where that is asked for."""
    statement = (
        select(Terms).where(Terms.call_id == call_id, Terms.kind == kind).order_by(Terms.version.desc()).limit(1)
    )
    return db.session.scalar(statement)


def schedule_of(call: Call) -> Schedule:
    later = (call.questions_until, call.feedback_by, call.objections_until)
    return Schedule(call.opens_at, call.closes_at, call.ends_at, *later)


def state_of(call: Call, *, results_published: bool) -> CallState:
    """Where the call stands, as the rules about changes want to know it."""
    frozen = func.coalesce(Round.settings_frozen_at, Round.frozen_at)
    rubric = db.session.execute(select(frozen).where(Round.call_id == call.id, Round.number == 1)).first()
    return CallState(
        published=call.published_at is not None,
        suspended=call.suspended_at is not None,
        cancelled=call.cancelled_at is not None,
        closes_at=call.closes_at,
        rubric_frozen=rubric is not None and rubric[0] is not None,
        results_published=results_published,
    )


def publication_facts(call: Call, now: datetime) -> PublicationFacts:
    """What a draft has of what it needs."""
    rubric, prizes, terms = rubric_of(call.id), prizes_of(call.id), newest_terms(call.id)
    texts = (call.title, call.summary, call.description)
    return PublicationFacts(
        has_texts=all(call.language in text for text in texts),
        deadline_ahead=call.closes_at > now,
        prizes=len(prizes),
        prizes_with_decider=sum(prize.decider is not None for prize in prizes),
        criteria=len(rubric.criteria) if rubric else 0,
        weights_fault=_weights_fault(rubric),
        tie_rules=len(rubric.tie_rules) if rubric else 0,
        has_rights=call.rights is not None and (call.rights != Rights.OWN_TEXT or call.language in call.rights_text),
        has_terms=terms is not None and call.language in terms.text,
        names=names_with(call, {"is_anonymous": rubric.is_anonymous} if rubric else {}),
    )


def names_with(call: Call, values: Values) -> Names:
    """What the call says about names, with these values in the place of what stands there."""
    return Names(
        purpose=values.get("purpose", call.purpose),
        is_anonymous=values["is_anonymous"] if "is_anonymous" in values else _is_anonymous(call),
        solutions_public=values.get("solutions_public", call.solutions_public),
    )


def _is_anonymous(call: Call) -> bool:
    found = select(Round.id).where(Round.call_id == call.id, Round.is_anonymous)
    return db.session.scalar(found.limit(1)) is not None


def _weights_fault(rubric: Round | None) -> str | None:
    try:
        return None if rubric is None or scoring_of(rubric) else "no-criteria"
    except ScoringRefused as refused:
        return refused.reason


def _organisers(call: Call) -> Values:
    rows = [row for row in call.organisers if row.role != OrganiserRole.LEAD]
    return {
        "organisers": [
            {"organisation": row.organisation.slug, "name": row.organisation.name, "role": row.role} for row in rows
        ]
    }


def _themes(call: Call) -> Values:
    return {"themes": [{"key": theme.key, "name": theme.name} for theme in themes_of(call.id)]}


def _prizes(call: Call) -> Values:
    rows = select(Prize, Theme).outerjoin(Theme, Prize.theme_id == Theme.id).where(Prize.call_id == call.id)
    found = db.session.execute(rows.order_by(Prize.position))
    return {
        "prizes": [_prize(prize, theme) for prize, theme in found],
        "most_awards": call.most_awards,
        "awards_per": call.awards_per,
    }


def _prize(prize: Prize, theme: Theme | None) -> Values:
    fields = ("name", "kind", "worth", "giver", "decider", "round_number")
    of_theme = {"theme": theme.key if theme else None, "theme_name": theme.name if theme else {}}
    return {"id": str(prize.id), **{name: getattr(prize, name) for name in fields}, **of_theme}


def _terms(call: Call) -> Values:
    terms = newest_terms(call.id)
    return {"terms": sources(terms.text) if terms else {}}


def _conduct(call: Call) -> Values:
    conduct = newest_terms(call.id, DocumentKind.CONDUCT)
    return {"conduct": sources(conduct.text) if conduct else {}}


def _rubric(call: Call) -> Values:
    rubric = rubric_of(call.id)
    if rubric is None:
        return {**dict.fromkeys(SECTIONS["rubric"]), "criteria": [], "juror_names_public": call.juror_names_public}
    return {**rubric_values(rubric), "juror_names_public": call.juror_names_public}


def rubric_values(rubric: Round) -> Values:
    """How a round counts and its criteria, as their form wants them; the criteria are loaded."""
    plain = (
        "scale_min", "scale_max", "method", "blank", "total_places", "reviews_per_solution", "minutes_per_review",
        "wants_expert", "sheets_public",
    )  # fmt: skip
    keys = [criterion.key for criterion in rubric.criteria]
    return {
        **{name: getattr(rubric, name) for name in plain},
        "tie_rules": ",".join(rubric.tie_rules),
        "tie_criterion": str(keys.index(rubric.tie_criterion) + 1) if rubric.tie_criterion in keys else "",
        "criteria": [_criterion(criterion) for criterion in rubric.criteria],
    }


def _independence(call: Call) -> Values:
    plain = ("officers_may_judge", "jurors_need_factor")
    return {"is_anonymous": _is_anonymous(call), **{name: getattr(call, name) for name in plain}}


def _criterion(criterion: Criterion) -> Values:
    low, middle, high = anchors_in_order(criterion.anchors)
    return {
        "key": criterion.key,
        "name": criterion.name,
        "weight": criterion.weight,
        "description": criterion.description,
        "low": low,
        "middle": middle,
        "high": high,
    }


def anchors_in_order(anchors: Mapping[str, Mapping[str, str]]) -> list[Mapping[str, str]]:
    """What the lowest, the middle and the highest points mean; empty where nothing is said."""
    said = [anchors[points] for points in sorted(anchors, key=Decimal)]
    low, high = (said[0] if said else {}), (said[-1] if len(said) > 1 else {})
    return [low, said[len(said) // 2] if len(said) > 2 else {}, high]


ROWS: Mapping[str, Callable[[Call], Values]] = {
    "organisers": _organisers,
    "themes": _themes,
    "prizes": _prizes,
    "terms": _terms,
    "conduct": _conduct,
    "rubric": _rubric,
    "independence": _independence,
}
