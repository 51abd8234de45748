"""What may still change in a published call, and when it may stop."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from challenge_hub.access import YES, Decision


@dataclass(frozen=True)
class CallState:
    """Where a call stands, as far as changes go by it."""

    published: bool
    suspended: bool
    cancelled: bool
    closes_at: datetime
    rubric_frozen: bool = False
    results_published: bool = False


def may_edit(section: str, state: CallState, *, now: datetime) -> Decision:
    """Whether a section may be edited. A draft may always; a published call with a notice, as long as it is fair.

    Refuses with call-is-cancelled, rubric-is-frozen (scoring began, or the deadline passed), results-are-published.
    """
    if not state.published:
        return YES
    if state.cancelled:
        return Decision("call-is-cancelled")
    if section in ("rubric", "independence") and (state.rubric_frozen or state.closes_at <= now):
        return Decision("rubric-is-frozen")
    if section == "prizes" and state.results_published:
        return Decision("results-are-published")
    return YES


def may_save(*, seen: str, current: str) -> Decision:
    """Whether a section may be saved over what stands there: only by who has seen it. Refuses with newer-edit."""
    return YES if seen == current else Decision("newer-edit")


def may_suspend(state: CallState) -> Decision:
    """Refuses with not-published, call-is-cancelled, call-is-suspended."""
    if state.published and not state.cancelled and state.suspended:
        return Decision("call-is-suspended")
    return may_cancel(state)


def may_resume(state: CallState) -> Decision:
    """Refuses with not-published, call-is-cancelled, not-suspended."""
    decision = may_cancel(state)
    return Decision("not-suspended") if decision and not state.suspended else decision


def may_cancel(state: CallState) -> Decision:
    """Refuses with not-published, call-is-cancelled."""
    if not state.published:
        return Decision("not-published")
    return Decision("call-is-cancelled") if state.cancelled else YES


def fingerprint(values: Any) -> str:
    """SHA-256 (64 hex digits) of values as canonical JSON: sorted keys, nothing spaced, anything else as its text."""
    written = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def terms_hash(text: Mapping[str, str]) -> str:
    """The SHA-256 of terms in all their languages: {"de": "…", "en": "…"} as canonical JSON."""
    return fingerprint(dict(text))
