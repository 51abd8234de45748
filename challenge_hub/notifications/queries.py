"""Whom an act concerns, and where a person gets mail. Asked by the platform itself, never for a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from challenge_hub.accounts.models import Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.audit.queries import last_line
from challenge_hub.calls.models import Call, CallNotice, CallOrganiser
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.judging.models import Juror
from challenge_hub.judging.rules.jury import CHAIRING
from challenge_hub.notifications.models import Mark
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.solutions.models import Solution
from challenge_hub.teams.models import Team, TeamMember

AT_ONCE = 100
"""Lines of the trail that are read in one transaction."""


def recipient_of(person_id: int, *, claimed: bool) -> Recipient | None:
    """A person at the confirmed address, or, without the name that anybody could have typed, at the claimed one."""
    found = select(Person.mail, Person.claimed_mail, Person.language, Person.display_name)
    person = db.session.execute(found.where(Person.id == person_id)).one_or_none()
    if person is None:
        return None
    mail, claimed_mail, language, name = person
    address = (claimed_mail or mail) if claimed else mail
    return Recipient(address, language, name if mail else "", person_id) if address else None


def mark() -> Mark | None:
    return db.session.get(Mark, 1)


def is_behind() -> bool:
    """Whether the trail has lines after the mark, or there is no mark yet."""
    found = mark()
    return found is None or found.last_line < last_line()


def lines_after(number: int) -> Sequence[TrailLine]:
    """The next lines of the trail, in their order."""
    lines = select(TrailLine).where(TrailLine.id > number).order_by(TrailLine.id).limit(AT_ONCE)
    return db.session.scalars(lines).all()


def team_members(call_id: int) -> set[int]:
    """Everybody in a team of this call."""
    return _ids(_members().where(Team.call_id == call_id))


def members_working_on(challenge_id: int) -> set[int]:
    """Everybody in a team that has a solution to this challenge, handed in or drafted."""
    solving = select(Solution.team_id).where(Solution.challenge_id == challenge_id, Solution.withdrawn_at.is_(None))
    return _ids(_members().where(Team.id.in_(solving)))


def posing_officers(call_id: int) -> set[int]:
    """Everybody who acts for an organisation that poses a challenge in this call."""
    posing = select(Challenge.organisation_id).where(Challenge.call_id == call_id)
    return _ids(select(OrganisationMember.person_id).where(OrganisationMember.organisation_id.in_(posing)))


def jurors(call_id: int) -> set[int]:
    """Everybody with a seat on the jury, accepted and not left."""
    seats = select(Juror.person_id).where(Juror.call_id == call_id, Juror.person_id.is_not(None))
    return _ids(seats.where(Juror.accepted_at.is_not(None), Juror.left_at.is_(None)))


def chairs(call_id: int) -> set[int]:
    """Chair and deputy chair of the jury, once they declared."""
    seats = select(Juror.person_id).where(Juror.call_id == call_id, Juror.role.in_(CHAIRING))
    return _ids(seats.where(Juror.declared_at.is_not(None), Juror.left_at.is_(None), Juror.person_id.is_not(None)))


def organisers(call_id: int) -> set[int]:
    """Everybody who acts for the lead or a co-organiser of this call."""
    roles = (OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER)
    return _ids(
        select(OrganisationMember.person_id)
        .join(Organisation, OrganisationMember.organisation_id == Organisation.id)
        .join(CallOrganiser, CallOrganiser.organisation_id == Organisation.id)
        .where(CallOrganiser.call_id == call_id, CallOrganiser.role.in_(roles), Organisation.confirmed_at.is_not(None))
    )


def notice_with_call(call_id: int, number: int) -> tuple[CallNotice, Call] | None:
    """A numbered notice; None where its call is gone."""
    statement = select(CallNotice, Call).join(Call, CallNotice.call_id == Call.id)
    found = db.session.execute(statement.where(CallNotice.call_id == call_id, CallNotice.number == number))
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


def notice_number(facts: Mapping[str, Any], line: TrailLine) -> int | None:
    """The number of the notice that a line tells of: named in its facts, or that of the notice it is about."""
    number: int | None = facts.get("notice")
    if number is None and line.thing == CallNotice.__tablename__:
        number = db.session.scalar(select(CallNotice.number).where(CallNotice.id == line.thing_id))
    return number


def answered_question(question_id: int) -> tuple[Question, Challenge, Call] | None:
    """A question that is answered, with its challenge and call."""
    statement = select(Question, Challenge, Call).join(Challenge, Question.challenge_id == Challenge.id)
    statement = statement.join(Call, Challenge.call_id == Call.id)
    found = db.session.execute(statement.where(Question.id == question_id, Question.answered_at.is_not(None)))
    row = found.one_or_none()
    return (row[0], row[1], row[2]) if row else None


def challenge_with_call(challenge_id: int) -> tuple[Challenge, Call] | None:
    """A published challenge with its call."""
    statement = select(Challenge, Call).join(Call, Challenge.call_id == Call.id)
    found = db.session.execute(statement.where(Challenge.id == challenge_id, Challenge.published_at.is_not(None)))
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


def call_of(call_id: int) -> Call | None:
    """A published call."""
    return db.session.scalar(select(Call).where(Call.id == call_id, Call.published_at.is_not(None)))


def _members() -> Select[int]:
    present = (TeamMember.left_at.is_(None), Team.dissolved_at.is_(None))
    return select(TeamMember.person_id).join(Team, TeamMember.team_id == Team.id).where(*present)


def _ids(statement: Select[Any]) -> set[int]:
    return set(db.session.scalars(statement))
