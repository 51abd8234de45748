"""Reported texts: reported by anybody; decided by the organisers of the call, never by whose text it is."""

from typing import Any

from challenge_hub.infrastructure.db import db
from challenge_hub.moderation.models import TextDecision, TextReport
from challenge_hub.moderation.receipts import receipt_word
from challenge_hub.moderation.rules import TextKind
from tests.cast import SPRING, World

ROWS = """
# method endpoint own/foreign    visitor stranger member lead officer juror chair organiser operator
GET  moderation.report    own     200 *
GET  moderation.report    foreign 200 *
POST moderation.report    own     422 *
POST moderation.report    foreign 422 *
GET  moderation.receipt   own     200 *
GET  moderation.receipt   foreign 200 *
POST moderation.receipt   own     422 *
POST moderation.receipt   foreign 422 *
GET  moderation.index     own     302 200 200 200 200 200 200 200 200
GET  moderation.decide    own     302 404 404 404 404 404 404 200 404
GET  moderation.decide    foreign 302 404 404 404 404 404 404 404 404
POST moderation.decide    own     403 404 404 404 404 404 404 422 404
POST moderation.decide    foreign 403 404 404 404 404 404 404 404 404
GET  moderation.undo      own     302 404 404 404 404 404 404 200 404
GET  moderation.undo      foreign 302 404 404 404 404 404 404 404 404
POST moderation.undo      own     403 404 404 404 404 404 404 422 404
POST moderation.undo      foreign 403 404 404 404 404 404 404 404 404
GET  moderation.file      own     302 404 404 404 404 404 404 404 404
GET  moderation.file      foreign 302 404 404 404 404 404 404 404 404
GET  moderation.why       own     302 404 302 302 404 404 404 404 404
GET  moderation.why       foreign 302 404 404 404 404 404 404 404 404
GET  moderation.statement own     302 404 200 200 404 404 404 404 404
GET  moderation.statement foreign 302 404 404 404 404 404 404 404 404
POST moderation.statement own     403 404 422 422 404 404 404 404 404
POST moderation.statement foreign 403 404 404 404 404 404 404 404 404
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    """The text that can be reported is the challenge; the one that is hidden is the solution."""
    if endpoint == "moderation.index":
        return {}
    if endpoint == "moderation.report":
        return {"kind": TextKind.CHALLENGE.value, "number": world.challenge.id}
    report = _hidden(world)
    if endpoint == "moderation.receipt":
        return {"word": receipt_word(report.id)}
    if endpoint == "moderation.why":
        return {"kind": TextKind.SOLUTION.value, "number": world.solution.id}
    return {"number": report.id} | ({"sha256": "0" * 64} if endpoint == "moderation.file" else {})


def _hidden(world: World) -> TextReport:
    report = TextReport(
        kind="solution", thing_id=world.solution.id, call_id=world.call.id, copy=[], matter="rights",
        explanation="Mine.", language="en", reported_at=SPRING, handling="hidden", decided_at=SPRING,
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    made = TextDecision(
        report_id=report.id, number=1, occasion="report", handling="hidden", facts="It is hers.", ground="law",
        rule="Copyright", decided_at=SPRING, decided_by=world["organiser"].id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return report
