"""Taking in a report, deciding about it, taking the decision back, and complaining."""

from collections.abc import Iterable
from datetime import datetime

from challenge_hub.access import VISITOR, Actor, Decision, Refused
from challenge_hub.audit.actions import record
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.challenges.queries.questions import people_to_tell
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_address, send_to_person
from challenge_hub.moderation import queries
from challenge_hub.moderation.models import TextComplaint, TextDecision, TextReport
from challenge_hub.moderation.people import around, authors_of
from challenge_hub.moderation.rules import (
    Ground,
    Handling,
    Matter,
    Occasion,
    Side,
    TextKind,
    is_hidden,
    may_complain,
    may_decide,
    may_undo,
)
from challenge_hub.moderation.texts import PublicText, thing_of


def report_text(
    text: PublicText, matter: Matter, explanation: str, *, name: str | None, mail: str | None, language: str, by: Actor,
    now: datetime,
) -> TextReport:  # fmt: skip
    """Keep the report with a copy of the text. Whoever decides gets a mail, and a receipt goes to the address that was
    given. Sent twice, it is one report. The history says that somebody reported, and not who.
    """
    _one_at_a_time(text.kind, text.thing.id)
    before = queries.same_report(text.kind, text.thing, explanation, mail)
    if before is not None:
        return before
    report = TextReport(
        kind=text.kind, thing_id=text.thing.id, call_id=text.call_id, copy=list(text.copy), matter=matter,
        explanation=explanation, name=name, mail=mail, language=language, reported_by=by.person_id, reported_at=now,
        waits_since=now,
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    record("report-text", report, by=VISITOR, now=now, text=text.kind.value, number=text.thing.id)
    if mail:
        send_to_address("moderation.report_receipt", mail, language, now=now, report=report.id)
    _tell_deciders(report, now)
    return report


def decide(
    report: TextReport, handling: Handling, *, facts: str, ground: Ground | None, rule: str, by: Actor, now: datetime
) -> TextDecision:
    """The text stays or is hidden, about the report or the complaint that waits; both sides read the reasons."""
    _one_at_a_time(report.kind, report.thing_id)
    db.session.refresh(report, ["waits_since", "handling"])
    is_decider = by.person_id in around(report).deciders
    waits = report.waits_since is not None
    has_ground = ground if rule.strip() else None
    may_decide(is_decider=is_decider, waits=waits, handling=handling, ground=has_ground).require()
    complaint = _waiting_complaint(report)
    made = TextDecision(
        occasion=Occasion.COMPLAINT if complaint else Occasion.REPORT, complaint_id=complaint and complaint.id,
        handling=handling, facts=facts, ground=ground if handling is Handling.HIDDEN else None,
        rule=rule if handling is Handling.HIDDEN else "", decided_at=now, decided_by=by.person_id,
    )  # fmt: skip
    return _decided(report, made, by, now)


def undo(report: TextReport, *, reason: str, by: Actor, now: datetime) -> TextDecision:
    """Whoever hid a text shows it again, with a reason."""
    _one_at_a_time(report.kind, report.thing_id)
    db.session.refresh(report, ["waits_since", "handling"])
    newest = queries.decisions_about(report.id)[-1:]
    may_undo(
        decided_it=bool(newest) and by.person_id is not None and newest[0].decided_by == by.person_id,
        handling=Handling(report.handling) if report.handling else None,
        waits=report.waits_since is not None,
    ).require()
    made = TextDecision(
        occasion=Occasion.UNDONE, handling=Handling.SHOWN, facts=reason, decided_at=now, decided_by=by.person_id
    )
    return _decided(report, made, by, now)


def complain(report: TextReport, side: Side, text: str, *, by: Actor, now: datetime) -> TextComplaint:
    """A side complains; somebody else than before decides, wherever there is somebody else."""
    _one_at_a_time(report.kind, report.thing_id)
    db.session.refresh(report, ["waits_since", "handling", "decided_at"])
    may_complain_now(report, side, now).require()
    if side is Side.AUTHOR and by.person_id not in authors_of(TextKind(report.kind), report.thing_id):
        raise Refused("not-your-text")
    complaint = TextComplaint(
        report_id=report.id, side=side, text=text, filed_at=now, filed_by=by.person_id if side is Side.AUTHOR else None
    )
    db.session.add(complaint)
    report.waits_since = now
    db.session.flush()
    who = by if side is Side.AUTHOR else VISITOR
    record("complain", report, by=who, now=now, call_id=report.call_id, complaint=complaint.id)
    _tell_deciders(report, now)
    return complaint


def may_complain_now(report: TextReport, side: Side, now: datetime) -> Decision:
    """Whether this side may complain at this moment."""
    return may_complain(
        side,
        handling=Handling(report.handling) if report.handling else None,
        decided_at=report.decided_at,
        has_complained=queries.complaint_of(report.id, side) is not None,
        now=now,
    )


def _decided(report: TextReport, made: TextDecision, by: Actor, now: datetime) -> TextDecision:
    """Keep a decision, show or hide the text, and tell both sides."""
    made.report_id, made.number = report.id, len(queries.decisions_about(report.id)) + 1
    db.session.add(made)
    was, report.handling, report.decided_at, report.waits_since = report.handling, made.handling, now, None
    db.session.flush()
    thing = thing_of(TextKind(report.kind), report.thing_id)
    if thing is not None:
        hides = is_hidden(queries.handlings_of(report.kind, report.thing_id))
        thing.hidden_at = (thing.hidden_at or now) if hides else None
        db.session.flush()
    verb = "hide-text" if made.handling == Handling.HIDDEN else "show-text" if was == Handling.HIDDEN else "keep-text"
    record(verb, report, by=by, now=now, call_id=report.call_id, decision=made.number, text=report.kind)
    if made.handling == Handling.HIDDEN or was == Handling.HIDDEN:
        _tell(_told(report), "moderation.text_decided", now, decision=made.id)
    if report.mail:
        send_to_address("moderation.report_decided", report.mail, report.language, now=now, decision=made.id)
    return made


def _waiting_complaint(report: TextReport) -> TextComplaint | None:
    settled = {one.complaint_id for one in queries.decisions_about(report.id)}
    return next((one for one in queries.complaints_about(report.id) if one.id not in settled), None)


def _tell_deciders(report: TextReport, now: datetime) -> None:
    _tell(around(report).deciders, "moderation.report_waits", now, report=report.id)


def _told(report: TextReport) -> Iterable[int]:
    """Whose text it is; of a municipality those who look after the challenge."""
    kind, people = TextKind(report.kind), authors_of(TextKind(report.kind), report.thing_id)
    if kind not in (TextKind.CHALLENGE, TextKind.QUESTION):
        return people
    question = db.session.get(Question, report.thing_id) if kind is TextKind.QUESTION else None
    challenge = db.session.get(Challenge, question.challenge_id if question else report.thing_id)
    asked_by = {question.asked_by} if question and question.asked_by else set()
    return {*(people_to_tell(challenge) if challenge else ()), *asked_by}


def _tell(people: Iterable[int], kind: str, now: datetime, **facts: int) -> None:
    for person_id in sorted(people):
        send_to_person(kind, person_id, now=now, **facts)


def _one_at_a_time(kind: str, number: int) -> None:
    one_at_a_time(f"text:{kind}:{number}")
