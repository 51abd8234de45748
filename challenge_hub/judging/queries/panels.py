"""The panels of a round: who sits on them, and which solution is whose."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from challenge_hub.calls.models import Theme
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.changes import fingerprint
from challenge_hub.challenges.models import ChallengeTheme
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.panels import Panel, PanelSeat, PanelSolution, PanelTheme
from challenge_hub.judging.queries.naming import solutions_for
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.rounds import seated_in, seats_of_round
from challenge_hub.judging.rules.panels import PanelFacts, never_mixing, panels_of
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class PanelRow:
    """A panel as its list shows it; solutions the reader has a conflict of interest with are not counted."""

    panel: Panel
    jurors: Sequence[str]
    themes: Sequence[Mapping[str, str]]
    solutions: int


@dataclass(frozen=True)
class Panels:
    """All panels of a round. `apart` names the groups that never mix, `without` the jurors on none of them, `open` how
    many solutions the whole jury reviews.
    """

    rows: Sequence[PanelRow]
    apart: Sequence[Sequence[str]]
    without: Sequence[str]
    open: int


def panel_facts(judged: Round) -> list[PanelFacts]:
    """The panels in their order, with jurors and themes by id."""
    seats, themes = _by_panel(judged, PanelSeat.juror_id), _by_panel(judged, PanelTheme.theme_id)
    statement = select(Panel.id).where(Panel.round_id == judged.id).order_by(Panel.position)
    return [PanelFacts(id_, frozenset(seats[id_]), frozenset(themes[id_])) for id_ in db.session.scalars(statement)]


def panels_by_solution(judged: Round, panels: Sequence[PanelFacts]) -> Mapping[int, PanelFacts]:
    """The panel of every solution (id) that has one."""
    if not panels:
        return {}
    statement = (
        select(Solution.id, ChallengeTheme.theme_id)
        .outerjoin(ChallengeTheme, ChallengeTheme.challenge_id == Solution.challenge_id)
        .where(Solution.call_id == judged.call_id)
    )
    themes: dict[int, set[int]] = defaultdict(set)
    for solution_id, theme_id in db.session.execute(statement):
        themes[solution_id] |= set() if theme_id is None else {theme_id}
    return panels_of(panels, themes, by_hand(judged))


def by_hand(judged: Round) -> Mapping[int, int]:
    """The solutions (ids) that were put into a panel (id) by hand."""
    statement = select(PanelSolution.solution_id, PanelSolution.panel_id).where(PanelSolution.round_id == judged.id)
    return dict(db.session.execute(statement).all())


def panels_for(room: JuryRoom) -> Panels:
    """Every panel of the round, and what follows from them."""
    found, facts = _panels(room.judged), panel_facts(room.judged)
    names = dict(jurors_for_panels(room))
    themes = dict(db.session.execute(select(Theme.id, Theme.name).where(Theme.call_id == room.call.id)).all())
    visible = [solution.id for solution in solutions_for(room, among=room.free)]
    whose = panels_by_solution(room.judged, facts)
    counts = Counter(whose[id_].id for id_ in visible if id_ in whose)
    called = {panel.id: panel.name for panel in found}
    is_open = sum(id_ not in whose for id_ in visible)
    seated = {id_ for one in facts for id_ in one.jurors}
    return Panels(
        [
            PanelRow(
                panel,
                sorted(names[id_] for id_ in one.jurors if id_ in names),
                [themes[id_] for id_ in sorted(one.themes)],
                counts[panel.id],
            )
            for panel, one in zip(found, facts, strict=True)
        ],
        apart=[] if is_open else [[called[id_] for id_ in group] for group in never_mixing(facts)],
        without=[name for id_, name in names.items() if id_ not in seated] if facts else [],
        open=is_open,
    )


def panel_for(room: JuryRoom, panel_id: int) -> tuple[Panel, PanelFacts]:
    """One panel of the round."""
    found = next((panel for panel in _panels(room.judged) if panel.id == panel_id), None)
    if found is None:
        raise NotFound
    return found, next(one for one in panel_facts(room.judged) if one.id == panel_id)


def jurors_for_panels(room: JuryRoom) -> Sequence[tuple[int, str]]:
    """Everybody who judges in the round (id, name)."""
    chosen = set(seated_in(room.judged))
    return [(id_, name) for id_, name in seats_of_round(room) if not chosen or id_ in chosen]


def panel_names(judged: Round) -> Mapping[int, str]:
    """The names of the panels by id, in their order."""
    return {panel.id: panel.name for panel in _panels(judged)}


def panel_mark(panel: Panel, facts: PanelFacts, chosen: Collection[int]) -> str:
    """The mark of all a panel says, so that two people at its form notice each other."""
    return fingerprint([panel.name, sorted(facts.jurors), sorted(facts.themes), sorted(chosen)])


def panels_told(round_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[str, Sequence[int], Sequence[Any]]]]:
    """For the minutes: by round (id) each panel's name, jurors (ids) and themes."""
    statement = select(Panel).where(Panel.round_id.in_(round_ids)).order_by(Panel.round_id, Panel.position)
    found = db.session.scalars(statement).all()
    ids = [panel.id for panel in found]
    seats: dict[int, list[int]] = defaultdict(list)
    for seat in db.session.scalars(select(PanelSeat).where(PanelSeat.panel_id.in_(ids)).order_by(PanelSeat.juror_id)):
        seats[seat.panel_id].append(seat.juror_id)
    themes: dict[int, list[Any]] = defaultdict(list)
    of_theme = select(PanelTheme.panel_id, Theme.name).join(Theme, PanelTheme.theme_id == Theme.id)
    for panel_id, name in db.session.execute(of_theme.where(PanelTheme.panel_id.in_(ids)).order_by(Theme.position)):
        themes[panel_id].append(dict(name))
    told: dict[int, list[tuple[str, Sequence[int], Sequence[Any]]]] = defaultdict(list)
    for panel in found:
        told[panel.round_id].append((panel.name, seats[panel.id], themes[panel.id]))
    return told


def _panels(judged: Round) -> Sequence[Panel]:
    return db.session.scalars(select(Panel).where(Panel.round_id == judged.id).order_by(Panel.position)).all()


def _by_panel(judged: Round, column: Any) -> Mapping[int, set[int]]:
    rows = column.class_
    found: dict[int, set[int]] = defaultdict(set)
    statement = select(rows.panel_id, column).join(Panel, rows.panel_id == Panel.id).where(Panel.round_id == judged.id)
    for panel_id, id_ in db.session.execute(statement):
        found[panel_id].add(id_)
    return found
