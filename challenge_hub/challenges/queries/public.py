"""What everybody may read: published challenges in published calls, and what they said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call, Theme
from challenge_hub.calls.queries import NEWEST_FIRST, CallName, ThemeName
from challenge_hub.challenges.models import Challenge, ChallengeTheme, ChallengeVersion
from challenge_hub.infrastructure.db import contains_all, db, one_or_404
from challenge_hub.infrastructure.hidden import in_public
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.infrastructure.text import fold

CHALLENGES_ON_A_PAGE = 10
"""Each card bears a question and its themes, so fewer than of solutions are enough at once."""


@dataclass(frozen=True)
class ChallengeCard:
    """What a list shows of a challenge, and where it belongs."""

    id: int
    key: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    call: CallName
    themes: Sequence[ThemeName] = ()


def is_public() -> ColumnElement[bool]:
    """Everybody may read it. Needs the call joined."""
    return and_(is_out(), Challenge.hidden_at.is_(None))


def is_out() -> ColumnElement[bool]:
    """Everybody may read it, unless its text is hidden after a report. Needs the call joined."""
    return and_(Challenge.published_at.is_not(None), Call.published_at.is_not(None))


def visible_challenge(viewer: Actor, call_slug: str, key: str) -> Challenge:
    """One challenge with its call, its organisation, its themes and its long text; TextIsHidden after a report."""
    challenge = in_public(
        one_or_404(_with_surroundings().where(Call.slug == call_slug, Challenge.key == key, is_out()))
    )
    themes = select(Theme).join(ChallengeTheme, ChallengeTheme.theme_id == Theme.id).order_by(Theme.position)
    themes = themes.where(ChallengeTheme.challenge_id == challenge.id)
    set_committed_value(challenge, "themes", db.session.scalars(themes).all())
    return challenge


@cache
def _with_surroundings() -> Select[Challenge]:
    surroundings = (contains_eager(Challenge.call), joinedload(Challenge.organisation), joinedload(Challenge.caretaker))
    long_texts = (undefer(Challenge.description), undefer(Challenge.sections))
    return select(Challenge).join(Challenge.call).options(*surroundings, *long_texts)


def versions_of(viewer: Actor, challenge: Challenge) -> Sequence[tuple[int, datetime]]:
    """Number and date of each publication of a challenge the viewer can see, the newest first."""
    statement = select(ChallengeVersion.number, ChallengeVersion.published_at)
    statement = statement.where(ChallengeVersion.challenge_id == challenge.id).order_by(ChallengeVersion.number.desc())
    return [(number, moment) for number, moment in db.session.execute(statement)]


def version_before_and_after(
    viewer: Actor, challenge: Challenge, number: int
) -> tuple[ChallengeVersion, ChallengeVersion]:
    """A publication and the one before it; the first one has nothing before it, so it is not found."""
    wanted = select(ChallengeVersion).where(
        ChallengeVersion.challenge_id == challenge.id, ChallengeVersion.number.in_([number - 1, number])
    )
    found = db.session.scalars(wanted.order_by(ChallengeVersion.number)).all()
    if len(found) != 2:
        raise NotFound
    return found[0], found[1]


def visible_challenges(
    viewer: Actor, *, words: str = "", theme: str = "", call_slug: str = "", number: int = 1
) -> Page[ChallengeCard]:
    """Challenges in the order their organisers chose, the newest call first, a page at a time."""
    among = (
        select(Challenge.id).join(Challenge.call).where(is_public(), contains_all(Challenge.search_text, fold(words)))
    )
    if theme:
        among = among.where(Challenge.themes.any(Theme.key == theme))
    if call_slug:
        among = among.where(Call.slug == call_slug)
    page = _page_of_cards(among, number)
    themes = _themes_of([card.id for card in page.items])
    return replace(page, items=[replace(card, themes=themes[card.id]) for card in page.items])


def _page_of_cards(among: Select[int], number: int) -> Page[ChallengeCard]:
    order = (*NEWEST_FIRST, Challenge.position)
    return page_of(_cards(), number, among=among, order=order, row=_card, size=CHALLENGES_ON_A_PAGE)


@cache
def _cards() -> Select[*tuple[Any, ...]]:
    columns = (Challenge.id, Challenge.key, Challenge.title, Challenge.question, Call.slug, Call.title)
    return select(*columns).join(Challenge.call)


def _card(columns: Sequence[Any]) -> ChallengeCard:
    id_, key, title, question, *call = columns
    return ChallengeCard(id_, key, title, question, CallName(*call))


def _themes_of(challenge_ids: Sequence[int]) -> Mapping[int, Sequence[ThemeName]]:
    """The themes of each of these challenges, in the order of the call."""
    statement = (
        select(ChallengeTheme.challenge_id, Theme.key, Theme.name)
        .join(Theme, ChallengeTheme.theme_id == Theme.id)
        .where(ChallengeTheme.challenge_id.in_(challenge_ids))
        .order_by(Theme.position)
    )
    themes: dict[int, list[ThemeName]] = {id_: [] for id_ in challenge_ids}
    for id_, key, name in db.session.execute(statement):
        themes[id_].append(ThemeName(key, name))
    return themes


def first_challenges(viewer: Actor, call_id: int) -> Page[ChallengeCard]:
    """The first page of the challenges of one call."""
    return _page_of_cards(select(Challenge.id).join(Challenge.call).where(is_public(), Challenge.call_id == call_id), 1)


def challenges_posed_by(viewer: Actor, organisation_id: int, *, number: int = 1) -> Page[ChallengeCard]:
    among = select(Challenge.id).join(Challenge.call).where(is_public(), Challenge.organisation_id == organisation_id)
    return _page_of_cards(among, number)


def count_challenges(viewer: Actor) -> int:
    return db.session.scalar(select(func.count()).select_from(Challenge).join(Challenge.call).where(is_public())) or 0
