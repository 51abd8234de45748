"""Putting a section's values into its rows. Part of the actions, which ask the rules first."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from challenge_hub.access import Refused
from challenge_hub.calls.models import Call, CallOrganiser, Prize, Terms, Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.calls.rules.changes import terms_hash
from challenge_hub.calls.rules.formats import CRITERIA, THEMES
from challenge_hub.calls.rules.names import key_from, unused
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.calls.rules.rounding import in_decimal
from challenge_hub.calls.rules.schedule import public_from
from challenge_hub.calls.rules.sections import PROSE, DocumentKind, Values
from challenge_hub.calls.stored import newest_terms, prizes_of, rubric_of, themes_of
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import render, searchable
from challenge_hub.organisations.models import Organisation

SETTINGS = (
    "scale_min", "scale_max", "method", "blank", "total_places", "reviews_per_solution", "minutes_per_review",
    "wants_expert", "sheets_public",
)  # fmt: skip
"""The columns of a round that the rubric's section writes as they are."""

OUT_OF_THE_WAY = 1000
"""Positions are unique; rows step aside before they take their new places."""


def write(call: Call, section: str, values: Values, *, now: datetime) -> None:
    """One section as it shall be; the revision of the call grows."""
    if section in WRITERS:
        WRITERS[section](call, values, now)
    else:
        for name, value in values.items():
            setattr(call, name, render(value) if name in PROSE else value)
    call.search_text = searchable(
        call.title, call.summary, {key: text["source"] for key, text in call.description.items()}, call.place
    )
    call.solutions_public_at = public_from(
        call.solutions_public, closes_at=call.closes_at, current=_public_now(call), now=now
    )
    call.revision = (call.revision or 0) + 1
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise Refused("still-in-use") from None


def _public_now(call: Call) -> datetime | None:
    return call.solutions_public_at if call.published_at else None


def _organisers(call: Call, values: Values, now: datetime) -> None:
    others = (CallOrganiser.call_id == call.id, CallOrganiser.role != OrganiserRole.LEAD)
    db.session.execute(delete(CallOrganiser).where(*others))
    slugs = [row["organisation"] for row in values["organisers"]]
    found = db.session.execute(select(Organisation.slug, Organisation.id).where(Organisation.slug.in_(slugs)))
    ids = {row.slug: row.id for row in found}
    for position, row in enumerate(values["organisers"], start=2):
        part = {"organisation_id": ids[row["organisation"]], "role": row["role"], "position": position}
        db.session.add(CallOrganiser(call_id=call.id, **part))


def _themes(call: Call, values: Values, now: datetime) -> None:
    known = {theme.key: theme for theme in themes_of(call.id)}
    rows = _with_keys(values["themes"], known, proposed=THEMES)
    _replace(Theme, {"call_id": call.id}, known, [(row["key"], row) for row in rows])


def _prizes(call: Call, values: Values, now: datetime) -> None:
    known = {str(prize.id): prize for prize in prizes_of(call.id)}
    themes = {theme.key: theme.id for theme in themes_of(call.id)}
    rows = [(row.get("id") or "", _prize_facts(row, themes)) for row in values["prizes"]]
    _replace(Prize, {"call_id": call.id}, known, rows)
    call.most_awards, call.awards_per = values["most_awards"], values["awards_per"]


def _prize_facts(row: Values, themes: Mapping[str, int]) -> dict[str, Any]:
    """The columns of a prize; a theme that is gone meanwhile is none."""
    plain = {key: row[key] for key in row if key not in ("id", "theme", "theme_name")}
    return {**plain, "theme_id": themes.get(row["theme"] or "")}


def _terms(call: Call, values: Values, now: datetime) -> None:
    _document(call, DocumentKind.TERMS, values["terms"], now)


def _conduct(call: Call, values: Values, now: datetime) -> None:
    """It may be left out; once it is there, it is there in the authoritative language."""
    text, newest = values["conduct"], newest_terms(call.id, DocumentKind.CONDUCT)
    if text and call.language not in text:
        raise Refused("conduct-incomplete")
    if text:
        _document(call, DocumentKind.CONDUCT, text, now)
    elif newest is not None and newest.published_at is None:
        db.session.delete(newest)


