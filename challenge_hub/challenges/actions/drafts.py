"""Beginning a challenge, typing it, and giving it up."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from challenge_hub.access import Actor, Decision
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries import posing
from challenge_hub.challenges.rules.form import NOBODY, SECTIONS, with_edit
from challenge_hub.challenges.rules.gate import may_edit, may_pose, may_withdraw, takes_challenges
from challenge_hub.challenges.rules.keys import UNPUBLISHED
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.organisations.models import Organisation

IN_MOTION = (
    "draft", "revision", "key", "position", "submitted_at", "submitted_by", "cosigned_at", "cosigner_id", "returned_at",
    "published_at", "closed_at", "title", "question", "sections", "description",
)  # fmt: skip
"""What another request may have changed since this one fetched the challenge."""


def hold(challenge: Challenge) -> None:
    """Nobody else acts on this challenge until the transaction ends; read what they left."""
    one_at_a_time(f"challenge:{challenge.id}")
    db.session.refresh(challenge, IN_MOTION)


def takes(call: Call, now: datetime) -> Decision:
    """Whether the call takes challenges."""
    return takes_challenges(is_cancelled=call.cancelled_at is not None, closes_at=call.closes_at, now=now)


def start_challenge(call: Call, organisation: Organisation | None, *, word: str, by: Actor, now: datetime) -> Challenge:
    """Begin a challenge with an empty draft. `word` is the random end of its key until it is published."""
    may_pose(is_officer=organisation is not None, call_takes=takes(call, now)).require()
    if organisation is None:
        raise LookupError("asked above")
    one_at_a_time(f"challenges:{call.id}")
    challenge = Challenge(
        call_id=call.id,
        organisation_id=organisation.id,
        key=UNPUBLISHED + word,
        position=posing.next_position(call.id, for_draft=True),
        title={},
        question={},
        description={},
        search_text="",
        draft={"shared": {**NOBODY, "caretaker": by.person_id}},
        saved_at=now,
    )
    db.session.add(challenge)
    db.session.flush()
    record("start-challenge", challenge, by=by, now=now, organisation_id=organisation.id)
    return challenge


def draft_of(challenge: Challenge) -> Mapping[str, Mapping[str, Any]]:
    """What the form shows: the draft, or what is public where nobody has changed it since."""
    return challenge.draft if challenge.draft is not None else published_as_draft(challenge)


def published_as_draft(challenge: Challenge) -> dict[str, Any]:
    """The public texts in the shape of a draft."""
    draft: dict[str, Any] = {
        "shared": {
            **NOBODY,
            "themes": posing.theme_keys_of(challenge.id),
            "caretaker": challenge.caretaker_id,
            "stand_in": challenge.stand_in_id,
            "show_caretaker": challenge.shows_caretaker,
        }
    }
    for part, texts in (("title", challenge.title), ("question", challenge.question)):
        for language, words in texts.items():
            draft.setdefault(language, {})[part] = words
    for part in SECTIONS:
        for language, rendered in challenge.sections.get(part, {}).items():
            draft.setdefault(language, {})[part] = rendered["source"]
    return draft


def save_draft(
    challenge: Challenge, language: str, texts: Mapping[str, str], shared: Mapping[str, Any], *, revision_seen: int,
    by: Actor, now: datetime,
) -> None:  # fmt: skip
    """Keep what was typed in one language, and what was chosen. Whatever was submitted or signed is so no more."""
    hold(challenge)
    is_officer, _ = posing.rights_to(by, challenge)
    may_edit(is_officer=is_officer, revision_seen=revision_seen, revision=challenge.revision).require()
    before = draft_of(challenge)
    after = with_edit(before, language, texts, shared)
    if after == {**before, language: before.get(language, {})}:
        return
    if challenge.draft is None or challenge.submitted_at is not None:
        record("edit-challenge", challenge, by=by, now=now, organisation_id=challenge.organisation_id)
    challenge.draft = after
    challenge.revision += 1
    challenge.saved_at = now
    challenge.submitted_at = challenge.submitted_by = challenge.cosigned_at = challenge.cosigner_id = None
    db.session.flush()


def withdraw(challenge: Challenge, *, is_answered: bool, by: Actor, now: datetime) -> None:
    """Delete a challenge that is not public, with its draft and its earlier versions."""
    hold(challenge)
    is_officer, _ = posing.rights_to(by, challenge)
    is_public = challenge.published_at is not None
    may_withdraw(is_officer=is_officer, is_public=is_public, is_answered=is_answered).require()
    record("withdraw-challenge", challenge, by=by, now=now, organisation_id=challenge.organisation_id)
    db.session.execute(delete(Challenge).where(Challenge.id == challenge.id))
    db.session.expunge(challenge)
