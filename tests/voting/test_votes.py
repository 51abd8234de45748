"""A vote from its preparation to its end, through its actions."""

from typing import Any

import pytest
from sqlalchemy.orm import scoped_session
from werkzeug.exceptions import NotFound

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.models import Conflict, Solution
from challenge_hub.voting.actions import running
from challenge_hub.voting.models import Ballot, BallotBatch, Vote
from challenge_hub.voting.queries.ballots import offered_on, paper_of
from challenge_hub.voting.queries.counted import counted, turnout
from challenge_hub.voting.queries.rooms import batches_of, extensions_of, standing_in
from tests import factories as make
from tests.cast import SPRING, World, actor
from tests.voting.votes import (
    END,
    MINUTE,
    a_hall,
    an_open_vote,
    at,
    choose,
    counts,
    opened,
    paper,
    prepared,
    prize_of,
    solutions_of,
    with_ballots,
)


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_hall()


def by(world: World) -> Any:
    return {"by": actor(world["organiser"]), "now": SPRING + MINUTE}


def result(world: World) -> Any:
    return counted(at(world).vote, END)


def test_what_was_chosen_is_counted_and_read_after_the_end(world: World) -> None:
    first, second, third = solutions_of(world)
    one, two, three, _ = an_open_vote(world, 4)

    choose(one, second)
    choose(two, second)
    choose(three, third)

    assert counted(at(world).vote, END - MINUTE) is None
    found = result(world)
    assert found.votes == {first: 0, second: 2, third: 1}
    assert (found.made, found.cast, found.leaders, found.ended_at) == (4, 3, {second}, END)


def test_a_ballot_may_choose_several_and_is_one_ballot_still(world: World) -> None:
    first, second, third = solutions_of(world)
    one, two = an_open_vote(world, 2, most=2)

    choose(one, first, second)
    choose(two, second)

    with pytest.raises(Refused, match="ballot-used"):
        choose(two, third)
    assert (result(world).votes, result(world).cast) == ({first: 1, second: 2, third: 0}, 2)


def test_a_ballot_counts_once_and_only_while_the_vote_runs(world: World) -> None:
    solution = solutions_of(world)[0]
    one, two = an_open_vote(world, 2)
    choose(one, solution)

    with pytest.raises(Refused, match="ballot-used"):
        choose(one, solution)
    with pytest.raises(Refused, match="vote-not-open"):
        choose(two, solution, now=SPRING - MINUTE)
    with pytest.raises(Refused, match="vote-is-over"):
        choose(two, solution, now=END)
    assert counts(world) == [1, 0, 0]


def test_what_stands_is_put_down_when_the_vote_is_opened(world: World) -> None:
    prepared(world)
    before = [one.id for one in standing_in(at(world))]
    opened(world)
    make.a_solution(world.challenge)

    assert before == [one.id for one in standing_in(at(world))] == solutions_of(world)[:3]


def test_a_prize_of_a_theme_is_voted_upon_among_the_solutions_of_that_theme(world: World) -> None:
    other = make.a_challenge(world.call)
    theme = make.a_theme(world.call)
    make.put_into(theme, other)
    within = [make.a_solution(other).id, make.a_solution(other).id]
    prize_of(world).theme_id = theme.id
    prepared(world)

    assert [one.id for one in standing_in(at(world))] == within


def test_what_is_withdrawn_meanwhile_is_offered_no_more_and_leads_no_more(world: World) -> None:
    first, second, _ = solutions_of(world)
    one, two = an_open_vote(world, 2)
    choose(one, first)
    db.session.get_one(Solution, first).withdrawn_at = SPRING
    db.session.flush()

    assert first not in {found.id for found in offered_on(paper(two))}
    with pytest.raises(Refused, match="not-on-ballot"):
        choose(two, first)
    choose(two, second)
    assert (result(world).votes[first], result(world).leaders) == (1, {second})


def test_a_text_hidden_after_a_report_is_hidden_on_the_ballot(world: World) -> None:
    first = solutions_of(world)[0]
    (code,) = an_open_vote(world, 1)
    db.session.get_one(Solution, first).hidden_at = SPRING
    db.session.flush()

    (hidden,) = [one for one in offered_on(paper(code)) if one.id == first]
    assert hidden.pitch == {}
    assert "Solution" not in hidden.title["en"]


def test_revoked_ballots_work_no_more_and_what_was_cast_stays(world: World) -> None:
    first = solutions_of(world)[0]
    one, two = an_open_vote(world, 2)
    choose(one, first)

    running.revoke_ballots(at(world), batches_of(at(world).vote)[0].row, reason="A sheet was lost.", **by(world))

    with pytest.raises(Refused, match="ballot-revoked"):
        choose(two, first)
    assert counts(world) == [1, 0, 0]
    assert turnout(at(world).vote) == (1, 1)


