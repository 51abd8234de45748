"""What everybody may read: published challenges in published calls, and what they said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
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
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_asked, paged
from challenge_hub.infrastructure.text import fold

CHALLENGES_ON_A_PAGE = 10
"""Each card bears a question and its themes, so fewer than of solutions are enough at once."""


Cards = Select[*tuple[Any, ...]]


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
    challenge = in_public(one_or_404(*_with_surroundings(call_slug=call_slug, key=key)))
    set_committed_value(challenge, "themes", db.session.scalars(*_its_themes(challenge_id=challenge.id)).all())
    return challenge


@once
def _with_surroundings(*, call_slug: str, key: str) -> Select[Challenge]:
    surroundings = (contains_eager(Challenge.call), joinedload(Challenge.organisation), joinedload(Challenge.caretaker))
    long_texts = (undefer(Challenge.description), undefer(Challenge.sections))
    whole = select(Challenge).join(Challenge.call).options(*surroundings, *long_texts)
    return whole.where(Call.slug == call_slug, Challenge.key == key, is_out())


@once
def _its_themes(*, challenge_id: int) -> Select[Theme]:
    themes = select(Theme).join(ChallengeTheme, ChallengeTheme.theme_id == Theme.id).order_by(Theme.position)
    return themes.where(ChallengeTheme.challenge_id == challenge_id)


def versions_of(viewer: Actor, challenge: Challenge) -> Sequence[tuple[int, datetime]]:
    """Number and date of each publication of a challenge the viewer can see, the newest first."""
    return [(number, moment) for number, moment in db.session.execute(*_publications(challenge_id=challenge.id))]


@once
def _publications(*, challenge_id: int) -> Select[int, datetime]:
    statement = select(ChallengeVersion.number, ChallengeVersion.published_at)
    return statement.where(ChallengeVersion.challenge_id == challenge_id).order_by(ChallengeVersion.number.desc())


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
    if words:
        among = _among(theme or None, call_slug or None)
        page = _page_of_cards(_cards(among.where(contains_all(Challenge.search_text, fold(words)))), {}, number)
    else:
        asked = _filtered(bool(theme), bool(call_slug), theme=theme, call_slug=call_slug)
        page = _page_of_cards(*asked, number)
    themes = _themes_of([card.id for card in page.items])
    return replace(page, items=[replace(card, themes=themes[card.id]) for card in page.items])


@once
def _filtered(by_theme: bool, by_call: bool, *, theme: str, call_slug: str) -> Cards:
    return _cards(_among(theme if by_theme else None, call_slug if by_call else None))


def _among(theme: str | None, call_slug: str | None) -> Select[int]:
    among = select(Challenge.id).join(Challenge.call).where(is_public())
    if theme is not None:
        among = among.where(Challenge.themes.any(Theme.key == theme))
    return among if call_slug is None else among.where(Call.slug == call_slug)


def _page_of_cards(statement: Cards, values: Mapping[str, Any], number: int) -> Page[ChallengeCard]:
    return page_asked(statement, values, number, row=_card, size=CHALLENGES_ON_A_PAGE)


def _cards(among: Select[int]) -> Cards:
    columns = (Challenge.id, Challenge.key, Challenge.title, Challenge.question, Call.slug, Call.title)
    return paged(select(*columns).join(Challenge.call), among=among, order=(*NEWEST_FIRST, Challenge.position))


def _card(columns: Sequence[Any]) -> ChallengeCard:
    id_, key, title, question, *call = columns
    return ChallengeCard(id_, key, title, question, CallName(*call))


def _themes_of(challenge_ids: Sequence[int]) -> Mapping[int, Sequence[ThemeName]]:
    """The themes of each of these challenges, in the order of the call."""
    themes: dict[int, list[ThemeName]] = {id_: [] for id_ in challenge_ids}
    for id_, key, name in db.session.execute(*_theme_names(challenge_ids=challenge_ids)):
        themes[id_].append(ThemeName(key, name))
    return themes


@once
def _theme_names(*, challenge_ids: Sequence[int]) -> Select[int, str, Mapping[str, str]]:
    statement = select(ChallengeTheme.challenge_id, Theme.key, Theme.name)
    statement = statement.join(Theme, ChallengeTheme.theme_id == Theme.id)
    return statement.where(ChallengeTheme.challenge_id.in_(challenge_ids)).order_by(Theme.position)


def first_challenges(viewer: Actor, call_id: int) -> Page[ChallengeCard]:
    """The first page of the challenges of one call."""
    return _page_of_cards(*_in_call(call_id=call_id), 1)


@once
def _in_call(*, call_id: int) -> Cards:
    return _cards(select(Challenge.id).join(Challenge.call).where(is_public(), Challenge.call_id == call_id))


def challenges_posed_by(viewer: Actor, organisation_id: int, *, number: int = 1) -> Page[ChallengeCard]:
    return _page_of_cards(*_posed_by(organisation_id=organisation_id), number)


@once
def _posed_by(*, organisation_id: int) -> Cards:
    posed = (is_public(), Challenge.organisation_id == organisation_id)
    return _cards(select(Challenge.id).join(Challenge.call).where(*posed))


def count_challenges(viewer: Actor) -> int:
    return db.session.scalar(*_counted()) or 0


@once
def _counted() -> Select[int]:
    return select(func.count()).select_from(Challenge).join(Challenge.call).where(is_public())
