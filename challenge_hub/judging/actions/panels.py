"""Forming the panels of a round: by hand, or one for each theme; changing one, taking one out."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Theme
from challenge_hub.calls.rules.changes import may_save
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.models import JurorTheme
from challenge_hub.judging.panels import Panel, PanelSeat, PanelSolution, PanelTheme
from challenge_hub.judging.queries.panels import by_hand, jurors_for_panels, panel_facts, panel_mark
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.rounds import may_change_round

LONGEST_NAME = 100


@dataclass(frozen=True)
class PanelSaid:
    """What organisers say about a panel, by ids. `visible` are the solutions they could tick: of the others, which a
    conflict of interest hides from them, nothing changes.
    """

    name: str
    seats: Collection[int]
    themes: Collection[int]
    solutions: Collection[int] = field(default_factory=tuple)
    visible: Collection[int] = field(default_factory=tuple)


def add_panel(room: JuryRoom, said: PanelSaid, *, by: Actor, now: datetime) -> Panel:
    """One more panel after the last. What is given out already stays; later plans follow the panels."""
    _may_change(room)
    panel = _added(room, said)
    record("add-panel", room.judged, by=by, now=now, call_id=room.call.id, panel=panel.id)
    return panel


def panels_by_theme(room: JuryRoom, *, language: str, by: Actor, now: datetime) -> int:
    """A panel for each theme of the call that no panel has yet, with the jurors who know it. Returns how many."""
    _may_change(room)
    taken = {theme for panel in panel_facts(room.judged) for theme in panel.themes}
    themes = db.session.scalars(select(Theme).where(Theme.call_id == room.call.id).order_by(Theme.position)).all()
    added = 0
    for theme in (theme for theme in themes if theme.id not in taken):
        knowing = db.session.scalars(select(JurorTheme.juror_id).where(JurorTheme.theme_id == theme.id)).all()
        name = theme.name.get(language) or next(iter(theme.name.values()))
        _added(room, PanelSaid(name[:LONGEST_NAME], knowing, [theme.id]))
        added += 1
    record("add-panels", room.judged, by=by, now=now, call_id=room.call.id, panels=added)
    return added


def change_panel(room: JuryRoom, panel: Panel, said: PanelSaid, *, seen: str, by: Actor, now: datetime) -> None:
    """Name, jurors, themes and solutions of a panel. `seen` is the mark of what stood there when the form opened."""
    _may_change(room)
    facts = next(one for one in panel_facts(room.judged) if one.id == panel.id)
    chosen = [id_ for id_, its in by_hand(room.judged).items() if its == panel.id and id_ in said.visible]
    may_save(seen=seen, current=panel_mark(panel, facts, chosen)).require()
    panel.name = said.name
    for rows in (PanelSeat, PanelTheme):
        db.session.execute(delete(rows).where(rows.panel_id == panel.id))
    mine = (PanelSolution.panel_id == panel.id, PanelSolution.solution_id.in_(said.visible))
    db.session.execute(delete(PanelSolution).where(*mine))
    _fill(room, panel, said)
    record("change-panel", room.judged, by=by, now=now, call_id=room.call.id, panel=panel.id)


def drop_panel(room: JuryRoom, panel: Panel, *, by: Actor, now: datetime) -> None:
    """Take a panel out: its solutions are everybody's again, unless another panel has their theme."""
    _may_change(room)
    record("drop-panel", room.judged, by=by, now=now, call_id=room.call.id, panel=panel.id)
    db.session.delete(panel)
    db.session.flush()


def _may_change(room: JuryRoom) -> None:
    one_at_a_time(f"round:{room.judged.id}")
    db.session.refresh(room.judged, ["closed_at"])
    is_stopped = room.call.suspended_at is not None or room.call.cancelled_at is not None
    is_closed = room.judged.closed_at is not None
    may_change_round(is_organiser=room.is_organiser, is_closed=is_closed, is_stopped=is_stopped).require()


def _added(room: JuryRoom, said: PanelSaid) -> Panel:
    last = db.session.scalar(select(func.max(Panel.position)).where(Panel.round_id == room.judged.id))
    panel = Panel(round_id=room.judged.id, position=(last or 0) + 1, name=said.name)
    db.session.add(panel)
    db.session.flush()
    _fill(room, panel, said)
    return panel


def _fill(room: JuryRoom, panel: Panel, said: PanelSaid) -> None:
    """Jurors of the round, themes of the call; a solution leaves the panel it was put into before."""
    jurors = {id_ for id_, _ in jurors_for_panels(room)}.intersection(said.seats)
    themes = set(db.session.scalars(select(Theme.id).where(Theme.call_id == room.call.id))).intersection(said.themes)
    solutions = sorted(set(said.solutions).intersection(said.visible))
    moved = (PanelSolution.round_id == room.judged.id, PanelSolution.solution_id.in_(solutions))
    db.session.execute(delete(PanelSolution).where(*moved))
    db.session.add_all(PanelSeat(panel_id=panel.id, juror_id=id_) for id_ in sorted(jurors))
    db.session.add_all(PanelTheme(panel_id=panel.id, theme_id=id_) for id_ in sorted(themes))
    db.session.add_all(PanelSolution(round_id=room.judged.id, solution_id=id_, panel_id=panel.id) for id_ in solutions)
    db.session.flush()
