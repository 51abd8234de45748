"""Panels (Jurygruppen) inside a round: who reviews a solution, and which panels never mix.

A round without panels has one: everybody. Panels that share neither a juror nor a solution cost accuracy: strict and
mild jurors of one cannot be told from weak and strong solutions of the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PanelFacts:
    """A panel by its id: its jurors (ids) and its themes (ids)."""

    id: int
    jurors: frozenset[int]
    themes: frozenset[int] = frozenset()


def panel_of(panels: Sequence[PanelFacts], themes: Iterable[int], by_hand: int | None) -> PanelFacts | None:
    """The panel of a solution: the one it was put into by hand, else the first with one of its themes; None where the
    whole jury reviews it.
    """
    wanted = set(themes)
    chosen = next((panel for panel in panels if panel.id == by_hand), None)
    return chosen or next((panel for panel in panels if not wanted.isdisjoint(panel.themes)), None)


def panels_of(
    panels: Sequence[PanelFacts], themes: Mapping[int, Iterable[int]], by_hand: Mapping[int, int]
) -> dict[int, PanelFacts]:
    """The panel of every solution (id) that has one. `themes` has every solution; panels come in their order."""
    found = {id_: panel_of(panels, its, by_hand.get(id_)) for id_, its in themes.items()}
    return {id_: panel for id_, panel in found.items() if panel is not None}


def never_mixing(panels: Sequence[PanelFacts]) -> list[list[int]]:
    """The groups of panels (ids) that share no juror with another group, directly or through others, in the order of
    the panels. One group: all are connected.
    """
    groups: list[tuple[set[int], list[int]]] = []
    for panel in panels:
        jurors, ids = set(panel.jurors), [panel.id]
        apart = []
        for group in groups:
            if group[0].isdisjoint(jurors):
                apart.append(group)
            else:
                jurors, ids = jurors | group[0], group[1] + ids
        groups = [*apart, (jurors, ids)]
    order = {panel.id: place for place, panel in enumerate(panels)}
    return sorted((sorted(ids, key=order.__getitem__) for _, ids in groups), key=lambda ids: order[ids[0]])
