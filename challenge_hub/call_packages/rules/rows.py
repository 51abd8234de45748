"""A row of each table, column by column, and what makes a row the only one of its kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar, get_args

from challenge_hub.call_packages.rules.cells import (
    Address,
    Count,
    Figure,
    JurorKey,
    Label,
    Language,
    Moment,
    Name,
    Number,
    Pages,
    RequiredTitles,
    Sentences,
    Short,
    Slug,
    Slugs,
    Strict,
    Total,
    YesNo,
    matching,
)
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.organisations.rules import Kind
from challenge_hub.solutions.rules import Maturity, MediaType, PrototypeKind

LANGUAGES: tuple[str, ...] = get_args(Language)
RowT = TypeVar("RowT", bound=Strict)
Key = tuple[Any, ...]


class OrganisationRow(Strict):
    slug: Slug
    kind: Kind
    name: Name
    country: Annotated[str, matching("[A-Z]{2}", "a country code such as DE")]
    state: Annotated[Name, matching(".{1,100}", "at most 100 characters long")] | None = None
    official_key: Annotated[str, matching("[0-9]{2,12}", "an official key of 2 to 12 digits")] | None = None
    website: Address | None = None
    summary: Sentences = {}


class ThemeRow(Strict):
    key: Slug
    position: Number
    name: RequiredTitles


class ChallengeRow(Strict):
    key: Slug
    position: Number
    posed_by: Slug
    themes: Slugs = ()
    title: RequiredTitles
    question: Sentences = {}
    description: Pages = {}
    source_url: Address | None = None


class TeamRow(Strict):
    key: Slug
    name: Name
    organisation: Slug | None = None


class SolutionRow(Strict):
    key: Slug
    team: Slug
    challenge: Slug
    track: Label | None = None


class VersionRow(Strict):
    solution: Slug
    number: Number
    submitted_at: Moment | None = None
    title: RequiredTitles
    pitch: Sentences = {}
    description: Pages = {}


class PrototypeRow(Strict):
    solution: Slug
    version: Number
    position: Number
    kind: PrototypeKind
    url: Address | None = None
    host: Name | None = None
    withheld: YesNo
    licence: Short | None = None
    licence_file: YesNo | None = None
    maturity: Maturity | None = None


class FileRow(Strict):
    solution: Slug
    version: Number
    position: Number
    sha256: Annotated[str, matching("[0-9a-f]{64}", "a SHA-256 hash of 64 small hexadecimal digits")]
    name: Name
    media_type: MediaType
    alt: Sentences = {}


class CriterionRow(Strict):
    round: Number
    key: Slug
    position: Number
    weight: Figure
    name: RequiredTitles
    description: Sentences = {}


class JurorRow(Strict):
    key: JurorKey
    label: Name | None = None
    role: JurorRole


class ReviewRow(Strict):
    """One sheet. A blank is a criterion that is not in `points`; a sheet that does not count has no total."""

    round: Number
    juror: JurorKey
    solution: Slug
    submitted_at: Moment | None = None
    total: Total | None = None
    own_place: Number | None = None
    points: dict[Slug, Figure] = {}


class ResultRow(Strict):
    """What a publication says of one solution; without a review that counts there is no place."""

    round: Number
    publication: Number
    solution: Slug
    place: Number | None = None
    total: Total | None = None
    mean: Total | None = None
    mean_place: Number | None = None
    reviews: Count


@dataclass(frozen=True)
class Table(Generic[RowT]):
    """`key` names the fields that together occur once; `unique` names others that do; rows stand in `order`."""

    file: str
    row: type[RowT]
    key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    order: Callable[[Any], Any] | None = None

    @property
    def name(self) -> str:
        return self.file.removesuffix(".csv")

    def key_of(self, row: Strict) -> Key:
        return tuple(getattr(row, field) for field in self.key)

    def sorted(self, rows: Sequence[RowT]) -> tuple[RowT, ...]:
        return tuple(sorted(rows, key=self.order or self.key_of))


def is_text(row: type[Strict], field: str) -> bool:
    """Whether a field holds one text in several languages, and so has a column for each."""
    return get_args(row.model_fields[field].annotation)[:1] == (Language,)


ORGANISATIONS = Table("organisations.csv", OrganisationRow, ("slug",), (("official_key",),))
THEMES = Table("themes.csv", ThemeRow, ("key",), (("position",),), lambda row: row.position)
CHALLENGES = Table("challenges.csv", ChallengeRow, ("key",), (("position",),), lambda row: row.position)
TEAMS = Table("teams.csv", TeamRow, ("key",))
SOLUTIONS = Table("solutions.csv", SolutionRow, ("key",))
VERSIONS = Table("versions.csv", VersionRow, ("solution", "number"))
PROTOTYPES = Table("prototypes.csv", PrototypeRow, ("solution", "version", "position"))
FILES = Table("files.csv", FileRow, ("solution", "version", "position"))
CRITERIA = Table(
    "criteria.csv",
    CriterionRow,
    ("round", "key"),
    (("round", "position"),),
    lambda row: (row.round, row.position),
)
JURORS = Table("jurors.csv", JurorRow, ("key",))
REVIEWS = Table(
    "reviews.csv",
    ReviewRow,
    ("round", "juror", "solution"),
    order=lambda row: (row.round, row.solution, row.juror),
)
RESULTS = Table(
    "results.csv",
    ResultRow,
    ("round", "publication", "solution"),
    order=lambda row: (row.round, row.publication, row.place is None, row.place or 0, row.solution),
)

TABLES: tuple[Table[Any], ...] = (
    ORGANISATIONS, THEMES, CHALLENGES, TEAMS, SOLUTIONS, VERSIONS,
    PROTOTYPES, FILES, CRITERIA, JURORS, REVIEWS, RESULTS,
)  # fmt: skip
