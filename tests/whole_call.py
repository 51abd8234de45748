"""A call with at least one row in every table."""

from datetime import UTC, datetime
from decimal import Decimal

from challenge_hub.access import VISITOR
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import render
from challenge_hub.pages.actions import report_barrier
from challenge_hub.results.models import Publication, PublishedPlace
from challenge_hub.solutions.models import SolutionFile, SolutionVersion
from tests import factories as make

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def fill_every_table() -> None:
    """One round of one call, from the organisation to the published place, and a barrier report with its trail line."""
    call = make.a_call()
    challenge = make.a_challenge(call)
    make.put_into(make.a_theme(call), challenge)
    solution = make.a_solution(challenge)
    version = db.session.query(SolutionVersion).filter_by(solution_id=solution.id).one()
    make.a_prototype(version)
    db.session.add(
        SolutionFile(
            version_id=version.id, position=1, sha256="0" * 64, name="a.png", media_type="image/png", alt={"en": "A"}
        )
    )
    judging_round = make.a_round(call)
    make.a_review(judging_round, make.a_juror(call), solution, {"impact": "4.25"})
    publication = Publication(
        call_id=call.id,
        round_number=1,
        number=1,
        published_at=NOON,
        seed=1,
        review_count=1,
        program_version="0",
        settings={"method": "median"},
        settings_hash="0" * 64,
        criteria=[],
        note=render({"en": "A note."}),
        draws=[],
    )
    db.session.add(publication)
    db.session.flush()
    db.session.add(
        PublishedPlace(
            publication_id=publication.id,
            solution_id=solution.id,
            place=1,
            shared=False,
            reviews=1,
            total=Decimal("4.25"),
            mean=Decimal("4.25"),
            mean_place=1,
            low=Decimal("4.25"),
            high=Decimal("4.25"),
            criterion_means={},
            sheets=[],
        )
    )
    report_barrier("I cannot read this.", page=None, mail=None, language="en", by=VISITOR, now=NOON)
