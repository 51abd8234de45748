"""The rows of a package as rows of the database. Part of the actions; many rows go in with one statement."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from challenge_hub.call_packages.rules.cells import Strict
from challenge_hub.call_packages.rules.orders import orders_in
from challenge_hub.call_packages.rules.package import Package
from challenge_hub.call_packages.rules.rows import ReviewRow
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.challenges.models import Challenge, ChallengeTheme
from challenge_hub.infrastructure.db import Model, Prose, db
from challenge_hub.infrastructure.text import fold, render, searchable
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.judging.ordered import OwnOrder
from challenge_hub.organisations.models import Organisation
from challenge_hub.solutions.models import Prototype, Solution, SolutionFile, SolutionVersion
from challenge_hub.teams.models import Team

Progress = Callable[[str, int, int], object]
Ids = Mapping[Any, int]
CHUNK = 500


def insert_call(package: Package, progress: Progress) -> Call:
    """Everything but the publications."""
    organisations = _organisations(package, progress)
    call = _call(package, organisations)
    themes = _insert(Theme, package.themes, progress, call_id=call.id)
    challenges = _challenges(package, call, organisations, progress)
    _sheet_themes(package, challenges, themes)
    teams = _insert(
        Team,
        package.teams,
        progress,
        call_id=call.id,
        organisation_id=lambda row: organisations[row.organisation] if row.organisation else None,
    )
    newest = {version.solution: version.number for version in sorted(package.versions, key=lambda v: v.number)}
    solutions = _insert(
        Solution,
        package.solutions,
        progress,
        call_id=call.id,
        team_id=lambda row: teams[row.team],
        challenge_id=lambda row: challenges[row.challenge],
        newest=lambda row: newest[row.key],
    )
    _insert_versions(package, solutions, progress)
    _insert_judging(package, call, solutions, progress)
    return call


def _organisations(package: Package, progress: Progress) -> Ids:
    """Those that are here already keep their rows; the action has made sure that the facts are the same."""
    slugs = [row.slug for row in package.organisations]
    known = {row.slug: row.id for row in db.session.execute(_known_organisations(slugs))}
    new = [row for row in package.organisations if row.slug not in known]
    confirmed_at = package.manifest.call.opens_at
    return {**known, **_insert(Organisation, new, progress, by=lambda row: row.slug, confirmed_at=confirmed_at)}


def _known_organisations(slugs: Sequence[str]) -> Any:
    return select(Organisation.slug, Organisation.id).where(Organisation.slug.in_(slugs))


def _call(package: Package, organisations: Ids) -> Call:
    facts = package.manifest.call
    call = Call(
        **_values(Call, facts),
        package_id=package.id,
        search_text=_searchable(facts, "title", "summary", "description", "place"),
        published_at=facts.opens_at,
        solutions_public_at=facts.opens_at,
    )
    db.session.add(call)
    db.session.flush()
    rows = [
        {
            "call_id": call.id,
            "organisation_id": organisations[organiser.organisation],
            "role": organiser.role,
            "position": position,
        }
        for position, organiser in enumerate(package.manifest.organisers, start=1)
    ]
    if rows:
        db.session.execute(insert(CallOrganiser), rows)
    return call


def _challenges(package: Package, call: Call, organisations: Ids, progress: Progress) -> Ids:
    return _insert(
        Challenge,
        package.challenges,
        progress,
        call_id=call.id,
        organisation_id=lambda row: organisations[row.posed_by],
        search_text=lambda row: _searchable(row, "title", "question", "description"),
        published_at=call.published_at,
    )


def _sheet_themes(package: Package, challenges: Ids, themes: Ids) -> None:
    pairs = [
        {"challenge_id": challenges[row.key], "theme_id": themes[theme]}
        for row in package.challenges
        for theme in row.themes
    ]
    if pairs:
        db.session.execute(insert(ChallengeTheme), pairs)


def _insert_versions(package: Package, solutions: Ids, progress: Progress) -> None:
    names = {team.key: team.name for team in package.teams}
    team_of = {row.key: names[row.team] for row in package.solutions}
    versions = _insert(
        SolutionVersion,
        package.versions,
        progress,
        by=lambda row: (row.solution, row.number),
        solution_id=lambda row: solutions[row.solution],
        search_text=lambda row: f"{_searchable(row, 'title', 'pitch', 'description')} {fold(team_of[row.solution])}",
    )
    for model, rows in ((Prototype, package.prototypes), (SolutionFile, package.files)):
        _insert(model, rows, progress, by=None, version_id=lambda row: versions[row.solution, row.version])


def _insert_judging(package: Package, call: Call, solutions: Ids, progress: Progress) -> None:
    rounds = _insert(Round, package.manifest.rounds, progress, by=lambda row: row.number, call_id=call.id)
    criteria = _insert(
        Criterion,
        package.criteria,
        progress,
        by=lambda row: (row.round, row.key),
        round_id=lambda row: rounds[row.round],
    )
    jurors = _insert(Juror, package.jurors, progress, call_id=call.id)
    reviews = _insert(
        Review,
        package.reviews,
        progress,
        by=_sheet,
        round_id=lambda row: rounds[row.round],
        juror_id=lambda row: jurors[row.juror],
        solution_id=lambda row: solutions[row.solution],
        is_done=True,
    )
    scores = [
        {"review_id": reviews[_sheet(row)], "criterion_id": criteria[row.round, key], "value": value}
        for row in package.reviews
        for key, value in row.points.items()
    ]
    _insert_chunks(Score, scores, dict, progress)
    _insert_orders(package, call, rounds, jurors, solutions, progress)


def _sheet(row: ReviewRow) -> tuple[int, str, str]:
    return row.round, row.juror, row.solution


def _insert_orders(package: Package, call: Call, rounds: Ids, jurors: Ids, solutions: Ids, progress: Progress) -> None:
    orders = [
        {
            "round_id": rounds[number],
            "juror_id": jurors[juror],
            "solutions": [solutions[row.solution] for row in rows],
            "saved_at": call.ends_at,
        }
        for (number, juror), rows in orders_in(package.reviews).items()
    ]
    _insert_chunks(OwnOrder, orders, dict, progress)


def _insert(
    model: type[Model],
    rows: Sequence[Strict],
    progress: Progress,
    *,
    by: Callable[[Any], Any] | None = lambda row: row.key,
    **more: Any,
) -> Ids:
    """Insert rows with what they and a table call by the same name, and more: values, or functions of a row. Returns
    the new ids by what `by` says of a row; none where `by` is None.
    """

    def values_of(row: Strict) -> dict[str, Any]:
        given = {name: fact(row) if callable(fact) else fact for name, fact in more.items()}
        return {**_values(model, row), **given}

    ids = _insert_chunks(model, rows, values_of, progress, returning=by is not None)
    return {by(row): id_ for row, id_ in zip(rows, ids, strict=True)} if by else {}


def _values(model: type[Model], row: Strict) -> dict[str, Any]:
    columns = model.__table__.columns
    values = {name: getattr(row, name) for name in type(row).model_fields if name in columns}
    return {name: render(value) if isinstance(columns[name].type, Prose) else value for name, value in values.items()}


def _searchable(row: Strict, *names: str) -> str:
    return searchable(*(getattr(row, name) for name in names))


def _insert_chunks(
    model: type[Model],
    rows: Sequence[Any],
    values_of: Callable[[Any], Mapping[str, Any]],
    progress: Progress,
    *,
    returning: bool = False,
) -> list[int]:
    """Make the values of a chunk just before it goes in: rendering long texts is what takes time, so that progress
    shows it.
    """
    ids: list[int] = []
    table: Any = model.__table__
    for start in range(0, len(rows), CHUNK):
        chunk = [values_of(row) for row in rows[start : start + CHUNK]]
        statement = insert(model)
        if returning:
            found = db.session.scalars(statement.returning(table.c.id, sort_by_parameter_order=True), chunk)
            ids += found.all()
        else:
            db.session.execute(statement, chunk)
        progress(str(table.name), start + len(chunk), len(rows))
    return ids