def test_the_end_is_put_off_with_a_reason_that_stands_with_the_vote(world: World) -> None:
    (code,) = an_open_vote(world, 1)

    running.extend_vote(at(world), ends_at=END + 5 * MINUTE, reason="A queue at the door.", **by(world))

    (kept,) = extensions_of(at(world).vote)
    assert (kept.ended_at, kept.ends_at, kept.reason) == (END, END + 5 * MINUTE, "A queue at the door.")
    choose(code, solutions_of(world)[0], now=END + MINUTE)
    assert counts(world) == [1, 0, 0]


def test_a_vote_is_closed_by_hand_before_its_end(world: World) -> None:
    one, two = an_open_vote(world, 2)
    choose(one, solutions_of(world)[0])

    running.close_vote(at(world, SPRING + MINUTE), **by(world))

    with pytest.raises(Refused, match="vote-is-over"):
        choose(two, solutions_of(world)[0])
    assert result(world).ended_at == SPRING + MINUTE


def test_a_vote_called_off_has_no_counts_and_makes_room_for_another(world: World) -> None:
    (code,) = an_open_vote(world, 1)
    choose(code, solutions_of(world)[0])
    with pytest.raises(Refused, match="vote-is-there"):
        prepared(world)

    running.cancel_vote(at(world, SPRING + MINUTE), reason="Opened too early.", **by(world))

    assert counts(world) == [0, 0, 0]
    assert result(world) is None
    assert prepared(world).number == 2


def test_a_vote_never_opened_is_discarded_with_its_ballots(world: World) -> None:
    prepared(world)
    (code,) = with_ballots(world, 1)

    running.discard_vote(at(world), **by(world))

    assert [db.session.query(table).count() for table in (Vote, BallotBatch, Ballot)] == [0, 0, 0]
    assert paper_of(code) is None


def test_ties_are_shown_as_ties(world: World) -> None:
    first, second, _ = solutions_of(world)
    one, two = an_open_vote(world, 2)
    choose(one, first)
    choose(two, second)

    assert result(world).leaders == {first, second}


def test_an_anonymised_round_is_not_voted_upon_before_names_are_revealed(world: World) -> None:
    world.round.is_anonymous = True
    db.session.flush()
    prepared(world)

    assert standing_in(at(world)) == []
    with pytest.raises(Refused, match="vote-hides-names"):
        opened(world)


def test_whoever_has_a_conflict_leaves_the_vote_to_others(world: World) -> None:
    prepared(world)
    facts = {"kind": "family", "declared_at": SPRING, "solution_id": world.solution.id}
    db.session.add(Conflict(person_id=world["organiser"].id, **facts))
    db.session.flush()

    with pytest.raises(Refused, match="vote-in-conflict"):
        with_ballots(world, 1)
    assert at(world).in_conflict
    assert not at(world, role="chair").in_conflict


@pytest.mark.parametrize("decider", ["jury", "municipality", "continuation", None])
def test_a_prize_others_decide_about_is_not_voted_upon(world: World, decider: str | None) -> None:
    prize_of(world).decider = decider
    db.session.flush()

    with pytest.raises(Refused, match="vote-not-asked-for"):
        prepared(world)


def test_a_prize_that_is_voted_upon_stays_in_the_call(world: World, session: scoped_session[Any]) -> None:
    prepared(world)

    keys = {key.column.table.name: key.ondelete for key in Vote.__table__.foreign_keys}
    assert keys == {"call": "CASCADE", "prize": None}
    assert session.query(Prize).count() == 1


@pytest.mark.parametrize("role", ["stranger", "member", "lead", "officer", "juror", "operator"])
def test_for_everybody_else_there_is_no_vote(world: World, role: str) -> None:
    prepared(world)

    with pytest.raises(NotFound):
        at(world, role=role)


def test_every_act_stands_in_the_history_and_a_ballot_only_as_one_more(world: World) -> None:
    one, _ = an_open_vote(world, 2)
    choose(one, solutions_of(world)[0])
    running.extend_vote(at(world), ends_at=END + MINUTE, reason="A queue.", **by(world))
    running.close_vote(at(world, SPRING + MINUTE), **by(world))

    lines = db.session.query(TrailLine).filter_by(thing="vote").order_by(TrailLine.id).all()
    assert [line.verb for line in lines] == [
        "prepare-vote", "make-ballots", "open-vote", "cast-ballot", "extend-vote", "close-vote",
    ]  # fmt: skip
    assert [(line.actor, line.facts, line.call_id) for line in lines if line.verb == "cast-ballot"] == [
        ("visitor", {}, None)
    ]
