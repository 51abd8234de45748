"""Questions about barrier reports."""

from collections.abc import Sequence

from sqlalchemy import select

from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.pages.models import BarrierReport


def all_open_reports() -> Sequence[BarrierReport]:
    """For the operator: what waits for an answer, the most urgent first."""
    statement = select(BarrierReport).where(BarrierReport.answered_at.is_(None)).order_by(BarrierReport.due_at)
    return db.session.scalars(statement).all()


def any_report(number: int) -> BarrierReport:
    """For the operator: one report by its number."""
    return one_or_404(select(BarrierReport).where(BarrierReport.id == number))
