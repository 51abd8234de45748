"""Who is free to judge what: a conflict of interest hides a solution everywhere from that person."""

from sqlalchemy import ColumnElement, and_, exists
from sqlalchemy.orm import InstrumentedAttribute

from challenge_hub.judging.models import Juror
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.solutions.models import Conflict, Solution
from challenge_hub.teams.models import Team, TeamMember

Whose = int | None | InstrumentedAttribute[int | None]


def free_for(person: Whose) -> ColumnElement[bool]:
    """The person (an id, or a column of ids) has no conflict of interest with the solution of this row.

    In conflict is who declared it, is or was in the team, or has a seat in the organisation the team acts for.
    """
    declared = exists().where(
        Conflict.person_id == person, Conflict.solution_id == Solution.id, Conflict.lifted_at.is_(None)
    )
    in_team = exists().where(TeamMember.person_id == person, TeamMember.team_id == Solution.team_id)
    in_house = exists().where(
        OrganisationMember.person_id == person,
        OrganisationMember.organisation_id == Team.organisation_id,
        Team.id == Solution.team_id,
    )
    return and_(*(~found.correlate(Solution, Juror) for found in (declared, in_team, in_house)))
