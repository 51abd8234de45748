"""The gate: how a challenge and every later change of it get from a draft to the public."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from challenge_hub.access import YES, Decision


class Stage(StrEnum):
    """Where the draft of a challenge lies."""

    DRAFT = "draft"
    RETURNED = "returned"
    WITH_COSIGNER = "with-cosigner"
    WITH_ORGANISER = "with-organiser"
    NONE = "none"


STEPS = {
    Stage.NONE: {Stage.DRAFT},
    Stage.DRAFT: {Stage.DRAFT, Stage.WITH_COSIGNER, Stage.WITH_ORGANISER},
    Stage.RETURNED: {Stage.RETURNED, Stage.WITH_COSIGNER, Stage.WITH_ORGANISER},
    Stage.WITH_COSIGNER: {Stage.DRAFT, Stage.RETURNED, Stage.WITH_ORGANISER},
    Stage.WITH_ORGANISER: {Stage.DRAFT, Stage.RETURNED, Stage.NONE},
}
"""Typing leads back to the draft, submitting to the co-signer or the organiser, publishing to no draft at all."""


def stage_of(
    *,
    has_draft: bool,
    submitted_at: datetime | None,
    wants_cosignature: bool,
    cosigned_at: datetime | None,
    returned_at: datetime | None,
) -> Stage:
    """Where the draft lies, from its dates."""
    if not has_draft:
        return Stage.NONE
    if submitted_at is None:
        return Stage.RETURNED if returned_at else Stage.DRAFT
    return Stage.WITH_COSIGNER if wants_cosignature and cosigned_at is None else Stage.WITH_ORGANISER


def takes_challenges(*, is_cancelled: bool, closes_at: datetime, now: datetime) -> Decision:
    """Whether challenges are posed and changed in a call: until the moment of its deadline, for then the texts stand.

    Refuses with challenge-call-cancelled, challenges-closed.
    """
    if is_cancelled:
        return Decision("challenge-call-cancelled")
    return YES if now < closes_at else Decision("challenges-closed")


def may_pose(*, is_officer: bool, call_takes: Decision) -> Decision:
    """Whether somebody may begin a challenge in a call. Refuses with not-challenge-officer, or as the call."""
    return call_takes if is_officer else Decision("not-challenge-officer")


def may_edit(*, is_officer: bool, revision_seen: int, revision: int) -> Decision:
    """Whether what was typed may be kept in the draft. Refuses with not-challenge-officer, newer-edit."""
    if not is_officer:
        return Decision("not-challenge-officer")
    return YES if revision_seen == revision else Decision("newer-edit")


def may_submit(
    *, stage: Stage, call_takes: Decision, missing: Sequence[str], submitter: int | None, cosigner: int | None,
    same_text: bool,
) -> Decision:  # fmt: skip
    """Whether a draft may leave the desk. `same_text` says that the revision shown is the one there is.

    Refuses with challenge-nothing-to-submit, newer-edit, challenge-incomplete, cosigner-is-submitter (nobody signs
    beside themselves), or as the call.
    """
    if Stage.WITH_ORGANISER not in STEPS[stage] or stage is Stage.WITH_COSIGNER:
        return Decision("challenge-nothing-to-submit")
    if not call_takes:
        return call_takes
    if not same_text:
        return Decision("newer-edit")
    if missing:
        return Decision("challenge-incomplete")
    return Decision("cosigner-is-submitter") if cosigner is not None and cosigner == submitter else YES


def may_cosign(*, is_cosigner: bool, is_submitter: bool, stage: Stage, same_text: bool) -> Decision:
    """Whether a colleague may sign, or send back, what was submitted.

    Refuses with not-cosigner, cosigner-is-submitter, challenge-not-with-cosigner, newer-edit.
    """
    if not is_cosigner:
        return Decision("not-cosigner")
    if is_submitter:
        return Decision("cosigner-is-submitter")
    if stage is not Stage.WITH_COSIGNER:
        return Decision("challenge-not-with-cosigner")
    return YES if same_text else Decision("newer-edit")


def may_decide(*, is_organiser: bool, stage: Stage, same_text: bool) -> Decision:
    """Whether the organiser may publish, or return, what was submitted.

    Refuses with challenge-not-organiser, challenge-not-at-gate (also while a co-signature is missing), newer-edit.
    """
    if not is_organiser:
        return Decision("challenge-not-organiser")
    if stage is not Stage.WITH_ORGANISER:
        return Decision("challenge-not-at-gate")
    return YES if same_text else Decision("newer-edit")


def may_withdraw(*, is_officer: bool, is_public: bool, is_answered: bool) -> Decision:
    """Whether a challenge may be deleted.

    Refuses with not-challenge-officer, challenge-is-public, challenge-is-answered.
    """
    if not is_officer:
        return Decision("not-challenge-officer")
    if is_public:
        return Decision("challenge-is-public")
    return Decision("challenge-is-answered") if is_answered else YES


def may_unpublish(*, has_part: bool, is_public: bool, is_answered: bool) -> Decision:
    """Whether an officer or organiser (`has_part`) may take a challenge out of the public again.

    Refuses with not-challenge-officer, challenge-not-public, and challenge-is-answered once a team works on a solution.
    """
    if not has_part:
        return Decision("not-challenge-officer")
    if not is_public:
        return Decision("challenge-not-public")
    return Decision("challenge-is-answered") if is_answered else YES
