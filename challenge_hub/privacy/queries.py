"""What is known of somebody: how much of each kind, what stays and why, and who depends on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call, CallOrganiser
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.personal import Activity, Kept, activities
from challenge_hub.judging.models import Juror
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.organisations.rules import Seat
from challenge_hub.privacy.belonging import Whose, by_tie, table_of, theirs, tied
from challenge_hub.privacy.models import DataExport
from challenge_hub.privacy.rules.leaving import Bonds
from challenge_hub.teams.models import GuardianConsent, Team, TeamMember
from challenge_hub.teams.rules import TeamRole


@dataclass(frozen=True)
class Share:
    """How much of one activity is somebody's: rows that go with their account, rows that stay, and the reasons."""

    activity: Activity
    goes: int
    stays: int
    reasons: Sequence[LazyString]

    @property
    def total(self) -> int:
        return self.goes + self.stays


def whose(person: Person) -> Whose:
    return Whose(person.id, person.mail)


def shares_of(person: Person) -> Sequence[Share]:
    """What is known of a person by activity, in the order of the story; one statement."""
    counts = [_count(kept, whose(person)) for kept in tied()]
    found = {table: (goes, stays) for table, goes, stays in db.session.execute(union_all(*counts))}
    return [share for activity in activities() if (share := _share(activity, found)).total]


def _count(kept: Kept, owner: Whose) -> Select[str, int, int]:
    """How many of their rows go, and how many stay; a row that goes by one tie does not stay by another."""
    table = table_of(kept)
    going = [by_tie(kept, tie, owner) for tie in kept.ties if tie.stays is None]
    goes = func.count().filter(or_(*going)) if going else literal(0)
    counted = select(literal(kept.table), goes, func.count() - goes).select_from(table)
    return counted.where(theirs(kept, owner))


def _share(activity: Activity, found: dict[str, tuple[int, int]]) -> Share:
    mine = [kept for kept in tied() if kept.activity is activity]
    staying = [tie.stays for kept in mine if found[kept.table][1] for tie in kept.ties if tie.stays is not None]
    reasons = {id(reason): reason for reason in staying}
    goes, stays = (sum(found[kept.table][n] for kept in mine) for n in (0, 1))
    return Share(activity, goes, stays, list(reasons.values()))


def own_export(viewer: Actor) -> DataExport | None:
    return db.session.get(DataExport, viewer.person_id)


def bonds_of(person_id: int, now: datetime) -> Bonds:
    """What ties others to this person."""
    is_operator = db.session.scalar(select(Person.is_operator).where(Person.id == person_id))
    return Bonds(_owned_alone(person_id, now), _led(person_id, now), _chaired(person_id, now), bool(is_operator))


def rooms_of(person_id: int) -> Sequence[str]:
    """Organisations, teams and juries this person is in: nobody else acts there while they leave."""
    seats = select(OrganisationMember.organisation_id).where(OrganisationMember.person_id == person_id)
    teams = select(TeamMember.team_id).where(TeamMember.person_id == person_id)
    doors = select(GuardianConsent.team_id).where(GuardianConsent.person_id == person_id)
    juries = select(Juror.call_id).where(Juror.person_id == person_id)
    found = (("organisation", seats), ("team", teams.union(doors)), ("jury", juries))
    return sorted(f"{room}:{id_}" for room, ids in found for id_ in db.session.scalars(ids))


def teams_left_by(person_id: int) -> Sequence[int]:
    """Teams in which nobody would be any more."""
    seat, other = aliased(TeamMember), aliased(TeamMember)
    others = exists().where(other.team_id == seat.team_id, other.person_id != person_id, other.left_at.is_(None))
    return db.session.scalars(select(seat.team_id).where(seat.person_id == person_id, ~others)).all()


def _owned_alone(person_id: int, now: datetime) -> Sequence[str]:
    """Organisations without another owner, in which others act or which are part of a running call."""
    seat, other = aliased(OrganisationMember), aliased(OrganisationMember)
    others = exists().where(other.organisation_id == Organisation.id, other.person_id != person_id)
    organising = select(CallOrganiser.organisation_id).join(Call, CallOrganiser.call_id == Call.id)
    posing = select(Challenge.organisation_id).join(Call, Challenge.call_id == Call.id)
    running = [Organisation.id.in_(part.where(*_running(now))) for part in (organising, posing)]
    owned = select(Organisation.name).join(seat, seat.organisation_id == Organisation.id)
    owned = owned.where(seat.person_id == person_id, seat.seat == Seat.OWNER, ~others.where(other.seat == Seat.OWNER))
    return db.session.scalars(owned.where(or_(others, *running)).order_by(Organisation.name)).all()


def _led(person_id: int, now: datetime) -> Sequence[str]:
    led = select(Team.name).join(TeamMember, TeamMember.team_id == Team.id).join(Call, Call.id == Team.call_id)
    mine = (TeamMember.person_id == person_id, TeamMember.role == TeamRole.LEAD, TeamMember.left_at.is_(None))
    return db.session.scalars(led.where(*mine, Team.dissolved_at.is_(None), *_running(now)).order_by(Team.name)).all()


def _chaired(person_id: int, now: datetime) -> Sequence[Mapping[str, str]]:
    chaired = select(Call.title).join(Juror, Juror.call_id == Call.id)
    mine = (Juror.person_id == person_id, Juror.role == JurorRole.CHAIR, Juror.left_at.is_(None))
    return db.session.scalars(chaired.where(*mine, *_running(now)).order_by(Call.id)).all()


def _running(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Call.ends_at > now, Call.cancelled_at.is_(None))
