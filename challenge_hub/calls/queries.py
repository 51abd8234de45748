"""Questions about calls."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.infrastructure.db import contains_all, db, one_or_404
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.infrastructure.text import fold

FILTER_LENGTH = 100


def visible_call(viewer: Actor, slug: str) -> Call:
    """One call with its organisers and its long text."""
    return one_or_404(
        select(Call).where(Call.slug == slug).options(joinedload(Call.organisers), undefer(Call.description))
    )


def visible_calls(viewer: Actor, *, words: str = "", number: int = 1) -> Page[Call]:
    """Calls, the newest first, a page at a time."""
    statement = select(Call).where(contains_all(Call.search_text, fold(words)))
    return page_of(statement.order_by(Call.opens_at.desc(), Call.id), number, row=lambda found: found[0])


def newest_calls(viewer: Actor, *, limit: int) -> Sequence[Call]:
    return db.session.scalars(select(Call).order_by(Call.opens_at.desc(), Call.id).limit(limit)).all()


def count_calls(viewer: Actor) -> int:
    return db.session.scalar(select(func.count(Call.id))) or 0


def calls_organised_by(viewer: Actor, organisation_id: int) -> Sequence[tuple[Call, str]]:
    """The newest calls an organisation has a part in, with that part."""
    statement = (
        select(Call, CallOrganiser.role)
        .join(CallOrganiser)
        .where(CallOrganiser.organisation_id == organisation_id)
        .order_by(Call.opens_at.desc(), Call.id)
        .limit(FILTER_LENGTH)
    )
    return [(call, role) for call, role in db.session.execute(statement)]


def themes_to_choose(viewer: Actor, call_slug: str | None = None) -> Sequence[Theme]:
    """The themes of one call, or of all; a key that several calls use appears once."""
    statement = select(Theme).join(Call, Theme.call_id == Call.id).order_by(Call.opens_at.desc(), Theme.position)
    if call_slug:
        statement = statement.where(Call.slug == call_slug)
    themes = db.session.scalars(statement.limit(FILTER_LENGTH)).all()
    return list({theme.key: theme for theme in reversed(themes)}.values())[::-1]
