"""Prize boundaries of a ranking that are too close to call, their tie groups, and how each was settled."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from challenge_hub.calls.models import Prize, Theme
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.judging.queries.any_room import AnyRoom, Ids, Kind
from challenge_hub.judging.queries.naming import NamedSolution, named_solutions
from challenge_hub.judging.queries.rankings import EVERYTHING
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.themed import is_by_jury
from challenge_hub.judging.rules.closeness import Verdict
from challenge_hub.judging.rules.settling import prizes_in_question
from challenge_hub.judging.settled import TieDecision
from challenge_hub.judging.stored import StoredRanking
from challenge_hub.solutions.models import Solution

At = tuple[int | None, int]
"""A theme (id; None: over all) and after how many places."""


@dataclass(frozen=True)
class Settled:
    """A choice with its solutions as this reader knows them."""

    row: TieDecision
    solutions: Sequence[NamedSolution]
    chosen: Sequence[NamedSolution]


@dataclass(frozen=True)
class Of:
    """Whose ranking it is: that of a theme's solutions among each other, or without a theme that of all."""

    id: int | None
    name: Mapping[str, str]


Bound = tuple[Of, Mapping[str, Any]]


@dataclass(frozen=True)
class Tie:
    """A boundary after so many places; `group` cannot be told apart, `settled` counts the solutions safely above."""

    theme: Of
    after: int
    verdict: Verdict
    probability: float
    group: Sequence[NamedSolution]
    settled: int
    choice: Settled | None

    @property
    def is_too_close(self) -> bool:
        return self.verdict is Verdict.TOO_CLOSE


def ties_seen(room: JuryRoom, ranking: StoredRanking) -> Sequence[Tie]:
    """Every prize boundary of the reader's own ranking, those over all themes first. Two statements."""
    bounds, choices = _bounds_and_choices(room.judged, ranking)
    keys = sorted({key for _, bound in bounds for key in bound["open"]})
    chosen = sorted({id_ for row in choices.values() for id_ in row.solutions})
    rows = db.session.execute(*_concerned(Kind.of(room), ids=Ids.of(room), keys=keys, chosen=chosen))
    named = {row[1]: NamedSolution.of(room, row) for row in rows}
    return [_tie(theme, bound, choices.get((theme.id, bound["k"])), named) for theme, bound in bounds]


@once
def _concerned(kind: Kind, *, ids: Ids, keys: Sequence[str], chosen: Sequence[int]) -> Select[*tuple[Any, ...]]:
    room = AnyRoom(kind, ids)
    return named_solutions(room).where(open_to_reader(room), or_(Solution.key.in_(keys), Solution.id.in_(chosen)))


def prizes_following(judged: Round) -> Sequence[Prize]:
    """The prizes that follow the ranking of this round, whoever gives them and of whatever theme, in order."""
    return db.session.scalars(
        select(Prize).where(_follows(judged.call_id, judged.number)).order_by(Prize.position)
    ).all()


def _follows(call_id: int, number: int) -> ColumnElement[bool]:
    """A prize that names no round, or one that is not there any more, follows the last."""
    last = select(func.max(Round.number)).where(Round.call_id == call_id).correlate(None).scalar_subquery()
    by_default = and_(last == number, or_(Prize.round_number.is_(None), Prize.round_number > number))
    return and_(Prize.call_id == call_id, or_(Prize.round_number == number, by_default))


def _bounds_and_choices(judged: Round, ranking: StoredRanking) -> tuple[Sequence[Bound], Mapping[At, TieDecision]]:
    """The boundaries at which prizes of the jury end, by theme, and the choices that count. One statement."""
    asked = _asked(round_id=judged.id, call_id=judged.call_id, number=judged.number)
    found = db.session.execute(*asked).all()
    prizes = {prize_id: Of(theme_id, name or {}) for prize_id, theme_id, name, _ in found if prize_id is not None}
    of = {theme.id: theme for theme in prizes.values()} or {None: Of(None, {})}
    many = Counter(theme.id for theme in prizes.values())
    bounds = [
        (of[theme_id], bound)
        for theme_id in sorted(of, key=lambda id_: id_ is not None)
        for bound in bounds_of(ranking, theme_id)
        if bound["k"] <= (many[theme_id] or 1)
    ]
    return bounds, _by_boundary(row for *_, row in found if row is not None)


@once
def _asked(*, round_id: int, call_id: int, number: int) -> Select[*tuple[Any, ...]]:
    statement = select(Prize.id, Prize.theme_id, Theme.name, TieDecision).select_from(Round)
    statement = statement.outerjoin(Prize, and_(_follows(call_id, number), is_by_jury()))
    statement = statement.outerjoin(Theme, Prize.theme_id == Theme.id)
    statement = statement.outerjoin(TieDecision, TieDecision.round_id == Round.id)
    return statement.where(Round.id == round_id).order_by(TieDecision.number, Prize.position)


def bounds_of(ranking: StoredRanking, theme_id: int | None) -> Sequence[Mapping[str, Any]]:
    """What a version says of its boundaries, the first first: over all themes, or of a theme's own ranking."""
    event = ranking.event
    found = event.get("boundaries") if theme_id is None else event.get("themes", {}).get(str(theme_id))
    return found or ()


def newest_choices(judged: Round) -> Mapping[At, TieDecision]:
    """The choice that counts, by theme and boundary."""
    rows = db.session.scalars(select(TieDecision).where(TieDecision.round_id == judged.id).order_by(TieDecision.number))
    return _by_boundary(rows)


def _by_boundary(rows: Iterable[TieDecision]) -> Mapping[At, TieDecision]:
    return {(row.theme_id, row.after): row for row in rows}


def themes_of_choices(choices: Iterable[TieDecision]) -> Mapping[int, Mapping[str, str]]:
    """The names of the themes these choices are about, by id."""
    ids = {row.theme_id for row in choices if row.theme_id is not None}
    if not ids:
        return {}
    rows = db.session.execute(select(Theme.id, Theme.name).where(Theme.id.in_(ids)))
    return {row.id: row.name for row in rows}


def knows_all(ranking: StoredRanking) -> bool:
    """Whether the reader of this version knows of every solution."""
    return ranking.audience == EVERYTHING


def contested(prizes: Sequence[Prize], tie: Tie) -> set[int]:
    """Which of these prizes (ids) a final round decides."""
    own = [prize for prize in prizes if prize.theme_id == tie.theme.id and prize.decider in (None, Decider.JURY)]
    return {own[at].id for at in prizes_in_question(len(own), settled=tie.settled, after=tie.after)}


def _tie(theme: Of, bound: Mapping[str, Any], row: TieDecision | None, named: Mapping[str, NamedSolution]) -> Tie:
    """What was chosen is there for those alone who may know of everything it is about."""
    by_id = {one.id: one for one in named.values()}
    knows = row is not None and all(id_ in by_id for id_ in row.solutions)
    return Tie(
        theme=theme,
        after=bound["k"],
        verdict=Verdict(bound["verdict"]),
        probability=bound["probability"],
        group=[named[key] for key in bound["open"] if key in named],
        settled=len(bound.get("settled", [])),
        choice=_settled(row, by_id) if row and knows else None,
    )


def _settled(row: TieDecision, named: Mapping[int, NamedSolution]) -> Settled:
    return Settled(row, [named[id_] for id_ in row.solutions], [named[id_] for id_ in row.chosen])
