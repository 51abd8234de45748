"""Deleting an account, and for how long an export is kept. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from challenge_hub.access import YES, Decision

EXPORT_LASTS = timedelta(days=7)
"""So long the file with one's own data can be fetched."""


class ExportState(StrEnum):
    """Whether the file with one's own data is there."""

    NONE = "none"
    ON_ITS_WAY = "on-its-way"
    READY = "ready"


@dataclass(frozen=True)
class Bonds:
    """What nobody else could do if this person were gone: names of organisations without another owner, of teams they
    lead in a running call; titles of running calls whose jury they chair; and whether they run the platform.
    """

    owned: Sequence[str] = ()
    led: Sequence[str] = ()
    chaired: Sequence[Mapping[str, str]] = ()
    is_operator: bool = False


def may_delete_account(*, is_own: bool, bonds: Bonds) -> Decision:
    """Everybody may delete their own account once nobody depends on it. Refuses with not-your-account, is-operator,
    only-owner, only-lead, only-chair.
    """
    if not is_own:
        return Decision("not-your-account")
    if bonds.is_operator:
        return Decision("is-operator")
    if bonds.owned:
        return Decision("only-owner")
    if bonds.led:
        return Decision("only-lead")
    return Decision("only-chair") if bonds.chaired else YES


def export_state(*, asked_at: datetime | None, ready_at: datetime | None, now: datetime) -> ExportState:
    """What became of the wish for one's own data; after its time the file is as if it had never been."""
    if asked_at is None:
        return ExportState.NONE
    if ready_at is None:
        return ExportState.ON_ITS_WAY
    return ExportState.READY if now < ready_at + EXPORT_LASTS else ExportState.NONE


def may_ask_export(state: ExportState) -> Decision:
    """Not while one is being made. Refuses with export-on-its-way."""
    return Decision("export-on-its-way") if state is ExportState.ON_ITS_WAY else YES
