"""What chair and organisers see of the jury's room when they prepare results. Nothing public imports this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging import queries as judging
from challenge_hub.judging.models import Juror
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.judging.rules.places import Ranking, Standing, ranking
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import free_for, is_newest
from challenge_hub.teams.models import Team

ROUND = 1
"""The round whose ranking is awarded."""


@dataclass(frozen=True)
class Ranked:
    """A solution with its standing; None where nobody reviewed it."""

    solution_id: int
    key: str
    title: Mapping[str, str]
    team: str
    standing: Standing | None


def call_to_award(viewer: Actor, slug: str) -> Call:
    """A call, for its organisers and the chair of its jury; for everybody else it does not exist."""
    call = one_or_404(select(Call).where(Call.slug == slug))
    if not is_entitled(viewer, call.id):
        raise NotFound
    return call


def is_chairing(viewer: Actor) -> ColumnElement[bool]:
    """This seat is that of the chair or the deputy, and this person's."""
    return and_(
        Juror.person_id == viewer.person_id,
        Juror.role.in_([JurorRole.CHAIR, JurorRole.DEPUTY_CHAIR]),
        Juror.accepted_at.is_not(None),
        Juror.left_at.is_(None),
    )


def is_chair(viewer: Actor, call_id: int) -> bool:
    """Whether this person chairs the jury of this call, or is the chair's deputy."""
    return bool(db.session.scalar(select(exists().where(Juror.call_id == call_id, is_chairing(viewer)))))


def is_entitled(viewer: Actor, call_id: int) -> bool:
    """Whether this person has a say about the results: organiser of the call, or chair of its jury."""
    return calls.is_organiser(viewer, call_id) or is_chair(viewer, call_id)


def round_of(call: Call) -> Round:
    """The round whose ranking is awarded, with its criteria."""
    return calls.any_round(call.id, ROUND)


def whole_ranking(judging_round: Round) -> Ranking:
    """The ranking as it stands, everything in it: for the act of publishing and for fingerprints."""
    sheets = judging.all_sheets_of(judging_round)
    keys = [key for key, _ in judging.all_solution_keys(judging_round.call_id)]
    return ranking(sheets, keys, calls.scoring_of(judging_round))


def ranked_for(viewer: Actor, judging_round: Round) -> Sequence[Ranked]:
    """The ranking without the solutions this person is in conflict with, those not reviewed behind."""
    standings = {standing.solution: standing for standing in whole_ranking(judging_round).standings}
    rows = db.session.execute(
        select(Solution.id, Solution.key, SolutionVersion.title, Team.name)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .join(Team, Solution.team_id == Team.id)
        .where(Solution.call_id == judging_round.call_id, is_newest(), free_for(viewer.person_id))
        .where(Solution.key.in_([key for key, _ in judging.all_solution_keys(judging_round.call_id)]))
    )
    found = [Ranked(*row, standing=standings.get(row.key)) for row in rows]
    return sorted(found, key=lambda line: (line.standing.place if line.standing else len(found) + 1, line.key))


def line_of(viewer: Actor, judging_round: Round, key: str) -> Ranked:
    """One solution of the ranking; those this person is in conflict with do not exist."""
    found = [line for line in ranked_for(viewer, judging_round) if line.key == key]
    if not found:
        raise NotFound
    return found[0]


def comments_by_solution(judging_round: Round) -> Mapping[int, list[str]]:
    """The comments of the reviews that count, for each solution, in an order that tells nothing of the jurors."""
    return judging.comments_of(judging_round.id)
