"""What chair and organisers see of the jury's room when they prepare results. Nothing public imports this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call, Prize, Theme
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging import queries as judging
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.rankings import inputs_of, newest, stored_places
from challenge_hub.judging.stored import StoredPlace
from challenge_hub.results.groups import solutions_by_theme
from challenge_hub.results.rules import round_for

MOST_OFFERED = 200


@dataclass(frozen=True)
class Ranked:
    """A solution with its standing; None where nobody reviewed it."""

    solution_id: int
    key: str
    title: Mapping[str, str]
    team: str
    standing: StoredPlace | None


@dataclass(frozen=True)
class Computed:
    """The newest stored ranking, in short."""

    number: int
    computed_at: datetime
    is_behind: bool
    fault: str | None


def call_to_award(viewer: Actor, slug: str) -> Call:
    """A call, for its organisers and the chair of its jury; for everybody else it does not exist."""
    call = one_or_404(select(Call).where(Call.slug == slug))
    if not is_entitled(viewer, call.id):
        raise NotFound
    return call


def is_entitled(viewer: Actor, call_id: int) -> bool:
    """Whether this person has a say about the results: organiser of the call, or chair of its jury."""
    chairs = exists().where(Juror.call_id == call_id, judging.is_chairing(viewer))
    return calls.is_organiser(viewer, call_id) or bool(db.session.scalar(select(chairs)))


def round_of(call: Call) -> Round:
    """The last round, whose ranking is awarded, with its criteria."""
    last = select(func.max(Round.number)).where(Round.call_id == call.id)
    return calls.any_round(call.id, db.session.scalar(last) or 1)


def is_last() -> ColumnElement[bool]:
    """The round of this row, joined to its call, is the last of that call."""
    later = aliased(Round)
    following = exists().where(later.call_id == Round.call_id, later.number > Round.number)
    return ~following.correlate(Round)


def ranked_for(viewer: Actor, judging_round: Round) -> Sequence[Ranked]:
    """The stored ranking without the solutions this person is in conflict with, those not reviewed behind; named as the
    jury's room names them. Without places until one is stored.
    """
    stored = newest(judging_round)
    places = stored_places(stored) if stored else {}
    named = judging.named_for(viewer, judging_round).values()
    found = [Ranked(one.id, one.key, one.title, one.team, _with_place(places.get(one.id))) for one in named]
    return sorted(found, key=lambda line: line.standing.place or 0 if line.standing else len(found) + 1)


@dataclass(frozen=True)
class Candidates:
    """What a prize may be given to, best first; `theme` names the prize's theme, `round_number` whose ranking it is."""

    lines: Sequence[Ranked]
    round_number: int
    theme: Mapping[str, str]


def candidates_for(viewer: Actor, last: Round, prizes: Sequence[Prize]) -> Mapping[int, Candidates]:
    """For each prize (id) the solutions of its theme in the ranking of its round."""
    ranked = rankings_for(viewer, last, prizes)
    theme_ids = {prize.theme_id for prize in prizes if prize.theme_id}
    within = solutions_by_theme(theme_ids)
    named = db.session.execute(select(Theme.id, Theme.name).where(Theme.id.in_(theme_ids)))
    names = {row.id: row.name for row in named}
    found = {}
    for prize in prizes:
        number = round_for(prize.round_number, last.number)
        lines = [one for one in ranked[number] if not prize.theme_id or one.solution_id in within[prize.theme_id]]
        found[prize.id] = Candidates(lines[:MOST_OFFERED], number, names.get(prize.theme_id or 0, {}))
    return found


def rankings_for(viewer: Actor, last: Round, prizes: Sequence[Prize]) -> Mapping[int, Sequence[Ranked]]:
    """The rankings by number that prizes follow, and the last; of an earlier round those with a place alone."""
    found = {last.number: ranked_for(viewer, last)}
    for number in {round_for(prize.round_number, last.number) for prize in prizes} - {last.number}:
        earlier = ranked_for(viewer, calls.any_round(last.call_id, number))
        found[number] = [line for line in earlier if line.standing]
    return found


def _with_place(stored: StoredPlace | None) -> StoredPlace | None:
    return stored if stored and stored.place else None


def computed(judging_round: Round) -> Computed | None:
    """When the ranking that would be published was computed, and whether points changed since."""
    stored = newest(judging_round)
    if stored is None:
        return None
    return Computed(stored.number, stored.computed_at, stored.inputs != inputs_of(judging_round), stored.fault)


def line_of(viewer: Actor, judging_round: Round, key: str) -> Ranked:
    """One solution of the ranking; those this person is in conflict with do not exist."""
    found = [line for line in ranked_for(viewer, judging_round) if line.key == key]
    if not found:
        raise NotFound
    return found[0]
