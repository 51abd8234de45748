"""Votes: organisers and the chair run them; whoever holds a ballot needs no account."""

from typing import Any

from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.voting.codes import hash_of
from challenge_hub.voting.models import Ballot, BallotBatch, Vote
from tests.cast import SPRING, World

ROWS = """
# method endpoint own/foreign      visitor stranger member lead officer juror chair organiser operator
GET  voting.votes      own         302 404 404 404 404 404 200 200 404
GET  voting.votes      foreign     302 404 404 404 404 404 404 404 404
POST voting.prepare    own         403 404 404 404 404 404 404 404 404
POST voting.prepare    foreign     403 404 404 404 404 404 404 404 404
GET  voting.vote       own         302 404 404 404 404 404 200 200 404
GET  voting.vote       foreign     302 404 404 404 404 404 404 404 404
GET  voting.open_vote  own         302 404 404 404 404 404 200 200 404
GET  voting.open_vote  foreign     302 404 404 404 404 404 404 404 404
POST voting.open_vote  own         403 404 404 404 404 404 422 422 404
POST voting.open_vote  foreign     403 404 404 404 404 404 404 404 404
GET  voting.sheet      own         302 404 404 404 404 404 200 200 404
GET  voting.sheet      foreign     302 404 404 404 404 404 404 404 404
POST voting.sheet      own         403 404 404 404 404 404 422 422 404
POST voting.sheet      foreign     403 404 404 404 404 404 404 404 404
GET  voting.extend     own         302 404 404 404 404 404 200 200 404
GET  voting.extend     foreign     302 404 404 404 404 404 404 404 404
POST voting.extend     own         403 404 404 404 404 404 422 422 404
POST voting.extend     foreign     403 404 404 404 404 404 404 404 404
GET  voting.close      own         302 404 404 404 404 404 200 200 404
GET  voting.close      foreign     302 404 404 404 404 404 404 404 404
POST voting.close      own         403 404 404 404 404 404 403 403 404
POST voting.close      foreign     403 404 404 404 404 404 404 404 404
GET  voting.cancel     own         302 404 404 404 404 404 200 200 404
GET  voting.cancel     foreign     302 404 404 404 404 404 404 404 404
POST voting.cancel     own         403 404 404 404 404 404 422 422 404
POST voting.cancel     foreign     403 404 404 404 404 404 404 404 404
GET  voting.revoke     own         302 404 404 404 404 404 200 200 404
GET  voting.revoke     foreign     302 404 404 404 404 404 404 404 404
POST voting.revoke     own         403 404 404 404 404 404 422 422 404
POST voting.revoke     foreign     403 404 404 404 404 404 404 404 404
POST voting.discard    own         403 404 404 404 404 404 302 302 404
POST voting.discard    foreign     403 404 404 404 404 404 404 404 404
GET  voting.enter      own         200 *
POST voting.enter      own         422 *
GET  voting.ballot     own         200 *
GET  voting.ballot     foreign     200 *
POST voting.ballot     own         403 *
POST voting.ballot     foreign     403 *
"""

CODE = "K7MQX3RTWA"


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    """A vote that is prepared, with one ballot."""
    if endpoint == "voting.enter":
        return {}
    facts = {"kind": "honour", "giver": "Town", "decider": "audience"}
    prize = Prize(call_id=world.call.id, position=1, name={"en": "Hall"}, **facts)
    db.session.add(prize)
    db.session.flush()
    vote = Vote(call_id=world.call.id, prize_id=prize.id, number=1, decider="audience")
    db.session.add(vote)
    db.session.flush()
    batch = BallotBatch(vote_id=vote.id, number=1, size=1, made_at=SPRING)
    db.session.add(batch)
    db.session.flush()
    db.session.add(Ballot(batch_id=batch.id, code_hash=hash_of(CODE)))
    db.session.flush()
    if endpoint == "voting.ballot":
        return {"word": CODE}
    number = {} if endpoint in ("voting.votes", "voting.prepare") else {"number": 1}
    return {"slug": world.call.slug, **number} | ({"batch": 1} if endpoint == "voting.revoke" else {})
