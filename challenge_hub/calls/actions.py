"""Writing a call, publishing it, and what may happen to it afterwards. `opening` begins one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from challenge_hub.access import YES, Actor, Decision, Refused
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call, CallNotice
from challenge_hub.calls.rubric import Criterion
from challenge_hub.calls.rules.anonymity import may_become
from challenge_hub.calls.rules.changes import (
    CallState,
    fingerprint,
    may_cancel,
    may_edit,
    may_resume,
    may_save,
    may_suspend,
)
from challenge_hub.calls.rules.conditions import NoticeKind
from challenge_hub.calls.rules.publication import may_drop_draft, may_publish
from challenge_hub.calls.rules.schedule import Schedule, may_reschedule, public_from
from challenge_hub.calls.rules.sections import FIXED, DocumentKind, Values
from challenge_hub.calls.stored import names_with, newest_terms, publication_facts, schedule_of, state_of, values_of
from challenge_hub.calls.writing import write
from challenge_hub.infrastructure.db import db


def may_have(call: Call, section: str, values: Values, *, state: CallState, before: Values, now: datetime) -> Decision:
    """Whether a section may be saved with these values; asked before the preview, and again when it is written."""
    decision = may_edit(section, state, now=now)
    if not decision:
        return decision
    if _slug_is_taken(call, values):
        return Decision("address-is-taken")
    if not state.published:
        return YES
    if any(values[name] != before[name] for name in FIXED & values.keys()):
        return Decision("fixed-when-published")
    if section == "dates":
        return may_reschedule(schedule_of(call), _schedule(values), now=now)
    if values.get("solutions_public", call.solutions_public) != call.solutions_public and _is_shown(call, now):
        return Decision("solutions-are-public")
    fits = may_become(names_with(call, {}), names_with(call, values))
    if not fits:
        return fits
    return _stays_whole(call, section, values)


def _stays_whole(call: Call, section: str, values: Values) -> Decision:
    """What publishing asked for may be changed, never emptied."""
    needed: Mapping[str, Sequence[Any]] = {
        "texts": [(values.get(name) or {}).get(call.language) for name in ("title", "summary", "description")],
        "prizes": [values.get("prizes"), all(row["decider"] for row in values.get("prizes", []))],
        "rubric": [values.get("criteria"), values.get("tie_rules")],
        "rights": [values.get("rights")],
        "terms": [(values.get("terms") or {}).get(call.language)],
    }
    if newest_terms(call.id, DocumentKind.CONDUCT) is not None:
        needed = {**needed, "conduct": [(values.get("conduct") or {}).get(call.language)]}
    return YES if all(needed.get(section, [])) else Decision("would-be-incomplete")


def _slug_is_taken(call: Call, values: Values) -> bool:
    wanted = values.get("slug", call.slug)
    return wanted != call.slug and db.session.scalar(select(Call.id).where(Call.slug == wanted)) is not None


def _schedule(values: Values) -> Schedule:
    return Schedule(**{name: values[name] for name in values if name != "time_zone"})


def _is_shown(call: Call, now: datetime) -> bool:
    return call.solutions_public_at is not None and call.solutions_public_at <= now


def save_section(call: Call, section: str, values: Values, *, seen: str, by: Actor, now: datetime) -> None:
    """Write a section of a draft. `seen` is the fingerprint of what stood there when the form was opened."""
    before = values_of(call, section)
    state = state_of(call, results_published=False)
    may_save(seen=seen, current=fingerprint(before)).require()
    may_have(call, section, values, state=state, before=before, now=now).require()
    if state.published:
        raise Refused("already-published")
    write(call, section, values, now=now)
    record("edit-call", call, by=by, now=now, call_id=call.id, section=section)


def change_call(
    call: Call,
    section: str,
    values: Values,
    *,
    seen: str,
    changes: list[dict[str, Any]],
    results_published: bool,
    by: Actor,
    now: datetime,
) -> CallNotice:
    """Write a section of a published call, and say so in a numbered notice with before and after."""
    before = values_of(call, section)
    state = state_of(call, results_published=results_published)
    may_save(seen=seen, current=fingerprint(before)).require()
    may_have(call, section, values, state=state, before=before, now=now).require()
    if not state.published:
        raise Refused("not-published")
    write(call, section, values, now=now)
    return _announce("change-call", call, NoticeKind.CHANGE, changes=changes, by=by, now=now)


def _announce(
    verb: str,
    call: Call,
    kind: NoticeKind,
    *,
    changes: Sequence[dict[str, Any]] = (),
    reason: Mapping[str, str] | None = None,
    by: Actor,
    now: datetime,
) -> CallNotice:
    notice = CallNotice(
        call_id=call.id,
        number=next_notice(call.id),
        kind=kind,
        published_at=now,
        reason=dict(reason or {}),
        changes=list(changes),
        published_by=by.person_id,
    )
    db.session.add(notice)
    db.session.flush()
    record(verb, call, by=by, now=now, call_id=call.id, notice=notice.number)
    return notice


def announce_round(
    call: Call, before: Mapping[str, str], after: Mapping[str, str], *, by: Actor, now: datetime
) -> CallNotice | None:
    """A round of a published call is new, other than it was, or gone: in words by language. None where nothing is."""
    if call.published_at is None or before == after:
        return None
    changes = [{"field": "rounds", "before": dict(before), "after": dict(after)}]
    return _announce("change-call", call, NoticeKind.CHANGE, changes=changes, by=by, now=now)


def next_notice(call_id: int) -> int:
    """The number the next notice gets."""
    return (db.session.scalar(select(func.max(CallNotice.number)).where(CallNotice.call_id == call_id)) or 0) + 1


def publish_call(call: Call, *, by: Actor, now: datetime) -> None:
    """Make a draft public, with its terms and its code of conduct as version 1."""
    may_publish(publication_facts(call, now), is_published=call.published_at is not None).require()
    call.published_at = now
    for document in filter(None, (newest_terms(call.id, kind) for kind in DocumentKind)):
        document.published_at = now
    call.solutions_public_at = public_from(call.solutions_public, closes_at=call.closes_at, current=None, now=now)
    call.revision += 1
    db.session.flush()
    record("publish-call", call, by=by, now=now, call_id=call.id)


def suspend_call(call: Call, reason: Mapping[str, str], *, by: Actor, now: datetime) -> CallNotice:
    """Nothing can be handed in until the call is resumed."""
    may_suspend(state_of(call, results_published=False)).require()
    call.suspended_at, call.stop_reason = now, dict(reason)
    return _announce("suspend-call", call, NoticeKind.SUSPENSION, reason=reason, by=by, now=now)


def resume_call(call: Call, reason: Mapping[str, str], *, by: Actor, now: datetime) -> CallNotice:
    """The call goes on."""
    may_resume(state_of(call, results_published=False)).require()
    call.suspended_at, call.stop_reason = None, {}
    return _announce("resume-call", call, NoticeKind.RESUMPTION, reason=reason, by=by, now=now)


def cancel_call(call: Call, reason: Mapping[str, str], *, by: Actor, now: datetime) -> CallNotice:
    """The call ends for good; its page stays. Solutions that are not public yet never will be."""
    may_cancel(state_of(call, results_published=False)).require()
    call.cancelled_at, call.stop_reason = now, dict(reason)
    if not _is_shown(call, now):
        call.solutions_public_at = None
    return _announce("cancel-call", call, NoticeKind.CANCELLATION, reason=reason, by=by, now=now)


def drop_draft(call: Call, *, by: Actor, now: datetime) -> None:
    """Delete a draft that was never public."""
    may_drop_draft(is_published=call.published_at is not None).require()
    record("drop-call", call, by=by, now=now, call_id=call.id)
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Call).where(Call.id == call.id))
    except IntegrityError:
        raise Refused("still-in-use") from None


def reword_rubric(
    call: Call,
    criteria: Sequence[Criterion],
    words: Mapping[str, Mapping[str, Any]],
    *,
    reason: str,
    by: Actor,
    now: datetime,
) -> CallNotice:
    """Other words for some criteria (by key): name, description and what points mean. Weights stay.

    A numbered notice tells everybody who takes part, with before and after.
    """
    changes = []
    for criterion in criteria:
        if criterion.key in words:
            before = _said_by(criterion)
            for name in ("name", "description", "anchors"):
                setattr(criterion, name, words[criterion.key][name])
            changes.append({"field": "criteria", "before": before, "after": _said_by(criterion)})
    db.session.flush()
    said = {call.language: reason}
    return _announce("reword-rubric", call, NoticeKind.CHANGE, changes=changes, reason=said, by=by, now=now)


def _said_by(criterion: Criterion) -> dict[str, str]:
    """All words of a criterion, by language."""
    return {
        language: "\n".join(
            [name, *filter(None, [criterion.description.get(language)])]
            + [f"{points}: {said[language]}" for points, said in criterion.anchors.items() if language in said]
        )
        for language, name in criterion.name.items()
    }
