"""call.json: the call itself, who organises it, how each round of judging counts, and what was published."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from challenge_hub.call_packages.rules.cells import (
    LARGEST_SEED,
    Address,
    Figure,
    Language,
    Moment,
    Name,
    Pages,
    Reason,
    RequiredTitles,
    Sentences,
    Short,
    Slug,
    Strict,
    Titles,
    Zone,
)
from challenge_hub.calls.rules.phases import Format, OrganiserRole
from challenge_hub.calls.rules.scoring import Blank, Method, Order, TieRule, Weighting

FORMAT = "challenge-hub-call-package"
FORMAT_VERSION = 1

Seed = Annotated[StrictInt, Field(ge=0, le=LARGEST_SEED)]
Positive = Annotated[StrictInt, Field(ge=1, le=1_000_000)]
Places = Annotated[StrictInt, Field(ge=0, le=6)]


class CallFacts(Strict):
    """Every text of a package is given at least in `language`, the one that counts."""

    slug: Slug
    format: Format
    language: Language
    title: RequiredTitles
    summary: Sentences = {}
    description: Pages = {}
    place: Name | None = None
    participants: Annotated[StrictInt, Field(ge=0, le=10_000_000)] | None = None
    time_zone: Zone
    whole_days: StrictBool
    opens_at: Moment
    closes_at: Moment
    ends_at: Moment
    source_url: Address | None = None
    source_licence: Short | None = None
    source_credit: Sentences = {}


class Organiser(Strict):
    organisation: Slug
    role: OrganiserRole


class RoundSettings(Strict):
    """How a round counts; `named_method` is what the call's rules had named, where that was another method."""

    number: Positive
    title: Titles = {}
    method: Method
    order: Order
    weighting: Weighting
    scale_min: Figure
    scale_max: Figure
    blank: Blank
    sheet_places: Places | None = None
    criterion_places: Places | None = None
    total_places: Places | None = None
    tie_rules: Annotated[tuple[TieRule, ...], Field(max_length=10)]
    tie_criterion: Slug | None = None
    seed: Seed
    sheets_public: StrictBool
    named_method: Method | None = None
    note: Pages = {}


class PublicationFacts(Strict):
    """`number` counts the publications of one round; every one after the first says why there is another."""

    number: Positive
    round: Positive
    published_at: Moment
    reason: Reason | None = None
    seed: Seed


class Manifest(Strict):
    """The lists are in the order of the package: organisers as the call names them, the others by number."""

    format: Literal["challenge-hub-call-package"]
    format_version: Literal[1]
    id: Slug
    call: CallFacts
    organisers: tuple[Organiser, ...] = ()
    rounds: tuple[RoundSettings, ...] = ()
    publications: tuple[PublicationFacts, ...] = ()
