"""Questions about challenges."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call, Theme
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import contains_all, db, one_or_404
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.infrastructure.text import fold


def visible_challenge(viewer: Actor, call_slug: str, key: str) -> Challenge:
    """One challenge with its call, its organisation, its themes and its long text."""
    return one_or_404(
        select(Challenge)
        .join(Challenge.call)
        .where(Call.slug == call_slug, Challenge.key == key)
        .options(
            contains_eager(Challenge.call),
            joinedload(Challenge.organisation),
            selectinload(Challenge.themes),
            undefer(Challenge.description),
        )
    )


def visible_challenges(
    viewer: Actor, *, words: str = "", theme: str = "", call_slug: str = "", number: int = 1
) -> Page[Challenge]:
    """Challenges in the order their organisers chose, the newest call first, a page at a time."""
    statement = (
        select(Challenge)
        .join(Challenge.call)
        .where(contains_all(Challenge.search_text, fold(words)))
        .options(contains_eager(Challenge.call), joinedload(Challenge.organisation), selectinload(Challenge.themes))
        .order_by(Call.opens_at.desc(), Call.id, Challenge.position)
    )
    if theme:
        statement = statement.where(Challenge.themes.any(Theme.key == theme))
    if call_slug:
        statement = statement.where(Call.slug == call_slug)
    return page_of(statement, number, row=lambda found: found[0])


def first_challenges(viewer: Actor, call_id: int, *, limit: int) -> Sequence[Challenge]:
    statement = select(Challenge).where(Challenge.call_id == call_id).order_by(Challenge.position).limit(limit)
    return db.session.scalars(statement).all()


def challenges_posed_by(viewer: Actor, organisation_id: int, *, number: int = 1) -> Page[Challenge]:
    statement = (
        select(Challenge)
        .join(Challenge.call)
        .where(Challenge.organisation_id == organisation_id)
        .options(contains_eager(Challenge.call))
        .order_by(Call.opens_at.desc(), Call.id, Challenge.position)
    )
    return page_of(statement, number, row=lambda found: found[0])


def count_challenges(viewer: Actor, call_id: int | None = None) -> int:
    """How many there are, in one call or in all."""
    statement = select(func.count(Challenge.id))
    if call_id is not None:
        statement = statement.where(Challenge.call_id == call_id)
    return db.session.scalar(statement) or 0
