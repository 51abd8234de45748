"""Questions about calls."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload, undefer, undefer_group

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.blindfold import wears_blindfold
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.calls.rules.scoring import Blank, Method, Order, Scoring, TieRule, Weighting
from challenge_hub.infrastructure.acting import acts_as
from challenge_hub.infrastructure.db import contains_all, db, one_at_a_time, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_asked, page_of, paged
from challenge_hub.infrastructure.text import fold
from challenge_hub.organisations.models import Organisation, OrganisationMember

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


def visible_call(viewer: Actor, slug: str, *, with_conditions: bool = False) -> Call:
    """One call with its organisers and its long text; with the words about its conditions if wanted."""
    return one_or_404(*_visible(with_conditions, slug=slug))


@once
def _visible(with_conditions: bool, *, slug: str) -> Select[Call]:
    statement = select(Call).where(Call.slug == slug, Call.published_at.is_not(None))
    statement = statement.options(joinedload(Call.organisers), undefer(Call.description))
    return statement.options(undefer_group("conditions")) if with_conditions else statement


def call_to_change(viewer: Actor, slug: str) -> Call:
    """The same as `organised_call`, while everybody else who would change this call waits."""
    one_at_a_time(f"call:{slug}")
    return organised_call(viewer, slug)


def organised_call(viewer: Actor, slug: str) -> Call:
    """A call, also a draft, for those who organise it; for everybody else it does not exist."""
    call = one_or_404(*_organised_whole(viewer=viewer, slug=slug))
    acts_as("organiser")
    return call


@once
def _organised_whole(*, viewer: Actor, slug: str) -> Select[Call]:
    organised = select(Call).where(Call.slug == slug, Call.id.in_(_organised_by(viewer)))
    return organised.options(joinedload(Call.organisers), undefer(Call.description), undefer_group("conditions"))


def is_organiser(viewer: Actor, call_id: int) -> bool:
    """Whether this person organises this call."""
    return db.session.scalar(*_organising(viewer=viewer, call_id=call_id)) is not None


@once
def _organising(*, viewer: Actor, call_id: int) -> Select[int]:
    return _organised_by(viewer).where(CallOrganiser.call_id == call_id).limit(1)


def organises(person_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """A part of other statements: whether a person organises any call, with whatever blindfold."""
    seat = select(OrganisationMember.id).join(
        CallOrganiser, CallOrganiser.organisation_id == OrganisationMember.organisation_id
    )
    has_part = CallOrganiser.role.in_([OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER])
    return exists(seat.where(OrganisationMember.person_id == person_id, has_part).correlate(Person))


def ids_of_organised_calls(viewer: Actor) -> Select[int]:
    """A part of other statements: the calls this person organises."""
    return _organised_by(viewer)


def _organised_by(viewer: Actor) -> Select[int]:
    """Ids of the calls in which an organisation of this person is lead or co-organiser, without those whose anonymised
    round this person judges.
    """
    return (
        select(CallOrganiser.call_id)
        .join(Organisation, CallOrganiser.organisation_id == Organisation.id)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(
            OrganisationMember.person_id == viewer.person_id,
            Organisation.confirmed_at.is_not(None),
            CallOrganiser.role.in_([OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER]),
            ~wears_blindfold(viewer.person_id, CallOrganiser.call_id),
        )
    )


def calls_organised(viewer: Actor) -> Sequence[Call]:
    """The calls this person organises, drafts too, the newest first."""
    return db.session.scalars(*_organised(viewer=viewer)).all()


@once
def _organised(*, viewer: Actor) -> Select[Call]:
    return select(Call).where(Call.id.in_(_organised_by(viewer))).order_by(*NEWEST_FIRST).limit(FILTER_LENGTH)


def organisations_to_act_for(viewer: Actor) -> Sequence[Organisation]:
    """The confirmed organisations in which this person has a seat, by name."""
    statement = select(Organisation).join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
    mine = (OrganisationMember.person_id == viewer.person_id, Organisation.confirmed_at.is_not(None))
    return db.session.scalars(statement.where(*mine).order_by(Organisation.name, Organisation.id)).all()


def organisations_named(viewer: Actor, named: Collection[str]) -> Sequence[Organisation]:
    """The organisations with one of these address words, official keys or names."""
    wanted = list(named)
    is_meant = or_(Organisation.slug.in_(wanted), Organisation.official_key.in_(wanted), Organisation.name.in_(wanted))
    return db.session.scalars(select(Organisation).where(is_meant).order_by(Organisation.id).limit(FILTER_LENGTH)).all()


def is_listed() -> ColumnElement[bool]:
    """Published, and not hidden after a report: lists show it."""
    return and_(Call.published_at.is_not(None), Call.hidden_at.is_(None))


def visible_calls(viewer: Actor, *, words: str = "", number: int = 1) -> Page[Call]:
    """Calls, the newest first, a page at a time."""
    if not words:
        return page_asked(*_all_visible(), number, row=_call)
    among = select(Call.id).where(is_listed(), contains_all(Call.search_text, fold(words)))
    return page_of(select(Call), number, among=among, order=NEWEST_FIRST, row=_call)


@once
def _all_visible() -> Select[*tuple[Any, ...]]:
    return paged(select(Call), among=select(Call.id).where(is_listed()), order=NEWEST_FIRST)


def _call(columns: Sequence[Any]) -> Call:
    call: Call = columns[0]
    return call


def newest_calls(viewer: Actor, *, limit: int) -> Sequence[Call]:
    return db.session.scalars(*_newest(limit=limit)).all()


@once
def _newest(*, limit: int) -> Select[Call]:
    return select(Call).where(is_listed()).order_by(*NEWEST_FIRST).limit(limit)


def calls_to_choose(viewer: Actor) -> Sequence[CallName]:
    """The newest calls by name, for a filter."""
    return [CallName(slug, title) for slug, title in db.session.execute(*_names())]


@once
def _names() -> Select[str, Mapping[str, str]]:
    return select(Call.slug, Call.title).where(is_listed()).order_by(*NEWEST_FIRST).limit(FILTER_LENGTH)


def count_calls(viewer: Actor) -> int:
    return db.session.scalar(*_counted()) or 0


@once
def _counted() -> Select[int]:
    return select(func.count()).select_from(Call).where(is_listed())


def calls_organised_by(viewer: Actor, organisation_id: int) -> Sequence[tuple[Call, str]]:
    """The newest calls an organisation has a part in, with that part."""
    return [(call, role) for call, role in db.session.execute(*_with_part(organisation_id=organisation_id))]


@once
def _with_part(*, organisation_id: int) -> Select[Call, str]:
    statement = select(Call, CallOrganiser.role).join(CallOrganiser)
    statement = statement.where(CallOrganiser.organisation_id == organisation_id, is_listed())
    return statement.order_by(*NEWEST_FIRST).limit(FILTER_LENGTH)


def themes_to_choose(viewer: Actor, call_slug: str | None = None) -> Sequence[ThemeName]:
    """The themes of one call, or of all; a key that several calls use appears once."""
    found = db.session.execute(*_theme_names(bool(call_slug), call_slug=call_slug or "")).all()
    names = {key: ThemeName(key, name) for key, name in reversed(found)}
    return list(names.values())[::-1]


@once
def _theme_names(of_one: bool, *, call_slug: str) -> Select[str, Mapping[str, str]]:
    statement = select(Theme.key, Theme.name).join(Call, Theme.call_id == Call.id).where(is_listed())
    statement = statement.where(Call.slug == call_slug) if of_one else statement
    return statement.order_by(*NEWEST_FIRST, Theme.position).limit(FILTER_LENGTH)


def any_round(call_id: int, number: int) -> Round:
    """One round of a call with its criteria."""
    return one_or_404(
        select(Round).where(Round.call_id == call_id, Round.number == number).options(selectinload(Round.criteria))
    )


def scoring_of(judging_round: Round) -> Scoring:
    """The settings of a round as its rules read them; its criteria are loaded with it."""
    return Scoring(
        method=Method(judging_round.method),
        order=Order(judging_round.order),
        weighting=Weighting(judging_round.weighting),
        weights={criterion.key: criterion.weight for criterion in judging_round.criteria},
        scale_min=judging_round.scale_min,
        scale_max=judging_round.scale_max,
        blank=Blank(judging_round.blank),
        sheet_places=judging_round.sheet_places,
        criterion_places=judging_round.criterion_places,
        total_places=judging_round.total_places,
        tie_rules=tuple(TieRule(rule) for rule in judging_round.tie_rules),
        tie_criterion=judging_round.tie_criterion,
        seed=judging_round.seed,
    )
