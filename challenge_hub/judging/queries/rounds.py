"""The rounds of a call, one after the other: what each is, and what has happened in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from challenge_hub.accounts.models import Person
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.changes import fingerprint
from challenge_hub.calls.rules.scoring import Method
from challenge_hub.calls.stored import rubric_values
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.panels import RoundSeat
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.jury import REVIEWING
from challenge_hub.judging.rules.methods import proposed_method
from challenge_hub.organisations.models import Organisation
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.rounds import RoundSolution, in_round


@dataclass(frozen=True)
class RoundRow:
    """A round as the jury's page lists it: how many solutions take part, how many reviews are done of those given out.

    `tandem_with` names the municipality whose chosen teams adapt their solutions in it.
    """

    round: Round
    solutions: int
    given: int
    done: int
    tandem_with: str | None


def rounds_for(room: JuryRoom) -> Sequence[RoundRow]:
    """Every round of the call, in order. One statement."""
    solutions = select(func.count(Solution.id)).where(Solution.call_id == Round.call_id, in_round(Round))
    given = select(func.count(Assignment.id)).where(
        Assignment.round_id == Round.id, Assignment.handed_back_at.is_(None)
    )
    done = select(func.count(Review.id)).where(Review.round_id == Round.id, Review.is_done)
    counts = (part.correlate(Round).scalar_subquery() for part in (solutions, given, done))
    statement = (
        select(Round, *counts, Organisation.name)
        .outerjoin(Organisation, Round.tandem_with_id == Organisation.id)
        .where(Round.call_id == room.call.id)
        .order_by(Round.number)
    )
    return [RoundRow(*found) for found in db.session.execute(statement)]


def method_proposed(room: JuryRoom) -> Method:
    """The method that suits this jury, as long as nothing is given out."""
    everything = room.judged.reviews_per_solution is None
    return proposed_method(jurors=room.rounds.declared, everyone_reviews_everything=everything)


def seats_of_round(room: JuryRoom) -> Sequence[tuple[int, str]]:
    """The seats a round can have as its own jurors: everybody who may review. Id and name."""
    name = func.coalesce(Person.display_name, Juror.label, Juror.key)
    statement = (
        select(Juror.id, name)
        .outerjoin(Person, Juror.person_id == Person.id)
        .where(Juror.call_id == room.call.id, Juror.role.in_(REVIEWING))
        .where(Juror.left_at.is_(None), Juror.declined_at.is_(None))
        .order_by(name, Juror.id)
    )
    return [(id_, called) for id_, called in db.session.execute(statement)]


def municipalities_of(room: JuryRoom) -> Sequence[tuple[int, str]]:
    """The organisations (id and name) that pose a challenge in the call: with whom a tandem can be."""
    posing = select(Challenge.organisation_id).where(Challenge.call_id == room.call.id)
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(posing))
    return [(id_, name) for id_, name in db.session.execute(statement.order_by(Organisation.name, Organisation.id))]


def seated_in(judged: Round) -> Sequence[int]:
    """The jurors (ids) a round has as its own; none: the whole jury."""
    return db.session.scalars(select(RoundSeat.juror_id).where(RoundSeat.round_id == judged.id)).all()


def round_mark(judged: Round) -> str:
    """The mark of all a round says, so that two people at its form notice each other; its criteria are loaded."""
    said = (
        judged.title,
        judged.ends_at,
        judged.quorum,
        judged.has_shortlist,
        judged.tandem_with_id,
        sorted(seated_in(judged)),
    )
    return fingerprint([said, rubric_values(judged)])


def has_work(round_id: int) -> bool:
    """Whether anything was given out, reviewed or put on the shortlist in a round."""
    found = [
        select(model.round_id).where(model.round_id == round_id).exists()
        for model in (Assignment, Review, RoundSolution)
    ]
    return bool(db.session.scalar(select(or_(*found))))


def has_later_work(room: JuryRoom) -> bool:
    """Whether a later round of this call has solutions on its shortlist, or work that was given out."""
    later = select(Round.id).where(Round.call_id == room.call.id, Round.number > room.judged.number)
    found = [
        select(model.round_id).where(model.round_id.in_(later)).exists()
        for model in (Assignment, Review, RoundSolution)
    ]
    return bool(db.session.scalar(select(or_(*found))))
