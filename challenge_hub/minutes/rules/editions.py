"""Who writes an edition of the minutes, publishes it, takes it back, and keeps its signed copy."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from challenge_hub.access import YES, Decision

MOST_SCANS = 5
"""How many signed copies an edition keeps: a new one does not replace the old."""

ABOUT_EDITION = ("edition", "made_at", "written_by", "reason", "program_version")
"""What of the content is about the edition and not about what the jury did."""


def canonical(content: Mapping[str, Any]) -> str:
    """JSON with sorted keys and nothing spaced: equal content is equal text, and the fingerprint is of this text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(written: str) -> str:
    """SHA-256 (64 hex digits) of a text in UTF-8."""
    return hashlib.sha256(written.encode()).hexdigest()


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two editions tell the same of the jury."""
    return canonical(_record_in(one)) == canonical(_record_in(other))


def _record_in(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in ABOUT_EDITION}


def may_write(*, leads: bool, is_recorded: bool, number: int, reason: str, is_changed: bool) -> Decision:
    """Whether chair or organiser may write edition `number`: once a sitting or a round is closed; a later edition with
    a reason, and where something changed.

    Refuses with not-organiser-or-chair, nothing-recorded, edition-needs-reason and edition-is-the-same.
    """
    if not leads:
        return Decision("not-organiser-or-chair")
    if not is_recorded:
        return Decision("nothing-recorded")
    if number > 1 and not reason:
        return Decision("edition-needs-reason")
    return YES if is_changed else Decision("edition-is-the-same")


def may_publish_minutes(
    *, leads: bool, has_results: bool, is_newest: bool, was_published: bool, has_written: bool
) -> Decision:
    """Whether the public version of an edition may be published: by chair or organiser, after the results, the newest
    edition alone, once, and by somebody else than who wrote it (Vier-Augen-Prinzip).

    Refuses with not-organiser-or-chair, results-come-first, newer-edition-exists, minutes-were-published and
    wrote-the-minutes.
    """
    if not leads:
        return Decision("not-organiser-or-chair")
    reasons = (
        (was_published, "minutes-were-published"),
        (not has_results, "results-come-first"),
        (not is_newest, "newer-edition-exists"),
        (has_written, "wrote-the-minutes"),
    )
    return Decision(next((reason for applies, reason in reasons if applies), None))


def may_unpublish_minutes(*, leads: bool, is_public: bool) -> Decision:
    """Whether a published edition may be taken off the public pages. Refuses with not-organiser-or-chair and
    minutes-not-public.
    """
    if not leads:
        return Decision("not-organiser-or-chair")
    return YES if is_public else Decision("minutes-not-public")


def may_keep_signed(*, leads: bool, scans: int) -> Decision:
    """Whether a signed copy may be added to an edition. Refuses with not-organiser-or-chair and enough-signed."""
    if not leads:
        return Decision("not-organiser-or-chair")
    return YES if scans < MOST_SCANS else Decision("enough-signed")
