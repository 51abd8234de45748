"""A call as it is stored, as rows of a package. Part of the queries; one statement for each table."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Executable, select

from challenge_hub.call_packages.rules.arithmetic import scoring_of, sheet_of
from challenge_hub.call_packages.rules.manifest import (
    FORMAT,
    FORMAT_VERSION,
    CallFacts,
    Manifest,
    Organiser,
    PublicationFacts,
    RoundSettings,
)
from challenge_hub.call_packages.rules.rows import (
    ChallengeRow,
    CriterionRow,
    FileRow,
    JurorRow,
    OrganisationRow,
    PrototypeRow,
    ResultRow,
    ReviewRow,
    SolutionRow,
    TeamRow,
    ThemeRow,
    VersionRow,
)
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.challenges.models import Challenge, ChallengeTheme
from challenge_hub.infrastructure.db import Model, db
from challenge_hub.infrastructure.text import sources
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.judging.ordered import OwnOrder
from challenge_hub.judging.rules.sheets import sheet_total
from challenge_hub.organisations.models import Organisation
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.solutions.models import Prototype, Solution, SolutionFile, SolutionVersion
from challenge_hub.teams.models import Team

PROSE = {"description", "note"}


def manifest(call: Call) -> Manifest:
    description = db.session.scalars(select(Call.description).where(Call.id == call.id)).one()
    organisers = (
        select(CallOrganiser.role, Organisation.slug.label("organisation"))
        .join(Organisation, CallOrganiser.organisation_id == Organisation.id)
        .where(CallOrganiser.call_id == call.id)
    )
    rounds = select(*_columns(Round, RoundSettings)).where(Round.call_id == call.id)
    publications = select(*_columns(Publication, PublicationFacts), Publication.round_number.label("round")).where(
        Publication.call_id == call.id
    )
    facts = {name: getattr(call, name) for name in CallFacts.model_fields if name not in PROSE}
    return Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        id=call.package_id or call.slug,
        call=CallFacts(**facts, description=sources(description)),
        organisers=tuple(Organiser(**row) for row in _rows(organisers.order_by(CallOrganiser.position))),
        rounds=tuple(RoundSettings(**row) for row in _rows(rounds)),
        publications=tuple(PublicationFacts(**row) for row in _rows(publications)),
    )


def organisations(slugs: Iterable[str]) -> tuple[OrganisationRow, ...]:
    """These organisations; slugs are few, for a call has tens of them, not thousands."""
    statement = select(*_columns(Organisation, OrganisationRow)).where(Organisation.slug.in_(list(slugs)))
    return tuple(OrganisationRow(**row) for row in _rows(statement))


def themes(call: Call) -> tuple[ThemeRow, ...]:
    statement = select(*_columns(Theme, ThemeRow)).where(Theme.call_id == call.id)
    return tuple(ThemeRow(**row) for row in _rows(statement))


def challenges(call: Call) -> tuple[ChallengeRow, ...]:
    pairs = (
        select(ChallengeTheme.challenge_id, Theme.key)
        .join(Theme, ChallengeTheme.theme_id == Theme.id)
        .where(Theme.call_id == call.id)
    )
    keys: dict[int, list[str]] = {}
    for challenge, key in db.session.execute(pairs):
        keys.setdefault(challenge, []).append(key)
    statement = (
        select(Challenge.id, *_columns(Challenge, ChallengeRow), Organisation.slug.label("posed_by"))
        .join(Organisation, Challenge.organisation_id == Organisation.id)
        .where(Challenge.call_id == call.id)
    )
    return tuple(ChallengeRow(themes=tuple(keys.get(row.pop("id"), ())), **row) for row in _rows(statement))


def teams(call: Call) -> tuple[TeamRow, ...]:
    statement = (
        select(*_columns(Team, TeamRow), Organisation.slug.label("organisation"))
        .outerjoin(Organisation, Team.organisation_id == Organisation.id)
        .where(Team.call_id == call.id)
    )
    return tuple(TeamRow(**row) for row in _rows(statement))


def solutions(call: Call) -> tuple[SolutionRow, ...]:
    statement = (
        select(*_columns(Solution, SolutionRow), Team.key.label("team"), Challenge.key.label("challenge"))
        .join(Team, Solution.team_id == Team.id)
        .join(Challenge, Solution.challenge_id == Challenge.id)
        .where(Solution.call_id == call.id)
    )
    return tuple(SolutionRow(**row) for row in _rows(statement))


def versions(call: Call) -> tuple[VersionRow, ...]:
    statement = (
        select(*_columns(SolutionVersion, VersionRow), Solution.key.label("solution"))
        .join(Solution, SolutionVersion.solution_id == Solution.id)
        .where(Solution.call_id == call.id)
    )
    return tuple(VersionRow(**row) for row in _rows(statement))


def prototypes(call: Call) -> tuple[PrototypeRow, ...]:
    return tuple(PrototypeRow(**row) for row in _rows(_of_versions(call, Prototype, PrototypeRow)))


def files(call: Call) -> tuple[FileRow, ...]:
    return tuple(FileRow(**row) for row in _rows(_of_versions(call, SolutionFile, FileRow)))


def criteria(call: Call) -> tuple[CriterionRow, ...]:
    statement = (
        select(*_columns(Criterion, CriterionRow), Round.number.label("round"))
        .join(Round, Criterion.round_id == Round.id)
        .where(Round.call_id == call.id)
    )
    return tuple(CriterionRow(**row) for row in _rows(statement))


def jurors(call: Call) -> tuple[JurorRow, ...]:
    statement = select(*_columns(Juror, JurorRow)).where(Juror.call_id == call.id)
    return tuple(JurorRow(**row) for row in _rows(statement))


def reviews(call: Call, rounds: Iterable[RoundSettings], rubric: Iterable[CriterionRow]) -> Iterator[ReviewRow]:
    """Every sheet with the total that follows from it by the settings of its round."""
    rubric = list(rubric)
    with_criteria = {row.round for row in rubric}
    scorings = {given.number: scoring_of(given, rubric) for given in rounds if given.number in with_criteria}
    points, places = _points(call), _own_places(call)
    statement = (
        select(
            Review.id,
            Review.submitted_at,
            Round.number.label("round"),
            Juror.key.label("juror"),
            Solution.key.label("solution"),
            Solution.id.label("solution_id"),
        )
        .join(Round, Review.round_id == Round.id)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, Review.solution_id == Solution.id)
        .where(Round.call_id == call.id)
    )
    for row in _rows(statement):
        place = places.get((row["round"], row["juror"], row.pop("solution_id")))
        review = ReviewRow(points=points.get(row.pop("id"), {}), own_place=place, **row)
        total = sheet_total(sheet_of(review), scorings[review.round]) if review.round in scorings else None
        yield review.model_copy(update={"total": total})


def _own_places(call: Call) -> dict[tuple[int, str, int], int]:
    """By round (number), juror (key) and solution (id)."""
    statement = select(Round.number, Juror.key, OwnOrder.solutions).select_from(OwnOrder)
    statement = statement.join(Round, OwnOrder.round_id == Round.id).join(Juror, OwnOrder.juror_id == Juror.id)
    found = db.session.execute(statement.where(Round.call_id == call.id))
    return {(number, key, id_): place for number, key, order in found for place, id_ in enumerate(order, 1)}


def results(call: Call) -> tuple[ResultRow, ...]:
    statement = (
        select(
            *_columns(PublishedPlace, ResultRow),
            Publication.round_number.label("round"),
            Publication.number.label("publication"),
            Solution.key.label("solution"),
        )
        .join(Publication, PublishedPlace.publication_id == Publication.id)
        .join(Solution, PublishedPlace.solution_id == Solution.id)
        .where(Publication.call_id == call.id)
    )
    return tuple(ResultRow(**row) for row in _rows(statement))


def _points(call: Call) -> dict[int, dict[str, Decimal]]:
    statement = (
        select(Score.review_id, Criterion.key, Score.value)
        .join(Criterion, Score.criterion_id == Criterion.id)
        .join(Round, Criterion.round_id == Round.id)
        .where(Round.call_id == call.id)
    )
    points: dict[int, dict[str, Decimal]] = {}
    for review, criterion, value in db.session.execute(statement):
        points.setdefault(review, {})[criterion] = value
    return points


def _of_versions(call: Call, model: type[Prototype] | type[SolutionFile], row: Any) -> Executable:
    return (
        select(
            *_columns(model, row),
            Solution.key.label("solution"),
            SolutionVersion.number.label("version"),
        )
        .join(SolutionVersion, model.version_id == SolutionVersion.id)
        .join(Solution, SolutionVersion.solution_id == Solution.id)
        .where(Solution.call_id == call.id)
    )


def _columns(model: type[Model], row: Any) -> list[Any]:
    """The columns that a table and a row of a package call by the same name."""
    own = model.__table__.columns
    return [getattr(model, name) for name in row.model_fields if name in own]


def _rows(statement: Executable) -> Iterator[dict[str, Any]]:
    """Longer texts as they were written, not as they were rendered."""
    for found in db.session.execute(statement).mappings():
        row = dict(found)
        for name in PROSE & set(row):
            if any(isinstance(text, dict) for text in row[name].values()):
                row[name] = sources(row[name])
        yield row
