"""Questions about calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.infrastructure.db import contains_all, db, one_or_404
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.infrastructure.text import fold

FILTER_LENGTH = 100
NEWEST_FIRST = (Call.opens_at.desc(), Call.id.desc())
"""The order of calls, and of what belongs to them. Both ways down, so that one index gives it without sorting."""


@dataclass(frozen=True)
class CallName:
    """A call as filters and cards name it."""

    slug: str
    title: Mapping[str, str]


@dataclass(frozen=True)
class ThemeName:
    """A theme as filters name it."""

    key: str
    name: Mapping[str, str]


def visible_call(viewer: Actor, slug: str) -> Call:
    """One call with its organisers and its long text."""
    return one_or_404(
        select(Call).where(Call.slug == slug).options(joinedload(Call.organisers), undefer(Call.description))
    )


def visible_calls(viewer: Actor, *, words: str = "", number: int = 1) -> Page[Call]:
    """Calls, the newest first, a page at a time."""
    return page_of(
        select(Call),
        number,
        among=select(Call.id).where(contains_all(Call.search_text, fold(words))),
        order=NEWEST_FIRST,
        row=lambda found: found[0],
    )


def newest_calls(viewer: Actor, *, limit: int) -> Sequence[Call]:
    return db.session.scalars(select(Call).order_by(*NEWEST_FIRST).limit(limit)).all()


def calls_to_choose(viewer: Actor) -> Sequence[CallName]:
    """The newest calls by name, for a filter."""
    statement = select(Call.slug, Call.title).order_by(*NEWEST_FIRST).limit(FILTER_LENGTH)
    return [CallName(slug, title) for slug, title in db.session.execute(statement)]


def count_calls(viewer: Actor) -> int:
    return db.session.scalar(select(func.count()).select_from(Call)) or 0


def calls_organised_by(viewer: Actor, organisation_id: int) -> Sequence[tuple[Call, str]]:
    """The newest calls an organisation has a part in, with that part."""
    statement = (
        select(Call, CallOrganiser.role)
        .join(CallOrganiser)
        .where(CallOrganiser.organisation_id == organisation_id)
        .order_by(*NEWEST_FIRST)
        .limit(FILTER_LENGTH)
    )
    return [(call, role) for call, role in db.session.execute(statement)]


def themes_to_choose(viewer: Actor, call_slug: str | None = None) -> Sequence[ThemeName]:
    """The themes of one call, or of all; a key that several calls use appears once."""
    statement = select(Theme.key, Theme.name).join(Call, Theme.call_id == Call.id)
    if call_slug:
        statement = statement.where(Call.slug == call_slug)
    found = db.session.execute(statement.order_by(*NEWEST_FIRST, Theme.position).limit(FILTER_LENGTH)).all()
    names = {key: ThemeName(key, name) for key, name in reversed(found)}
    return list(names.values())[::-1]
