"""Awards and feedback in preparation, for those who prepare and release them. Nothing public imports this."""

from collections.abc import Sequence

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from challenge_hub.calls.models import Prize
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.results.models import Award, Feedback, Release


def open_release(call_id: int) -> Release | None:
    """The awards being prepared, until they are released."""
    return db.session.scalar(select(Release).where(Release.call_id == call_id, Release.released_at.is_(None)))


def open_release_or_404(call_id: int) -> Release:
    """The awards being prepared; where there are none there is nothing to do."""
    found = open_release(call_id)
    if found is None:
        raise NotFound
    return found


def awards_of(release_id: int) -> Sequence[Award]:
    """What is awarded, in the order of the prizes."""
    return db.session.scalars(select(Award).where(Award.release_id == release_id).order_by(Award.position)).all()


def prizes_of(call_id: int) -> Sequence[Prize]:
    """The prizes of a call, in order."""
    return db.session.scalars(select(Prize).where(Prize.call_id == call_id).order_by(Prize.position)).all()


def feedback_chosen_for(judged: Round, solution_id: int) -> Feedback | None:
    """What was chosen for one team before the release of a round."""
    of_round = {"call_id": judged.call_id, "round_number": judged.number}
    return db.session.scalar(select(Feedback).filter_by(**of_round, solution_id=solution_id))
