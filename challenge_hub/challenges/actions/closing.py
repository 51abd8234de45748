"""How a challenge ends for its municipality, and taking that back."""

from collections.abc import Mapping
from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.challenges.actions.drafts import hold
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries import posing
from challenge_hub.challenges.rules.closing import Closing, may_close, may_reopen
from challenge_hub.infrastructure.db import db


def close(challenge: Challenge, closing: Closing, reason: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """Say in public whether an answer is pursued; where none is, why. `reason` by language."""
    hold(challenge)
    is_officer, _ = posing.rights_to(by, challenge)
    may_close(
        is_officer=is_officer,
        is_public=challenge.published_at is not None,
        is_closed=challenge.closed_at is not None,
        closing=closing,
        has_reason=bool(reason.get(challenge.call.language)),
        ends_at=challenge.call.closes_at,
        now=now,
    ).require()
    challenge.closed_at, challenge.closing, challenge.closing_reason = now, closing, dict(reason)
    db.session.flush()
    _record("close-challenge", challenge, by, now)


def reopen(challenge: Challenge, *, by: Actor, now: datetime) -> None:
    """Take back what was said about the end."""
    hold(challenge)
    is_officer, _ = posing.rights_to(by, challenge)
    may_reopen(is_officer=is_officer, is_closed=challenge.closed_at is not None).require()
    challenge.closed_at = challenge.closing = None
    challenge.closing_reason = {}
    db.session.flush()
    _record("reopen-challenge", challenge, by, now)


def _record(verb: str, challenge: Challenge, by: Actor, now: datetime) -> None:
    of = {"call_id": challenge.call_id, "organisation_id": challenge.organisation_id}
    record(verb, challenge, by=by, now=now, **of)
