"""Who wrote a text, who is too near to decide about it, and who decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, literal, select, union_all

from challenge_hub.accounts.models import Person
from challenge_hub.calls.blindfold import Blindfold
from challenge_hub.calls.models import CallOrganiser
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.infrastructure.db import db
from challenge_hub.moderation.models import TextDecision, TextReport
from challenge_hub.moderation.rules import TextKind, deciders
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.solutions.models import Conflict, Solution
from challenge_hub.teams.models import Team, TeamMember

Pairs = Select[*tuple[Any, Any]]
"""Id of the thing, id of a person."""

_IS_HERE = TeamMember.left_at.is_(None)
_OFFICER = OrganisationMember.person_id
_OF_CHALLENGE = OrganisationMember.organisation_id == Challenge.organisation_id
_OF_TEAM = OrganisationMember.organisation_id == Team.organisation_id

WROTE: Mapping[TextKind, Sequence[Pairs]] = {
    TextKind.CALL: [
        select(CallOrganiser.call_id, _OFFICER).join(
            OrganisationMember, OrganisationMember.organisation_id == CallOrganiser.organisation_id
        )
    ],
    TextKind.CHALLENGE: [select(Challenge.id, _OFFICER).join(OrganisationMember, _OF_CHALLENGE)],
    TextKind.QUESTION: [
        select(Question.id, Question.asked_by).where(Question.asked_by.is_not(None)),
        select(Question.id, _OFFICER)
        .join(Challenge, Question.challenge_id == Challenge.id)
        .join(OrganisationMember, _OF_CHALLENGE),
    ],
    TextKind.SOLUTION: [
        select(Solution.id, TeamMember.person_id)
        .join(TeamMember, TeamMember.team_id == Solution.team_id)
        .where(_IS_HERE)
    ],
    TextKind.TEAM: [select(TeamMember.team_id, TeamMember.person_id).where(_IS_HERE)],
    TextKind.ORGANISATION: [select(OrganisationMember.organisation_id, _OFFICER)],
}
"""Whose text it is: they read the reasons and may complain."""

NEAR: Mapping[TextKind, Sequence[Pairs]] = {
    TextKind.SOLUTION: [
        select(Solution.id, TeamMember.person_id).join(TeamMember, TeamMember.team_id == Solution.team_id),
        select(Solution.id, _OFFICER).join(Team, Solution.team_id == Team.id).join(OrganisationMember, _OF_TEAM),
        select(Conflict.solution_id, Conflict.person_id).where(Conflict.lifted_at.is_(None)),
    ],
    TextKind.TEAM: [
        select(TeamMember.team_id, TeamMember.person_id),
        select(Team.id, _OFFICER).join(OrganisationMember, _OF_TEAM),
    ],
}
"""Who besides does not decide: former members, the organisation a team acts for, and conflicts of interest."""


@dataclass(frozen=True)
class Around:
    """The people around one report, by their ids."""

    organisers: frozenset[int]
    operators: frozenset[int]
    barred: frozenset[int]
    before: frozenset[int]
    waits: bool

    @property
    def deciders(self) -> frozenset[int]:
        return deciders(organisers=self.organisers, operators=self.operators, barred=self.barred, before=self.before)

    @property
    def may_read(self) -> frozenset[int]:
        """Who decides now, or did, and the other organisers."""
        return ((self.organisers | self.before) - self.barred) | (self.deciders if self.waits else frozenset())


def authors_of(kind: TextKind, number: int) -> frozenset[int]:
    """Whose text it is now."""
    return frozenset(person for _, _, person in _pairs(WROTE, {kind: {number}}))


def authors_of_all(reports: Sequence[TextReport]) -> Mapping[tuple[str, int], frozenset[int]]:
    """Whose text each report is about, by kind and number."""
    return _grouped(((kind, thing), who) for kind, thing, who in _pairs(WROTE, _things(reports)))


def around(report: TextReport) -> Around:
    return around_all([report])[report.id]


def around_all(reports: Sequence[TextReport]) -> Mapping[int, Around]:
    """The people around each report (id), in a number of statements that does not grow with them."""
    things = _things(reports)
    near = _grouped(((kind, thing), who) for kind, thing, who in [*_pairs(WROTE, things), *_pairs(NEAR, things)])
    organisers = _grouped(db.session.execute(_organisers({one.call_id for one in reports if one.call_id})))
    decided = select(TextDecision.report_id, TextDecision.decided_by).where(TextDecision.decided_by.is_not(None))
    before = _grouped(db.session.execute(decided.where(TextDecision.report_id.in_([one.id for one in reports]))))
    operators, reporters = _operators(), _reporters(reports)
    return {
        one.id: Around(
            organisers=organisers.get(one.call_id, frozenset()),
            operators=operators,
            barred=near.get((one.kind, one.thing_id), frozenset()) | reporters.get(one.id, frozenset()),
            before=before.get(one.id, frozenset()),
            waits=one.waits_since is not None,
        )
        for one in reports
    }


def _things(reports: Iterable[TextReport]) -> Mapping[TextKind, set[int]]:
    things: dict[TextKind, set[int]] = {}
    for report in reports:
        things.setdefault(TextKind(report.kind), set()).add(report.thing_id)
    return things


def _pairs(
    table: Mapping[TextKind, Sequence[Pairs]], things: Mapping[TextKind, Iterable[int]]
) -> Sequence[tuple[str, int, int]]:
    parts = [
        pairs.where(next(iter(pairs.selected_columns)).in_(list(numbers))).add_columns(literal(kind.value))
        for kind, numbers in things.items()
        for pairs in table.get(kind, ())
    ]
    if not parts:
        return []
    return [(kind, thing, person) for thing, person, kind in db.session.execute(union_all(*parts))]


def _organisers(call_ids: Iterable[int]) -> Pairs:
    """Lead and co-organisers who can be reached, without those whose anonymised round they judge."""
    blind = exists().where(
        Blindfold.person_id == OrganisationMember.person_id,
        Blindfold.call_id == CallOrganiser.call_id,
        Round.call_id == Blindfold.call_id,
        Round.is_anonymous,
        Round.names_revealed_at.is_(None),
    )
    return (
        select(CallOrganiser.call_id, OrganisationMember.person_id)
        .join(OrganisationMember, OrganisationMember.organisation_id == CallOrganiser.organisation_id)
        .join(Organisation, CallOrganiser.organisation_id == Organisation.id)
        .join(Person, OrganisationMember.person_id == Person.id)
        .where(CallOrganiser.call_id.in_(list(call_ids)), Organisation.confirmed_at.is_not(None))
        .where(CallOrganiser.role.in_([OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER]))
        .where(Person.mail.is_not(None), Person.disabled_at.is_(None))
        .where(~blind.correlate(OrganisationMember, CallOrganiser))
    )


def _operators() -> frozenset[int]:
    working = (Person.is_operator.is_(True), Person.mail.is_not(None), Person.disabled_at.is_(None))
    return frozenset(db.session.scalars(select(Person.id).where(*working)))


def _reporters(reports: Sequence[TextReport]) -> Mapping[int, frozenset[int]]:
    """Who reported: the account that was signed in, and the one with the address that was given."""
    mails = [one.mail for one in reports if one.mail]
    found = select(Person.mail, Person.id).where(Person.mail.in_(mails))
    by_mail = dict(db.session.execute(found).all()) if mails else {}
    ids = {one.id: (one.reported_by, by_mail.get(one.mail)) for one in reports}
    return {id_: frozenset(who for who in pair if who is not None) for id_, pair in ids.items()}


def _grouped(pairs: Iterable[Any]) -> Mapping[Any, frozenset[int]]:
    found: dict[Any, set[int]] = {}
    for key, person in pairs:
        found.setdefault(key, set()).add(person)
    return {key: frozenset(people) for key, people in found.items()}
