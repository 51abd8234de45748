"""Publishing freezes what the rules compute, and the real event comes out figure by figure."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import scoped_session, selectinload

from challenge_hub.access import OPERATOR, VISITOR, Refused
from challenge_hub.call_packages.actions import import_package
from challenge_hub.call_packages.queries import EXAMPLES, read_package
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.storage import Storage
from challenge_hub.judging.models import Juror
from challenge_hub.results.actions import publish
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.solutions.models import Solution
from tests import factories as make

NOW = datetime(2027, 6, 1, tzinfo=UTC)

KEYS = {"canOfSpam": "can-of-spam", "llmgov": "llm-gov"}
"""Names of the event that the package made readable (docs/examples/civic-hack-dc-2025.md)."""


@pytest.fixture
def event(session: scoped_session[Any], tmp_path: Path) -> Call:
    package = read_package(EXAMPLES / "civic-hack-dc-2025")
    return import_package(package, by=OPERATOR, now=NOW, storage=Storage(tmp_path)).call


def places_of(session: scoped_session[Any], call: Call) -> dict[str, PublishedPlace]:
    statement = (
        select(Solution.key, PublishedPlace)
        .join(Solution, PublishedPlace.solution_id == Solution.id)
        .where(Solution.call_id == call.id)
    )
    return {row.key: row.PublishedPlace for row in session.execute(statement)}


def key_of(name: str) -> str:
    return KEYS.get(name, name)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_66_sheets_of_the_event_have_their_published_total(
    session: scoped_session[Any], event: Call, shared_data: Path
) -> None:
    given = sorted(
        (key_of(row["project"]), Decimal(row["published_weighted"]))
        for row in rows_of(shared_data / "scores" / "hackdc2025-scores.csv")
    )

    ours = [
        (key, Decimal(sheet["total"])) for key, place in places_of(session, event).items() for sheet in place.sheets
    ]

    assert sorted(ours) == given
    assert len(ours) == 66


def test_all_13_solutions_of_the_event_have_their_published_total(
    session: scoped_session[Any], event: Call, shared_data: Path
) -> None:
    given = {
        key_of(row["project"]): Decimal(row["published_total"])
        for row in rows_of(shared_data / "scores" / "hackdc2025-published-totals.csv")
    }

    assert {key: place.total for key, place in places_of(session, event).items()} == given
    assert len(given) == 13


def test_the_median_and_the_mean_put_different_solutions_first(session: scoped_session[Any], event: Call) -> None:
    places = places_of(session, event)

    assert [key for key, place in places.items() if place.place == 1] == ["llm-gov"]
    assert [key for key, place in places.items() if place.mean_place == 1] == ["mirrulations-cli"]


def test_jurors_bear_drawn_numbers_and_no_names(session: scoped_session[Any], event: Call) -> None:
    numbers = {sheet["juror"] for place in places_of(session, event).values() for sheet in place.sheets}

    assert numbers == set(range(1, 9))


def a_judged_round(jurors: int, *, sheets_public: bool = True) -> tuple[Round, Sequence[Juror]]:
    call = make.a_call()
    challenge = make.a_challenge(call)
    judging_round = make.a_round(call, sheets_public=sheets_public)
    solution = make.a_solution(challenge, key="judged")
    make.a_solution(challenge, key="not-judged")
    seats = [make.a_juror(call) for _ in range(jurors)]
    for seat in seats:
        make.a_review(judging_round, seat, solution, {"impact": "3"})
    return judging_round, seats


def published(session: scoped_session[Any], judging_round: Round, **facts: Any) -> Publication:
    loaded = session.scalars(
        select(Round)
        .where(Round.id == judging_round.id)
        .options(selectinload(Round.criteria))
        .execution_options(populate_existing=True)
    ).one()
    values = {"number": 1, "seed": 1, "reason": None, "published_at": NOW, "by": OPERATOR, "now": NOW}
    return publish(loaded, **{**values, **facts})


def shown_sheets(session: scoped_session[Any], publication: Publication) -> int:
    places = session.scalars(select(PublishedPlace).where(PublishedPlace.publication_id == publication.id))
    return sum(len(place.sheets) for place in places)


@pytest.mark.parametrize(("jurors", "announced", "shown"), [(5, True, 5), (4, True, 0), (5, False, 0)])
def test_sheets_appear_only_if_announced_and_from_five_jurors_on(
    jurors: int, announced: bool, shown: int, session: scoped_session[Any]
) -> None:
    judging_round, _ = a_judged_round(jurors, sheets_public=announced)

    publication = published(session, judging_round)

    assert shown_sheets(session, publication) == shown


def test_a_solution_without_a_review_has_no_place_and_is_not_last(session: scoped_session[Any]) -> None:
    judging_round, _ = a_judged_round(2)

    published(session, judging_round)

    places = places_of(session, session.get_one(Call, judging_round.call_id))
    assert [(places[key].place, places[key].reviews) for key in ("judged", "not-judged")] == [(1, 2), (None, 0)]


def test_a_round_without_reviews_cannot_be_published(session: scoped_session[Any]) -> None:
    with pytest.raises(Refused, match="nothing-reviewed"):
        published(session, make.a_round(make.a_call()))


def test_a_correction_needs_a_reason_and_the_next_number(session: scoped_session[Any]) -> None:
    judging_round, _ = a_judged_round(5)
    published(session, judging_round)

    with pytest.raises(Refused, match="correction-needs-reason"):
        published(session, judging_round, number=2)
    with pytest.raises(Refused, match="number-out-of-turn"):
        published(session, judging_round, number=3, reason="A slip")
    assert published(session, judging_round, number=2, reason="A slip").number == 2


def test_only_the_operator_publishes(session: scoped_session[Any]) -> None:
    judging_round, _ = a_judged_round(5)

    with pytest.raises(Refused, match="not-operator"):
        published(session, judging_round, by=VISITOR)
