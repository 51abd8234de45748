"""The marks of a published ranking, for its plot."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from challenge_hub.calls.rules.spread import Marks, Plot, spread
from challenge_hub.results.queries import RankedSolution


def plot_of(ranked: Sequence[RankedSolution], settings: Mapping[str, Any]) -> Plot[RankedSolution]:
    """The plot of those solutions that have a place, on the scale the settings of the publication allow."""
    lowest, highest = Decimal(settings["points_min"]), Decimal(settings["points_max"])
    placed = [(item, _marks_of(item, lowest)) for item in ranked if item.frozen.place is not None]
    return spread(placed, lowest=lowest, highest=highest)


def _marks_of(item: RankedSolution, lowest: Decimal) -> Marks:
    return Marks(
        low=item.frozen.low or lowest,
        high=item.frozen.high or lowest,
        total=item.frozen.total or lowest,
        mean=item.frozen.mean or lowest,
        sheets=[Decimal(sheet["total"]) for sheet in item.frozen.sheets if sheet["total"] is not None],
    )
