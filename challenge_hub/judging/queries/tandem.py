"""What the municipality of a tandem round sees: what answers its challenges. Nothing here comes from the jury."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import any_round
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.changes import fingerprint
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries.posing import acts_for
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.rules.tandem import chooses_itself
from challenge_hub.judging.tandem import TandemChoice
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import free_for, is_newest
from challenge_hub.solutions.rounds import in_round
from challenge_hub.teams.models import Team


@dataclass(frozen=True)
class Candidate:
    """A solution of the round before that answers a challenge of the municipality."""

    id: int
    key: str
    title: Mapping[str, str]
    team: str


@dataclass(frozen=True)
class TandemRoom:
    """A tandem round for somebody who acts for its municipality. `chooses`: the municipality fills the shortlist."""

    viewer: Actor
    call: Call
    judged: Round
    before: Round
    organisation: Organisation
    chooses: bool
    candidates: Sequence[Candidate]
    choice: TandemChoice | None


def tandem_room(viewer: Actor, slug: str, number: int) -> TandemRoom:
    """For people of the municipality of this very round; for everybody else there is no such room."""
    statement = (
        select(Call, Round, Organisation)
        .join(Round, Round.call_id == Call.id)
        .join(Organisation, Round.tandem_with_id == Organisation.id)
        .where(Call.slug == slug, Call.published_at.is_not(None), Call.cancelled_at.is_(None))
        .where(Round.number == number, Organisation.id.in_(acts_for(viewer)))
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    call, judged, organisation = found
    chooses = municipality_chooses(judged)
    before = any_round(call.id, number - 1)
    candidates = _candidates(viewer, before, organisation.id) if chooses else []
    return TandemRoom(viewer, call, judged, before, organisation, chooses, candidates, choice_for(judged.id))


def choice_for(round_id: int) -> TandemChoice | None:
    return db.session.scalar(
        select(TandemChoice).where(TandemChoice.round_id == round_id).execution_options(populate_existing=True)
    )


def municipality_chooses(judged: Round) -> bool:
    """Whether the shortlist of this round is the municipality's own affair."""
    if judged.tandem_with_id is None:
        return False
    people = select(func.count()).select_from(_people(judged.tandem_with_id).subquery()).scalar_subquery()
    statement = select(people, hides_names(Call.id)).where(Call.id == judged.call_id)
    count, is_hidden = db.session.execute(statement).one()
    return chooses_itself(people=count, names_are_hidden=is_hidden)


def colleagues_of(choice: TandemChoice, organisation_id: int) -> Sequence[int]:
    """The others of the municipality (ids), who may release what one of them prepared."""
    others = _people(organisation_id).where(Person.id != choice.prepared_by)
    return db.session.scalars(others.order_by(Person.id)).all()


def mark_of_choice(choice: TandemChoice) -> str:
    """The fingerprint of what a colleague looked at before it is released."""
    return fingerprint([choice.round_id, choice.solutions, choice.reason, choice.how])


def _people(organisation_id: int) -> Select[int]:
    """Who of an organisation can decide here: a seat, and a confirmed address."""
    return (
        select(Person.id)
        .join(OrganisationMember, OrganisationMember.person_id == Person.id)
        .join(Organisation, OrganisationMember.organisation_id == Organisation.id)
        .where(Organisation.id == organisation_id, Organisation.confirmed_at.is_not(None), Person.mail.is_not(None))
    )


def _candidates(viewer: Actor, before: Round, organisation_id: int) -> Sequence[Candidate]:
    statement = (
        select(Solution.id, Solution.key, SolutionVersion.title, Team.name)
        .join(Challenge, Solution.challenge_id == Challenge.id)
        .join(Team, Solution.team_id == Team.id)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .where(Solution.call_id == before.call_id, is_newest(), in_round(before), free_for(viewer.person_id))
        .where(Challenge.organisation_id == organisation_id)
        .order_by(Solution.key)
    )
    return [Candidate(*row) for row in db.session.execute(statement)]