def _document(call: Call, kind: DocumentKind, text: Mapping[str, str], now: datetime) -> None:
    """A published version is never changed: then a new one is added."""
    newest = newest_terms(call.id, kind)
    if newest is None or newest.published_at is not None:
        newest = Terms(call_id=call.id, kind=kind, version=newest.version + 1 if newest else 1)
        newest.published_at = now if call.published_at else None
        db.session.add(newest)
    newest.text, newest.sha256 = render(text), terms_hash(text)


def _rubric(call: Call, values: Values, now: datetime) -> None:
    rubric = rubric_of(call.id)
    if rubric is None:
        raise Refused("no-rubric-here")
    call.juror_names_public = values["juror_names_public"]
    write_rubric(rubric, values)


def write_rubric(rubric: Round, values: Values) -> None:
    """How a round counts, and its criteria; `rubric.criteria` are loaded."""
    for name in SETTINGS:
        setattr(rubric, name, values[name])
    known = {criterion.key: criterion for criterion in rubric.criteria}
    rows = _with_keys(values["criteria"], known, proposed=CRITERIA)
    rubric.tie_rules = [rule for rule in values["tie_rules"].split(",") if rule]
    rubric.tie_criterion = rows[int(values["tie_criterion"]) - 1]["key"] if values["tie_criterion"] else None
    _replace(Criterion, {"round_id": rubric.id}, known, [(row["key"], criterion_facts(row, rubric)) for row in rows])
    db.session.expire(rubric, ["criteria"])


def _independence(call: Call, values: Values, now: datetime) -> None:
    """Said once for the call; its first round carries it."""
    rubric = rubric_of(call.id)
    if rubric is None:
        raise Refused("no-rubric-here")
    rubric.is_anonymous, call.officers_may_judge = values["is_anonymous"], values["officers_may_judge"]
    call.jurors_need_factor = values["jurors_need_factor"]


def criterion_facts(row: Values, rubric: Round) -> dict[str, Any]:
    """The columns of a criterion; its anchors stand at the lowest, the middle and the highest points of the scale."""
    low, high = rubric.scale_min, rubric.scale_max
    places = [str(in_decimal(Fraction(points))) for points in (low, (low + high) / Decimal(2), high)]
    said = zip(places, (row["low"], row["middle"], row["high"]), strict=True)
    anchors = {points: dict(text) for points, text in said if text}
    plain = {name: row[name] for name in ("key", "name", "description", "weight")}
    return {**plain, "anchors": anchors}


def _with_keys(
    rows: Sequence[Values], known: Mapping[str, Any], *, proposed: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Rows keep the key they have, or that of a proposal; new ones get one from their name."""
    taken, keyed = set(known), []
    for row in rows:
        key = row["key"] if row["key"] in known or row["key"] in proposed else unused(key_from(row["name"]), taken)
        taken.add(key)
        keyed.append({**row, "key": key})
    return keyed


def _replace(
    model: type[Any], home: Mapping[str, int], known: Mapping[str, Any], rows: Sequence[tuple[str, Mapping[str, Any]]]
) -> None:
    """Rows that are there are changed, new ones added, the rest deleted, all in the order given."""
    kept = {key for key, _facts in rows}
    for number, (key, row) in enumerate(known.items()):
        row.position = OUT_OF_THE_WAY + number
        if key not in kept:
            db.session.delete(row)
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise Refused("still-in-use") from None
    for position, (key, facts) in enumerate(rows, start=1):
        row = known.get(key) or model(**home)
        for name, value in facts.items():
            setattr(row, name, value)
        row.position = position
        db.session.add(row)


WRITERS: Mapping[str, Callable[[Call, Values, datetime], None]] = {
    "organisers": _organisers,
    "themes": _themes,
    "prizes": _prizes,
    "terms": _terms,
    "conduct": _conduct,
    "rubric": _rubric,
    "independence": _independence,
}
