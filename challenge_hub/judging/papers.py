"""Which reviews were entered from a score sheet on paper, and by whom."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, and_
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment
from challenge_hub.judging.models import Review


class PaperEntry(Model):
    """A revision of a review was entered for its juror, so that nobody takes it for the juror's own typing. Once the
    juror saves the review it has another revision, and is the juror's own.
    """

    __tablename__ = "paper_entry"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    entered_at: Mapped[datetime] = mapped_column(Moment)


def is_from_paper() -> ColumnElement[bool]:
    """The review of this row stands as it was entered from paper. Goes into an outer join."""
    return and_(PaperEntry.review_id == Review.id, PaperEntry.revision == Review.revision)
