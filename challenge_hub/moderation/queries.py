"""Questions about reports: for those who decide, for authors, and for the operator in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import undefer
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor, Role
from challenge_hub.calls.queries import ids_of_organised_calls
from challenge_hub.infrastructure.acting import acts_as
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.hidden import Hideable
from challenge_hub.infrastructure.pagination import PAGE_SIZE, Page
from challenge_hub.moderation.models import TextComplaint, TextDecision, TextReport
from challenge_hub.moderation.people import Around, around, around_all, authors_of, authors_of_all
from challenge_hub.moderation.rules import COMPLAIN_WITHIN, Handling, Side, TextKind, median_days

MOST = 500
"""So many reports are looked through at once, those that wait longest first."""


@dataclass(frozen=True)
class Case:
    """A report as somebody sees it who may decide about it, or did."""

    report: TextReport
    people: Around
    decisions: Sequence[TextDecision]
    complaints: Sequence[TextComplaint]

    @property
    def open_complaint(self) -> TextComplaint | None:
        """The complaint that waits, if the report was decided before."""
        settled = {decision.complaint_id for decision in self.decisions}
        return next((one for one in self.complaints if one.id not in settled), None)

    @property
    def newest(self) -> TextDecision | None:
        return self.decisions[-1] if self.decisions else None


@dataclass(frozen=True)
class Figures:
    """How many reports came in, were decided and wait, and in how many days in the middle."""

    received: int
    decided: int
    hidden: int
    waiting: int
    complaints: int
    median_days: float | None


def reports_for(viewer: Actor, *, only_open: bool, number: int = 1) -> Page[TextReport]:
    """The reports that wait for this person, the oldest first; or those they may read that were decided."""
    found = _candidates(viewer, only_open=only_open)
    people = around_all(found) if found else {}
    mine = [
        report
        for report in found
        if viewer.person_id in (people[report.id].deciders if only_open else people[report.id].may_read)
    ]
    return Page(mine[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, PAGE_SIZE, len(mine))


def awaited_by(viewer: Actor, now: datetime) -> tuple[int, Sequence[TextReport]]:
    """How many reports wait for this person, and by which a text of theirs is hidden, while they may complain. One
    statement where there is neither, which is nearly always.
    """
    waits = and_(TextReport.waits_since.is_not(None), _may_concern(viewer))
    is_recent = and_(TextReport.handling == Handling.HIDDEN, TextReport.decided_at >= now - COMPLAIN_WITHIN)
    rows = db.session.scalars(select(TextReport).where(or_(waits, is_recent)).order_by(TextReport.id).limit(MOST)).all()
    open_, hidden = [one for one in rows if one.waits_since], [one for one in rows if one.handling == Handling.HIDDEN]
    people = around_all(open_) if open_ else {}
    authors = authors_of_all(hidden) if hidden else {}
    mine = [one for one in hidden if viewer.person_id in authors.get((one.kind, one.thing_id), ())]
    return sum(viewer.person_id in one.deciders for one in people.values()), mine


def _may_concern(viewer: Actor) -> ColumnElement[bool]:
    """Reports in calls this person organises, and those they decided about; for an operator any."""
    if viewer.has(Role.OPERATOR):
        return true()
    decided = select(TextDecision.report_id).where(TextDecision.decided_by == viewer.person_id)
    return or_(TextReport.call_id.in_(ids_of_organised_calls(viewer)), TextReport.id.in_(decided))


def _candidates(viewer: Actor, *, only_open: bool) -> Sequence[TextReport]:
    found = select(TextReport).where(_may_concern(viewer))
    if only_open:
        found = found.where(TextReport.waits_since.is_not(None)).order_by(TextReport.waits_since, TextReport.id)
    else:
        found = found.where(TextReport.waits_since.is_(None)).order_by(TextReport.id.desc())
    return db.session.scalars(found.limit(MOST)).all()


def case_for(viewer: Actor, number: int) -> Case:
    """A report with all that became of it; it does not exist for who wrote the text or reported it."""
    report = one_or_404(select(TextReport).where(TextReport.id == number).options(undefer(TextReport.copy)))
    people = around(report)
    if viewer.person_id not in people.may_read:
        raise NotFound
    acts_as("organiser" if viewer.person_id in people.organisers else "operator")
    return Case(report, people, decisions_about(report.id), complaints_about(report.id))


def own_text_decided(viewer: Actor, number: int) -> TextReport:
    """A report for whose text it is, once something was decided."""
    report = one_or_404(
        select(TextReport)
        .where(TextReport.id == number, TextReport.handling.is_not(None))
        .options(undefer(TextReport.copy))
    )
    if viewer.person_id not in authors_of(TextKind(report.kind), report.thing_id):
        raise NotFound
    return report


def decided_about(viewer: Actor, kind: TextKind, thing_id: int) -> TextReport:
    """The newest report by which a text of this person was hidden, or was before."""
    hid = select(TextDecision.report_id).where(TextDecision.handling == Handling.HIDDEN)
    about = select(TextReport).where(TextReport.kind == kind, TextReport.thing_id == thing_id, TextReport.id.in_(hid))
    is_hidden_first = (TextReport.handling != Handling.HIDDEN, TextReport.decided_at.desc(), TextReport.id.desc())
    report = db.session.scalar(about.order_by(*is_hidden_first).limit(1))
    if report is None or viewer.person_id not in authors_of(kind, thing_id):
        raise NotFound
    return report


def any_report(number: int) -> TextReport:
    """A report by its number, for whoever holds the word of its receipt."""
    return one_or_404(select(TextReport).where(TextReport.id == number))


def decisions_about(report_id: int) -> Sequence[TextDecision]:
    """What was decided, in order."""
    found = select(TextDecision).where(TextDecision.report_id == report_id)
    return db.session.scalars(found.order_by(TextDecision.number)).all()


def complaints_about(report_id: int) -> Sequence[TextComplaint]:
    found = select(TextComplaint).where(TextComplaint.report_id == report_id)
    return db.session.scalars(found.order_by(TextComplaint.id)).all()


def complaint_of(report_id: int, side: Side) -> TextComplaint | None:
    """What a side complained of."""
    return db.session.scalar(select(TextComplaint).filter_by(report_id=report_id, side=side))


def same_report(kind: TextKind, thing: Hideable, explanation: str, mail: str | None) -> TextReport | None:
    """An undecided report in the same words: a form that was sent twice."""
    same = select(TextReport).filter_by(kind=kind, thing_id=thing.id, explanation=explanation, mail=mail)
    return db.session.scalar(same.where(TextReport.handling.is_(None)).limit(1))


def handlings_of(kind: str, thing_id: int) -> Sequence[Handling]:
    """What was decided last about each report of a text."""
    found = select(TextReport.handling).filter_by(kind=kind, thing_id=thing_id).where(TextReport.handling.is_not(None))
    return [Handling(one) for one in db.session.scalars(found) if one]


def figures(since: datetime) -> Figures:
    """For the operator: numbers alone, of the reports since a moment."""
    rows = db.session.execute(
        select(TextReport.id, TextReport.reported_at, TextReport.handling, TextReport.waits_since)
        .where(TextReport.reported_at >= since)
        .order_by(TextReport.id)
    ).all()
    first = select(TextDecision.report_id, TextDecision.decided_at).where(TextDecision.number == 1)
    decided = dict(db.session.execute(first.where(TextDecision.decided_at >= since)).all())
    complaints = select(func.count(TextComplaint.id)).where(TextComplaint.filed_at >= since)
    return Figures(
        received=len(rows),
        decided=sum(row.handling is not None for row in rows),
        hidden=sum(row.handling == Handling.HIDDEN for row in rows),
        waiting=sum(row.waits_since is not None for row in rows),
        complaints=db.session.scalar(complaints) or 0,
        median_days=median_days([decided[row.id] - row.reported_at for row in rows if row.id in decided]),
    )
