"""The rules of a vote: its states, who may do what when, what a ballot may choose."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenge_hub.voting.codes import drawn_codes
from challenge_hub.voting.rules import (
    LETTERS,
    Opening,
    VoteState,
    VoteTimes,
    in_halves,
    in_own_order,
    leading,
    may_cancel_vote,
    may_cast,
    may_close_vote,
    may_discard_vote,
    may_extend_vote,
    may_make_ballots,
    may_open_vote,
    may_prepare_vote,
    may_read_counts,
    may_revoke_ballots,
    may_use_ballot,
    state_at,
    tidied,
)
from tests.cast import SPRING

HOUR = timedelta(hours=1)
PREPARED, OPENED, RUNNING, OVER, CANCELLED = VoteState


@pytest.mark.parametrize(
    ("times", "state"),
    [
        ((None, None, None, None), PREPARED),
        ((SPRING + HOUR, SPRING + 2 * HOUR, None, None), OPENED),
        ((SPRING, SPRING + HOUR, None, None), RUNNING),
        ((SPRING - HOUR, SPRING, None, None), OVER),
        ((SPRING, SPRING + HOUR, SPRING, None), OVER),
        ((SPRING - HOUR, SPRING, None, SPRING), CANCELLED),
    ],
)
def test_the_state_follows_from_the_times(times: Any, state: VoteState) -> None:
    assert state_at(VoteTimes(*times), SPRING) is state


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_voted_upon": False}, "vote-not-asked-for"),
        ({"is_released": True}, "vote-after-awards"),
        ({"has_vote": True}, "vote-is-there"),
        ({"in_conflict": True}, "vote-in-conflict"),
    ],
)
def test_a_vote_is_prepared_once_for_a_prize_that_is_voted_upon(facts: Any, reason: str | None) -> None:
    usual = {"is_voted_upon": True, "has_vote": False, "is_released": False, "in_conflict": False}

    assert may_prepare_vote(**{**usual, **facts}).reason == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"state": RUNNING}, "vote-is-open"),
        ({"in_conflict": True}, "vote-in-conflict"),
        ({"is_stopped": True}, "call-is-stopped"),
        ({"deadline": SPRING + HOUR}, "vote-before-deadline"),
        ({"hides_names": True}, "vote-hides-names"),
        ({"standing": 1}, "vote-needs-two"),
        ({"opening": Opening(3, SPRING, SPRING + HOUR)}, "vote-too-many-choices"),
        ({"opening": Opening(0, SPRING, SPRING + HOUR)}, "vote-too-many-choices"),
        ({"opening": Opening(1, SPRING, SPRING)}, "vote-ends-too-early"),
        ({"opening": Opening(1, SPRING - 2 * HOUR, SPRING - HOUR)}, "vote-ends-too-early"),
        ({"opening": Opening(2, SPRING + HOUR, SPRING + 2 * HOUR)}, None),
    ],
)
def test_a_vote_is_opened_after_the_deadline_about_two_solutions_or_more(facts: Any, reason: str | None) -> None:
    usual = {"state": PREPARED, "opening": Opening(1, SPRING, SPRING + HOUR), "now": SPRING, "deadline": SPRING}
    usual |= {"standing": 3, "is_stopped": False, "hides_names": False, "in_conflict": False}

    assert may_open_vote(**{**usual, **facts}).reason == reason  # type: ignore[arg-type]


def reasons(answers: Any) -> list[str | None]:
    return [answer.reason for answer in answers]


def test_ballots_are_made_and_revoked_until_the_vote_is_over() -> None:
    made = [may_make_ballots(state, more=1, so_far=0, in_conflict=False) for state in VoteState]
    revoked = [may_revoke_ballots(state, is_revoked=False, reason="Lost", in_conflict=False) for state in VoteState]

    assert reasons(made) == reasons(revoked) == [None, None, None, "vote-is-over", "vote-is-cancelled"]
    assert may_revoke_ballots(RUNNING, is_revoked=True, reason="Lost", in_conflict=False).reason == "ballots-revoked"
    assert may_revoke_ballots(RUNNING, is_revoked=False, reason="", in_conflict=False).reason == "vote-needs-reason"


@pytest.mark.parametrize(("more", "so_far"), [(0, 0), (101, 0), (1, 5000)])
def test_a_sheet_and_a_vote_have_so_many_ballots_at_most(more: int, so_far: int) -> None:
    assert may_make_ballots(RUNNING, more=more, so_far=so_far, in_conflict=False).reason == "too-many-ballots"


def test_an_open_vote_is_put_off_closed_and_called_off_until_it_is_over() -> None:
    usual: Any = {"reason": "A queue", "in_conflict": False}
    later: Any = {"ends_at": SPRING, "wanted": SPRING + HOUR}
    ends = ["vote-is-over", "vote-is-cancelled"]

    assert reasons(may_extend_vote(s, **later, **usual) for s in VoteState) == ["vote-not-open", None, None, *ends]
    assert reasons(may_cancel_vote(s, **usual) for s in VoteState) == ["vote-not-open", None, None, *ends]
    assert reasons(may_close_vote(s, in_conflict=False) for s in VoteState) == ["vote-not-open"] * 2 + [None, *ends]
    assert reasons(may_discard_vote(s, in_conflict=False) for s in VoteState) == [None] + ["vote-is-open"] * 4


def test_a_running_vote_is_changed_with_a_reason_and_never_shortened() -> None:
    usual: Any = {"ends_at": SPRING, "in_conflict": False}

    assert may_extend_vote(RUNNING, wanted=SPRING + HOUR, reason="", **usual).reason == "vote-needs-reason"
    assert may_extend_vote(RUNNING, wanted=SPRING, reason="Tired", **usual).reason == "vote-ends-too-early"
    assert may_cancel_vote(RUNNING, reason="", in_conflict=False).reason == "vote-needs-reason"


def test_whoever_has_a_conflict_of_interest_runs_nothing_and_reads_no_count() -> None:
    asked = [
        may_make_ballots(RUNNING, more=1, so_far=0, in_conflict=True),
        may_revoke_ballots(RUNNING, is_revoked=False, reason="Lost", in_conflict=True),
        may_extend_vote(RUNNING, ends_at=SPRING, wanted=SPRING + HOUR, reason="A queue", in_conflict=True),
        may_close_vote(RUNNING, in_conflict=True),
        may_cancel_vote(RUNNING, reason="A slip", in_conflict=True),
        may_discard_vote(PREPARED, in_conflict=True),
        may_read_counts(OVER, in_conflict=True),
    ]

    assert set(reasons(asked)) == {"vote-in-conflict"}


def test_counts_are_read_once_the_vote_is_over_and_never_of_one_called_off() -> None:
    found = [may_read_counts(state, in_conflict=False).reason for state in VoteState]

    assert found == ["vote-not-over"] * 3 + [None, "vote-is-cancelled"]


def test_a_ballot_works_once_while_the_vote_runs() -> None:
    found = reasons(may_use_ballot(state, is_used=False, is_revoked=False) for state in VoteState)

    assert found == ["vote-not-open", "vote-not-open", None, "vote-is-over", "vote-is-cancelled"]
    assert may_use_ballot(RUNNING, is_used=True, is_revoked=True).reason == "ballot-used"
    assert may_use_ballot(RUNNING, is_used=False, is_revoked=True).reason == "ballot-revoked"


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ([1], None),
        ([1, 2], None),
        ([], "ballot-is-empty"),
        ([1, 2, 3], "ballot-too-full"),
        ([1, 1], "ballot-too-full"),
        ([9], "not-on-ballot"),
    ],
)
def test_a_ballot_chooses_one_at_least_and_so_many_at_most(chosen: list[int], reason: str | None) -> None:
    assert may_cast(chosen, offered=[1, 2, 3], most=2).reason == reason


def test_ties_are_ties_and_without_a_vote_nobody_leads() -> None:
    assert leading({1: 4, 2: 7, 3: 7}) == {2, 3}
    assert leading({1: 0, 2: 0}) == leading({}) == frozenset()


def test_each_ballot_has_an_order_of_its_own_and_every_solution_is_first_as_often() -> None:
    orders = [in_own_order([3, 1, 2], f"ballot {number}") for number in range(3000)]
    first = Counter(order[0] for order in orders)

    assert in_own_order([1, 2, 3], "ballot 7") == orders[7]
    assert all(sorted(order) == [1, 2, 3] for order in orders)
    assert all(900 < times < 1100 for times in first.values())


@given(st.text(alphabet=LETTERS, min_size=10, max_size=10))
def test_a_code_is_known_again_however_it_is_typed(code: str) -> None:
    assert tidied(in_halves(code)) == tidied(f" {code[:5].lower()} {code[5:]} ") == code


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDE-FGHJ0", "ABCDEFGHJKL", "<script>xx"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert tidied(typed) == ""


def test_codes_are_drawn_from_letters_that_are_not_mistaken() -> None:
    codes = drawn_codes(100)

    assert len(set(codes)) == 100
    assert set("".join(codes)) <= set(LETTERS)
    assert not set("01IO") & set(LETTERS)
