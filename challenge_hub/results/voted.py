"""What votes of the audience or of mentors mean for the awards: whom they name, and the figures beside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import Select, exists, not_, or_, select

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call, Prize
from challenge_hub.infrastructure.db import LANGUAGES, db
from challenge_hub.infrastructure.i18n import format_day, speaking
from challenge_hub.results.models import Award, Release
from challenge_hub.results.rules import Choice
from challenge_hub.results.rules.prizes import follows_votes
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_for
from challenge_hub.voting.models import Vote, VoteSolution
from challenge_hub.voting.queries.counted import Counted, counted_in
from challenge_hub.voting.rules import VoteState, state_at


@dataclass(frozen=True)
class OpenVote:
    """A vote that is over and whose prize is not awarded."""

    call_slug: str
    prize: Mapping[str, str]
    number: int


@dataclass(frozen=True)
class Voted:
    """A vote that is over, for whoever prepares the awards. Whoever has a conflict of interest with something that
    stood (`is_barred`) is told nothing of it.
    """

    found: Counted
    number: int
    is_barred: bool

    @property
    def proposed(self) -> Sequence[int]:
        """To whom the prize would go (ids): nobody where several are level, for people decide about ties."""
        return list(self.found.leaders) if len(self.found.leaders) == 1 and not self.is_barred else []

    @property
    def most(self) -> int:
        return max(self.found.votes.values(), default=0)


def voted_in(viewer: Actor, call: Call, now: datetime) -> Mapping[int, Voted]:
    """The votes of a call that are over, by prize (id)."""
    found = counted_in(call.id, now)
    barred = _barred(viewer, [one.vote_id for one in found.values()]) if found else set()
    numbers = {vote.id: vote.number for vote in _votes_of(call.id)} if found else {}
    return {prize_id: Voted(one, numbers[one.vote_id], one.vote_id in barred) for prize_id, one in found.items()}


def proposed_by(voted: Mapping[int, Voted]) -> Mapping[int, tuple[Sequence[int], Mapping[str, str]]]:
    """What the form of a prize (id) begins with: the solution, and the reason in both languages."""
    return {
        prize_id: (one.proposed, _reason(one.found, id_)) for prize_id, one in voted.items() for id_ in one.proposed
    }


def with_counts(call: Call, choices: Sequence[Choice], *, now: datetime) -> Sequence[Choice]:
    """The same awards; those of prizes that were voted upon with the figures of the vote, whatever was typed."""
    found = counted_in(call.id, now)
    return [_with_count(call, one, found[one.prize_id]) if one.prize_id in found else one for one in choices]


def require_voted(call: Call, awarded: Iterable[Choice | Award], *, now: datetime, final: bool = False) -> None:
    """A prize that was voted upon goes to whoever has most votes, and to nobody while its vote goes on; `final`: no
    vote at all may be going on.
    """
    by_prize: dict[int, set[int]] = {}
    for one in awarded:
        by_prize.setdefault(one.prize_id, set()).add(one.solution_id)
    leaders = {prize_id: one.leaders for prize_id, one in counted_in(call.id, now).items()}
    going_on = {vote.prize_id for vote in _votes_of(call.id) if state_at(vote.times, now) in GOING_ON}
    is_limited = call.most_awards is not None
    follows_votes(by_prize, leaders, going_on=going_on, is_limited=is_limited, is_final=final).require()


GOING_ON = (VoteState.OPENED, VoteState.RUNNING)


def votes_over(viewer: Actor, now: datetime, is_mine: Any) -> Select[*tuple[Any, ...]]:
    """Rows of `OpenVote` in the calls of this person (`is_mine`), without those they have a conflict of interest in."""
    awarded = exists().where(Award.prize_id == Prize.id)
    released = exists().where(Release.call_id == Call.id, Release.released_at.is_not(None))
    return (
        select(Call.slug, Prize.name, Vote.number)
        .select_from(Vote)
        .join(Prize, Vote.prize_id == Prize.id)
        .join(Call, Vote.call_id == Call.id)
        .where(is_mine, Call.cancelled_at.is_(None), Vote.cancelled_at.is_(None))
        .where(or_(Vote.closed_at.is_not(None), Vote.ends_at <= now), ~_near(viewer), ~awarded, ~released)
        .order_by(Vote.id.desc())
    )


def _near(viewer: Actor) -> Any:
    stands = exists().where(VoteSolution.vote_id == Vote.id, VoteSolution.solution_id == Solution.id)
    return stands.where(not_(free_for(viewer.person_id))).correlate(Vote)


def _barred(viewer: Actor, vote_ids: Sequence[int]) -> set[int]:
    return set(db.session.scalars(select(Vote.id).where(Vote.id.in_(vote_ids), _near(viewer))))


def _votes_of(call_id: int) -> Sequence[Vote]:
    return db.session.scalars(select(Vote).where(Vote.call_id == call_id)).all()


def _with_count(call: Call, choice: Choice, found: Counted) -> Choice:
    votes = found.votes.get(choice.solution_id, 0)
    with speaking(call.language):
        source = gettext(
            "Vote of %(day)s, %(cast)s of %(made)s ballots cast",
            day=format_day(found.ended_at, call.time_zone),
            cast=found.cast,
            made=found.made,
        )
    return replace(choice, source=str(source), votes=(votes, found.cast) if votes else None)


def _reason(found: Counted, solution_id: int) -> Mapping[str, str]:
    """In both languages, to begin with."""
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = str(_sentence(found, solution_id))
    return said


def _sentence(found: Counted, solution_id: int) -> str:
    figures = {"some": found.votes[solution_id], "all": found.cast}
    if found.decider == "mentors":
        return str(gettext("The mentors chose it: most votes, %(some)s of %(all)s ballots.", **figures))
    return str(gettext("The audience chose it: most votes, %(some)s of %(all)s ballots.", **figures))
