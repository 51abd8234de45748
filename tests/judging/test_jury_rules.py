"""Who may do what in the jury's room, as sentences."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from challenge_hub.judging.rules.jury import (
    Candidate,
    SeatState,
    fingerprint,
    may_accept,
    may_invite,
    may_replace,
    reviews_each,
    seat_state,
)
from challenge_hub.judging.rules.reviewing import (
    Times,
    may_close,
    may_declare,
    may_publish_plan,
    may_reopen,
    may_review,
    parts_of,
    steps,
)

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
AT_WORK = Times(NOON - DAY, NOON + DAY, None)
WELCOME = Candidate(True, True, True, False, False)


@pytest.mark.parametrize(
    ("candidate", "state", "reason"),
    [
        (WELCOME, SeatState.INVITED, None),
        (WELCOME, SeatState.WITHDRAWN, "invitation-is-over"),
        (WELCOME, SeatState.ACCEPTED, "invitation-is-over"),
        (Candidate(False, False, False, False, False), SeatState.INVITED, "signed-out"),
        (Candidate(True, False, False, False, False), SeatState.INVITED, "not-confirmed"),
        (Candidate(True, True, False, False, False), SeatState.INVITED, "other-address"),
        (Candidate(True, True, True, False, False, knows_names=True), SeatState.INVITED, "knows-the-names"),
        (Candidate(True, True, True, False, False, is_dependent=True), SeatState.INVITED, "not-independent"),
        (Candidate(True, True, True, True, False), SeatState.INVITED, "is-in-a-team"),
        (Candidate(True, True, True, False, True), SeatState.INVITED, "already-on-the-jury"),
    ],
)
def test_a_seat_is_accepted_by_whom_it_was_offered_to(
    candidate: Candidate, state: SeatState, reason: str | None
) -> None:
    assert may_accept(candidate, state=state).reason == reason


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ((False, False, False, False), SeatState.INVITED),
        ((False, True, False, False), SeatState.DECLINED),
        ((False, False, False, True), SeatState.WITHDRAWN),
        ((True, False, False, False), SeatState.ACCEPTED),
        ((True, False, True, False), SeatState.DECLARED),
        ((True, False, True, True), SeatState.LEFT),
    ],
)
def test_the_dates_of_a_seat_say_how_far_it_is_filled(dates: tuple[bool, bool, bool, bool], state: SeatState) -> None:
    accepted, declined, declared, left = dates

    assert seat_state(accepted=accepted, declined=declined, declared=declared, left=left) is state


def test_an_address_is_invited_once_and_one_chair_only() -> None:
    said = [
        may_invite(is_organiser=o, is_invited=i, wants_chair=True, chair_is_taken=c).reason
        for o, i, c in [(True, False, False), (False, False, False), (True, True, False), (True, False, True)]
    ]

    assert said == [None, "not-organiser", "invited-to-the-jury-already", "chair-is-taken"]


def test_a_seat_is_replaced_by_organiser_or_chair_while_somebody_holds_it() -> None:
    def said(**facts: object) -> str | None:
        usual = {"is_organiser": False, "is_chair": True, "state": SeatState.DECLARED, "deputy_is_ready": True}
        return may_replace(**{**usual, **facts}).reason  # type: ignore[arg-type]

    assert said() is None
    assert said(is_chair=False) == "not-organiser-or-chair"
    assert said(state=SeatState.LEFT) == "seat-is-empty"
    assert said(deputy_is_ready=False) == "deputy-not-ready"


@pytest.mark.parametrize(
    ("times", "now", "reason"),
    [
        (AT_WORK, NOON, None),
        (AT_WORK, NOON - DAY, None),
        (AT_WORK, NOON - DAY - timedelta(seconds=1), "still-open-for-solutions"),
        (AT_WORK, NOON + DAY - timedelta(seconds=1), None),
        (AT_WORK, NOON + DAY, "round-is-closed"),
        (Times(NOON - DAY, NOON + DAY, NOON), NOON, "round-is-closed"),
        (Times(NOON - DAY, NOON + DAY, None, is_stopped=True), NOON, "call-is-stopped"),
    ],
)
def test_points_are_given_between_deadline_and_close(times: Times, now: datetime, reason: str | None) -> None:
    assert may_review(times, now, is_declared=True).reason == reason
    assert may_declare(times, now, is_declared=False).reason == reason


def test_nothing_opens_before_the_declaration_which_is_given_once() -> None:
    assert may_review(AT_WORK, NOON, is_declared=False).reason == "not-declared"
    assert may_declare(AT_WORK, NOON, is_declared=True).reason == "already-declared"


def test_a_plan_is_published_once_and_only_as_it_was_shown() -> None:
    said = [
        may_publish_plan(is_published=p, is_the_shown=n, broken_pairs=b).reason
        for p, n, b in [(False, True, 0), (True, True, 0), (False, True, 1), (False, False, 0)]
    ]

    assert said == [None, "plan-is-published", "plan-is-stale", "plan-is-stale"]


def test_the_organiser_closes_a_round_only_where_nobody_chairs() -> None:
    organiser = {"is_chair": False, "is_organiser": True}

    assert may_close(AT_WORK, **organiser, has_chair=False).reason is None
    assert may_close(AT_WORK, **organiser, has_chair=True).reason == "not-chair"


def test_a_round_opens_again_until_results_are_published() -> None:
    chair = {"is_chair": True, "is_organiser": False, "has_chair": True}

    assert may_reopen(**chair, is_closed=True, is_published=False).reason is None
    assert may_reopen(**chair, is_closed=True, is_published=True).reason == "results-are-out"
    assert may_reopen(**chair, is_closed=False, is_published=False).reason == "round-is-open"


def test_a_scale_up_to_ten_wide_is_a_row_of_buttons() -> None:
    assert steps(Decimal(1), Decimal(5)) == [Decimal(n) for n in range(1, 6)]
    assert len(steps(Decimal(0), Decimal(10))) == 11
    assert steps(Decimal(0), Decimal(100)) == []
    assert steps(Decimal("0.5"), Decimal("4.5")) == []


def test_jurors_and_solutions_that_share_nothing_are_separate_parts() -> None:
    assert parts_of([]) == 0
    assert parts_of([(1, 1), (2, 1), (2, 2)]) == 1
    assert parts_of([(1, 1), (2, 2), (3, 2)]) == 2


def test_the_work_of_a_juror_is_rounded_up() -> None:
    assert reviews_each(solutions=10, per_solution=3, jurors=4) == 8
    assert reviews_each(solutions=10, per_solution=None, jurors=4) == 10
    assert reviews_each(solutions=0, per_solution=3, jurors=0) == 0
    assert reviews_each(solutions=2, per_solution=3, jurors=1) == 2


def test_another_wording_has_another_fingerprint() -> None:
    assert fingerprint(["a", "b"]) == fingerprint(["a", "b"])
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])
