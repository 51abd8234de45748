"""What a package says of sheets and places, held against the product's own arithmetic."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from challenge_hub.access import Decision
from challenge_hub.call_packages.rules.faults import Fault, quoted
from challenge_hub.call_packages.rules.manifest import PublicationFacts, RoundSettings
from challenge_hub.call_packages.rules.orders import faults_in_orders
from challenge_hub.call_packages.rules.package import Package
from challenge_hub.call_packages.rules.refusals import sentence_for
from challenge_hub.call_packages.rules.rows import CRITERIA, RESULTS, REVIEWS, CriterionRow, ResultRow, ReviewRow
from challenge_hub.call_packages.rules.tables import written
from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.rounding import shown
from challenge_hub.calls.rules.scoring import Scoring
from challenge_hub.judging.rules.computing import ranking_alone
from challenge_hub.judging.rules.places import Ranking
from challenge_hub.judging.rules.sheets import Sheet, sheet_total
from challenge_hub.results.rules import may_publish

COMPARED = ("place", "total", "mean", "mean_place", "reviews")


def scoring_of(settings: RoundSettings, criteria: Iterable[CriterionRow]) -> Scoring:
    """The frozen settings of a round of a package. Refuses as `Scoring` does."""
    return Scoring(
        method=settings.method,
        order=settings.order,
        weighting=settings.weighting,
        weights={row.key: row.weight for row in criteria if row.round == settings.number},
        scale_min=settings.scale_min,
        scale_max=settings.scale_max,
        blank=settings.blank,
        sheet_places=settings.sheet_places,
        criterion_places=settings.criterion_places,
        total_places=settings.total_places,
        tie_rules=settings.tie_rules,
        tie_criterion=settings.tie_criterion,
        seed=settings.seed,
    )


def computed(package: Package) -> tuple[Package, list[Fault]]:
    """The package with every total and place the product computes; each that was given otherwise is a fault."""
    faults: list[Fault] = []
    scorings = dict(_scorings(package, faults))
    reviews = tuple(_with_total(package, review, scorings, faults) for review in package.reviews)
    faults += faults_in_orders(package)
    if faults:
        return package, faults
    package = replace(package, reviews=reviews)
    given = defaultdict(list)
    for row in package.results:
        given[row.round, row.publication].append(row)
    rankings = dict(_rankings(package, scorings, faults))
    results: list[ResultRow] = []
    for publication in package.manifest.publications:
        if publication.round in rankings:
            rows = _rows(publication, rankings[publication.round], scorings[publication.round])
            faults += _differences(package, rows, given[publication.round, publication.number])
            results += rows
    return replace(package, results=RESULTS.sorted(results)), faults


def _scorings(package: Package, faults: list[Fault]) -> Iterator[tuple[int, Scoring]]:
    for index, settings in enumerate(package.manifest.rounds):
        try:
            yield settings.number, scoring_of(settings, package.criteria)
        except ScoringRefused as refused:
            rows = (row for row in package.criteria if row.round == settings.number)
            named = [row for row in rows if row.key == refused.facts.get("criterion")]
            sentence = sentence_for(refused)
            if named and refused.reason.startswith("weight"):
                faults.append(package.fault(CRITERIA, named[0], "weight", sentence))
            else:
                faults.append(package.fault_in_manifest(("rounds", index), sentence))


def _with_total(package: Package, review: ReviewRow, scorings: Mapping[int, Scoring], faults: list[Fault]) -> ReviewRow:
    if review.round not in scorings:
        return review
    try:
        total = sheet_total(sheet_of(review), scorings[review.round])
    except ScoringRefused as refused:
        column = f"points.{refused.facts.get('criterion')}"
        faults.append(package.fault(REVIEWS, review, column, sentence_for(refused)))
        return review
    if review.total is not None and review.total != total:
        faults.append(package.fault(REVIEWS, review, "total", _disagreement(package, review.total, total)))
    return review.model_copy(update={"total": total})


def sheet_of(review: ReviewRow) -> Sheet:
    return Sheet(review.juror, review.solution, review.points, review.own_place)


def _rankings(package: Package, scorings: Mapping[int, Scoring], faults: list[Fault]) -> Iterator[tuple[int, Ranking]]:
    """The ranking of every round that has a publication."""
    solutions = [row.key for row in package.solutions]
    published: Counter[int] = Counter()
    in_order = sorted(enumerate(package.manifest.publications), key=lambda entry: (entry[1].round, entry[1].number))
    for index, facts in in_order:
        sheets = [sheet_of(review) for review in package.reviews if review.round == facts.round]
        last, published[facts.round] = published[facts.round], facts.number
        decision = _may_publish(facts, len(sheets), last)
        if not decision:
            faults.append(package.fault_in_manifest(("publications", index), REASONS[str(decision.reason)]))
        elif last == 0:
            try:
                yield facts.round, ranking_alone(sheets, solutions, scorings[facts.round])
            except ScoringRefused as refused:
                faults.append(package.fault_in_manifest(("publications", index), sentence_for(refused)))


REASONS = {
    "nothing-reviewed": "this round has no reviews, so there is nothing to publish",
    "number-out-of-turn": "the publications of a round are numbered 1, 2, 3 in their order",
    "correction-needs-reason": "a publication after the first needs a reason",
}


def _may_publish(facts: PublicationFacts, review_count: int, last_number: int) -> Decision:
    return may_publish(
        is_entitled=True,
        review_count=review_count,
        number=facts.number,
        last_number=last_number,
        reason=facts.reason,
    )


def _rows(publication: PublicationFacts, ranked: Ranking, scoring: Scoring) -> list[ResultRow]:
    numbers = {"round": publication.round, "publication": publication.number}
    standings = [
        ResultRow(
            **numbers,
            solution=standing.solution,
            place=standing.place,
            total=shown(standing.total, scoring.total_places),
            mean=shown(standing.mean, None),
            mean_place=standing.mean_place,
            reviews=standing.reviews,
        )
        for standing in ranked.standings
    ]
    return standings + [ResultRow(**numbers, solution=solution, reviews=0) for solution in ranked.not_reviewed]


def _differences(package: Package, rows: Sequence[ResultRow], given: Sequence[ResultRow]) -> Iterator[Fault]:
    """No rows at all are not given, and filled in; else every solution needs its row."""
    if not given:
        return
    own = {row.solution: row for row in rows}
    for row in given:
        for name in COMPARED:
            ours, theirs = getattr(own[row.solution], name), getattr(row, name)
            if ours != theirs:
                yield package.fault(RESULTS, row, name, _disagreement(package, theirs, ours))
    for missing in sorted(set(own) - {row.solution for row in given}):
        message = f"publication {given[0].publication} of round {given[0].round} lacks the solution {quoted(missing)}"
        yield Fault(RESULTS.file, None, None, message)


def _disagreement(package: Package, given: Decimal | int | None, ours: Decimal | int | None) -> str:
    stated, right = ("blank" if value is None else written(value, package.zone) for value in (given, ours))
    return f"is {stated}, but from the reviews this platform computes {right}"
