"""How votes are counted, when the ranking is left, and how far points lie apart."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from challenge_hub.deliberation.rules.resolutions import (
    ResolutionKind,
    Votes,
    deviates,
    is_carried,
    may_count,
    may_resolve,
    may_take_back,
)
from challenge_hub.deliberation.rules.sittings import Presence, is_quorate, may_close_sitting, may_come, may_go, voters
from challenge_hub.deliberation.rules.trial import (
    CalibrationStage,
    may_add_example,
    may_begin_trial,
    may_see_spread,
    may_set_up,
    may_try,
    spreads,
)
from challenge_hub.deliberation.rules.wording import Worded, WordingPart, differences, marked, may_keep_version

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
AWARD, TIE, SHORTLIST, OTHER = (ResolutionKind(k) for k in ("award", "tie", "shortlist", "other"))
OPEN, PREPARED, CLOSED = (CalibrationStage(s) for s in ("open", "prepared", "closed"))


def here(juror: int, *, may_vote: bool = True, gone: bool = False) -> Presence:
    return Presence(juror, NOON, NOON if gone else None, may_vote)


def test_voters_are_those_in_the_room_with_a_vote_and_free_of_conflict() -> None:
    stays = [here(1), here(2, may_vote=False), here(3, gone=True), here(4), here(5)]

    assert voters(stays, barred={4}) == {1, 5}


@pytest.mark.parametrize(("quorum", "expected"), [(None, True), (2, True), (3, False)])
def test_a_quorum_counts_those_with_a_vote(quorum: int | None, expected: bool) -> None:
    assert is_quorate([here(1), here(2), here(3, may_vote=False)], quorum) is expected


def test_who_left_in_the_middle_may_come_back_and_nobody_is_there_twice() -> None:
    assert may_come([here(1, gone=True)], 1)
    assert may_come([here(1)], 1).reason == "here-already"
    assert may_go([here(1, gone=True)], 1).reason == "not-here"


@pytest.mark.parametrize(
    ("votes", "reason"),
    [
        (Votes(3, 1, 1), None),
        (Votes(3, 1, 0), "votes-do-not-add-up"),
        (Votes(6, -1, 0), "votes-do-not-add-up"),
        (Votes(2, 2, 1), "chair-vote-missing"),
        (Votes(2, 2, 1, chair_in_tie=True), None),
    ],
)
def test_votes_are_counted_against_those_who_may_vote(votes: Votes, reason: str | None) -> None:
    assert may_count(votes, voters=5, is_quorate=True, casts_in_tie=True).reason == reason


def test_nothing_is_resolved_without_quorum_or_voters() -> None:
    assert may_count(Votes(5, 0, 0), voters=5, is_quorate=False, casts_in_tie=False).reason == "no-quorum"
    assert may_count(Votes(0, 0, 0), voters=0, is_quorate=True, casts_in_tie=False).reason == "nobody-votes"


@pytest.mark.parametrize(
    ("votes", "casts", "expected"),
    [
        (Votes(3, 2, 5), False, True),
        (Votes(2, 3, 0), True, False),
        (Votes(2, 2, 0), False, False),
        (Votes(2, 2, 0, chair_in_tie=True), True, True),
        (Votes(2, 2, 0, chair_in_tie=False), True, False),
        (Votes(2, 2, 0, chair_in_tie=True), False, False),
    ],
)
def test_a_simple_majority_carries_and_the_chair_decides_a_tie_where_agreed(
    votes: Votes, casts: bool, expected: bool
) -> None:
    assert is_carried(votes, casts_in_tie=casts) is expected


PLACES = {11: 1, 12: 2, 13: 2, 14: 4}


@pytest.mark.parametrize(
    ("kind", "chosen", "settled", "expected"),
    [
        (AWARD, {11}, set(), False),
        (AWARD, {12}, set(), True),
        (AWARD, {12}, {11}, False),
        (AWARD, {99}, set(), True),
        (SHORTLIST, {11, 12, 13}, set(), False),
        (SHORTLIST, {11, 14}, set(), True),
        (TIE, {12, 13}, set(), False),
        (TIE, {11, 12}, set(), True),
        (OTHER, {14}, set(), False),
        (AWARD, set(), set(), False),
    ],
)
def test_whether_a_motion_leaves_the_ranking(
    kind: ResolutionKind, chosen: set[int], settled: set[int], expected: bool
) -> None:
    assert deviates(kind, chosen, PLACES, settled=settled) is expected


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"in_conflict": True}, "resolves-in-conflict"),
        ({"solutions": 0}, "names-no-solution"),
        ({"needs_reason": True}, "deviation-needs-reason"),
        ({"needs_reason": True, "reason": "It is bolder."}, None),
    ],
)
def test_a_motion_is_complete(facts: dict[str, object], reason: str | None) -> None:
    values = {"solutions": 1, "needs_reason": False, "reason": "", "in_conflict": False, **facts}

    assert may_resolve(AWARD, **values).reason == reason  # type: ignore[arg-type]  # values of several kinds


def test_only_the_newest_resolution_is_taken_back() -> None:
    assert may_take_back(is_last=False).reason == "only-the-last"


def test_the_organiser_closes_a_sitting_only_where_nobody_chairs() -> None:
    asked = {"is_chair": False, "is_organiser": True, "is_closed": False}

    assert may_close_sitting(has_chair=True, **asked).reason == "not-chair"
    assert may_close_sitting(has_chair=False, **asked)


def test_a_trial_is_set_up_once_in_public_and_before_the_first_point() -> None:
    right = {"leads": True, "is_published": True, "is_set_up": False, "has_scores": False}

    assert may_set_up(**right)
    assert may_set_up(**{**right, "has_scores": True}).reason == "scoring-began"
    assert may_set_up(**{**right, "is_set_up": True}).reason == "trial-is-set-up"
    assert may_set_up(**{**right, "is_published": False}).reason == "not-published"


def test_a_trial_has_two_or_three_examples() -> None:
    assert may_begin_trial(leads=True, stage=PREPARED, examples=1).reason == "too-few-examples"
    assert may_add_example(leads=True, stage=PREPARED, examples=3).reason == "enough-examples"
    assert may_add_example(leads=True, stage=OPEN, examples=2).reason == "trial-has-begun"


def test_points_for_examples_are_given_until_all_are_and_then_stay() -> None:
    assert may_try(stage=OPEN, is_declared=True, is_complete=False)
    assert may_try(stage=OPEN, is_declared=True, is_complete=True).reason == "trial-is-done"
    assert may_try(stage=CLOSED, is_declared=True, is_complete=False).reason == "trial-not-open"


def test_a_juror_sees_the_spread_after_the_own_points() -> None:
    seen = [may_see_spread(stage=OPEN, is_juror=True, is_complete=complete) for complete in (False, True)]

    assert seen == [False, True]
    assert may_see_spread(stage=CLOSED, is_juror=True, is_complete=False)
    assert may_see_spread(stage=OPEN, is_juror=False, is_complete=False)


def test_points_are_far_apart_from_half_the_scale_on() -> None:
    given = {1: [Decimal(5), Decimal(1), Decimal(2)], 2: [Decimal(3)], 3: []}

    found = spreads(given, (Decimal(1), Decimal(5)))

    assert {id_: (spread.low, spread.high, spread.mean, spread.is_wide) for id_, spread in found.items()} == {
        1: (Decimal(1), Decimal(5), Decimal("2.67"), True),
        2: (Decimal(3), Decimal(3), Decimal(3), False),
    }


def words(name: str, **anchors: str) -> Worded:
    said = {points[1:]: {"en": text} for points, text in anchors.items()}
    return Worded(key="impact", name={"en": name}, description={}, anchors=said, weight="1")


def test_two_wordings_differ_word_by_word() -> None:
    old, new = words("Use for all", p1="none"), words("Use for everybody", p1="none", p5="a lot")

    found = differences([old], [new])

    assert [(d.part, d.points, d.before, d.after) for d in found] == [
        (
            WordingPart.NAME,
            "",
            (("Use for", "same"), ("all", "gone")),
            (("Use for", "same"), ("everybody", "new")),
        ),
        (WordingPart.ANCHOR, "5", (), (("a lot", "new"),)),
    ]
    assert differences([old], [old]) == []
    assert marked("", "") == ((), ())


def test_a_version_needs_a_change_a_reason_and_the_newest_before_it() -> None:
    assert may_keep_version(is_changed=True, reason="Clearer.", is_current=True)
    assert may_keep_version(is_changed=True, reason="", is_current=True).reason == "amendment-needs-reason"
    assert may_keep_version(is_changed=False, reason="x", is_current=True).reason == "wording-is-the-same"
    assert may_keep_version(is_changed=True, reason="x", is_current=False).reason == "newer-edit"
