"""What is decided about a challenge without a database."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenge_hub.access import YES, Decision
from challenge_hub.challenges.rules.closing import Closing, may_close, may_reopen
from challenge_hub.challenges.rules.form import NOBODY, PARTS, REQUIRED, Difference, differences, missing, with_edit
from challenge_hub.challenges.rules.gate import (
    STEPS,
    Stage,
    may_cosign,
    may_decide,
    may_edit,
    may_pose,
    may_submit,
    may_unpublish,
    may_withdraw,
    stage_of,
    takes_challenges,
)
from challenge_hub.challenges.rules.keys import readable_key
from challenge_hub.challenges.rules.questions import asking_ends_at, is_late, may_answer, may_ask, may_decline
from challenge_hub.infrastructure.addresses import KEY

NOON = datetime(2027, 3, 28, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FULL = dict.fromkeys(PARTS, "text")


@pytest.mark.parametrize(
    ("now", "decision"),
    [(NOON - SECOND, YES), (NOON, Decision("challenges-closed")), (NOON + SECOND, Decision("challenges-closed"))],
)
def test_a_call_takes_challenges_until_the_moment_of_its_deadline(now: datetime, decision: Decision) -> None:
    assert takes_challenges(is_cancelled=False, closes_at=NOON, now=now) == decision


def test_a_cancelled_call_takes_no_challenge() -> None:
    takes = takes_challenges(is_cancelled=True, closes_at=NOON, now=NOON - SECOND)

    assert takes == Decision("challenge-call-cancelled")
    assert may_pose(is_officer=True, call_takes=takes) == takes
    assert may_pose(is_officer=False, call_takes=YES) == Decision("not-challenge-officer")


def stage(**facts: Any) -> Stage:
    nothing = {"submitted_at": None, "wants_cosignature": False, "cosigned_at": None, "returned_at": None}
    return stage_of(**{"has_draft": True, **nothing, **facts})


def test_the_stage_follows_from_the_dates() -> None:
    assert stage(has_draft=False, submitted_at=NOON) is Stage.NONE
    assert stage() is Stage.DRAFT
    assert stage(returned_at=NOON) is Stage.RETURNED
    assert stage(submitted_at=NOON) is Stage.WITH_ORGANISER
    assert stage(submitted_at=NOON, wants_cosignature=True) is Stage.WITH_COSIGNER
    assert stage(submitted_at=NOON, wants_cosignature=True, cosigned_at=NOON) is Stage.WITH_ORGANISER


def test_every_stage_leads_somewhere_and_only_the_organiser_leads_to_the_public() -> None:
    assert set(STEPS) == set(Stage)
    assert [from_ for from_, to in STEPS.items() if Stage.NONE in to] == [Stage.WITH_ORGANISER]


def submission(**facts: Any) -> Decision:
    usual = {"stage": Stage.DRAFT, "call_takes": YES, "missing": [], "submitter": 1, "cosigner": None}
    return may_submit(**{**usual, "same_text": True, **facts})


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"cosigner": 2}, None),
        ({"stage": Stage.RETURNED}, None),
        ({"stage": Stage.NONE}, "challenge-nothing-to-submit"),
        ({"stage": Stage.WITH_COSIGNER}, "challenge-nothing-to-submit"),
        ({"stage": Stage.WITH_ORGANISER}, "challenge-nothing-to-submit"),
        ({"call_takes": Decision("challenges-closed")}, "challenges-closed"),
        ({"same_text": False}, "newer-edit"),
        ({"missing": ["title"]}, "challenge-incomplete"),
        ({"cosigner": 1}, "cosigner-is-submitter"),
    ],
)
def test_a_complete_draft_is_submitted_by_somebody_else_than_its_cosigner(
    facts: dict[str, Any], reason: str | None
) -> None:
    assert submission(**facts) == Decision(reason)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_cosigner": False}, "not-cosigner"),
        ({"is_submitter": True}, "cosigner-is-submitter"),
        ({"stage": Stage.DRAFT}, "challenge-not-with-cosigner"),
        ({"stage": Stage.WITH_ORGANISER}, "challenge-not-with-cosigner"),
        ({"same_text": False}, "newer-edit"),
    ],
)
def test_only_the_colleague_who_was_asked_signs_what_they_read(facts: dict[str, Any], reason: str | None) -> None:
    usual = {"is_cosigner": True, "is_submitter": False, "stage": Stage.WITH_COSIGNER, "same_text": True}

    assert may_cosign(**{**usual, **facts}) == Decision(reason)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_organiser": False}, "challenge-not-organiser"),
        ({"stage": Stage.WITH_COSIGNER}, "challenge-not-at-gate"),
        ({"stage": Stage.RETURNED}, "challenge-not-at-gate"),
        ({"stage": Stage.NONE}, "challenge-not-at-gate"),
        ({"same_text": False}, "newer-edit"),
    ],
)
def test_the_organiser_decides_about_what_was_submitted_and_signed(facts: dict[str, Any], reason: str | None) -> None:
    usual = {"is_organiser": True, "stage": Stage.WITH_ORGANISER, "same_text": True}

    assert may_decide(**{**usual, **facts}) == Decision(reason)


def test_a_form_filled_with_an_older_text_is_refused() -> None:
    assert may_edit(is_officer=True, revision_seen=2, revision=2) == YES
    assert may_edit(is_officer=True, revision_seen=1, revision=2) == Decision("newer-edit")
    assert may_edit(is_officer=False, revision_seen=2, revision=2) == Decision("not-challenge-officer")


def test_only_what_is_neither_public_nor_answered_is_withdrawn() -> None:
    assert may_withdraw(is_officer=True, is_public=False, is_answered=False) == YES
    assert may_withdraw(is_officer=True, is_public=True, is_answered=False) == Decision("challenge-is-public")
    assert may_withdraw(is_officer=True, is_public=False, is_answered=True) == Decision("challenge-is-answered")
    assert may_withdraw(is_officer=False, is_public=False, is_answered=False) == Decision("not-challenge-officer")


def test_what_nobody_answers_yet_is_unpublished() -> None:
    assert may_unpublish(has_part=True, is_public=True, is_answered=False) == YES
    assert may_unpublish(has_part=True, is_public=True, is_answered=True) == Decision("challenge-is-answered")
    assert may_unpublish(has_part=True, is_public=False, is_answered=False) == Decision("challenge-not-public")
    assert may_unpublish(has_part=False, is_public=True, is_answered=False) == Decision("not-challenge-officer")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_officer": False}, "not-challenge-officer"),
        ({"is_public": False}, "challenge-not-public"),
        ({"is_closed": True}, "challenge-closed-already"),
        ({"now": NOON - SECOND}, "challenge-still-open"),
        ({"closing": Closing.NOT_PURSUED}, "closing-without-reason"),
        ({"closing": Closing.NOT_PURSUED, "has_reason": True}, None),
    ],
)
def test_after_the_deadline_the_municipality_says_what_becomes_of_it_and_a_no_has_a_reason(
    facts: dict[str, Any], reason: str | None
) -> None:
    usual = {"is_officer": True, "is_public": True, "is_closed": False, "closing": Closing.PURSUED}

    assert may_close(**{**usual, "has_reason": False, "ends_at": NOON, "now": NOON, **facts}) == Decision(reason)


def test_what_was_said_about_the_end_is_taken_back_once() -> None:
    assert may_reopen(is_officer=True, is_closed=True) == YES
    assert may_reopen(is_officer=True, is_closed=False) == Decision("challenge-not-closed")
    assert may_reopen(is_officer=False, is_closed=True) == Decision("not-challenge-officer")


def draft(texts: dict[str, str], **people: Any) -> dict[str, Any]:
    return {"shared": {**NOBODY, **people}, "de": texts}


def test_the_form_says_in_its_order_what_is_missing_in_the_language_that_counts() -> None:
    english = {"shared": dict(NOBODY), "en": FULL}

    assert missing(english, language="de", colleagues={1}, has_description=False) == [*REQUIRED, "caretaker"]
    assert missing(draft(FULL, caretaker=1), language="de", colleagues={1}, has_description=False) == []


def test_an_imported_challenge_needs_no_sections() -> None:
    short = draft({"title": "a", "question": "b"}, caretaker=1)

    assert missing(short, language="de", colleagues={1}, has_description=True) == []


def test_those_who_are_named_have_a_seat_and_nobody_stands_in_for_themselves() -> None:
    gone = draft(FULL, caretaker=1, stand_in=2, cosigner=3)
    twice = draft(FULL, caretaker=1, stand_in=1)

    wrong = missing(gone, language="de", colleagues=set(), has_description=False)
    assert wrong == ["caretaker", "stand_in", "cosigner"]
    assert missing(twice, language="de", colleagues={1}, has_description=False) == ["stand_in"]


def test_typing_in_one_language_leaves_the_other_alone_and_keeps_nothing_empty() -> None:
    edited = with_edit(draft({"title": "Nachtbus"}), "en", {"title": " Night bus ", "problem": " "}, {"caretaker": 1})

    assert edited == {"shared": {**NOBODY, "caretaker": 1}, "de": {"title": "Nachtbus"}, "en": {"title": "Night bus"}}


def test_differences_name_part_and_language_with_before_and_after() -> None:
    found = differences(draft({"title": "a", "data": "x"}), draft({"title": "b", "data": "x"}))

    assert found == [Difference("title", "de", "a", "b")]


@given(st.text(max_size=300), st.sets(st.sampled_from(["challenge", "challenge-2", "a", "a-2"])))
def test_every_title_gives_an_address_that_is_free(title: str, taken: set[str]) -> None:
    key = readable_key(title, taken=taken)

    assert re.fullmatch(KEY, key)
    assert key not in taken
    assert len(key) < 80
    assert not key.startswith("draft-")


def test_an_address_reads_like_its_title() -> None:
    assert readable_key("Nachtbus auf Abruf: Größe & Wege", taken=set()) == "nachtbus-auf-abruf-groesse-wege"
    assert readable_key("Nachtbus", taken={"nachtbus", "nachtbus-2"}) == "nachtbus-3"
    assert readable_key("Нічний автобус", taken=set()) == "challenge"


def test_asking_ends_at_the_named_moment_and_never_after_the_deadline() -> None:
    early = NOON - timedelta(days=3)

    assert asking_ends_at(questions_until=None, closes_at=NOON) == NOON
    assert asking_ends_at(questions_until=early, closes_at=NOON) == early
    assert asking_ends_at(questions_until=NOON + SECOND, closes_at=NOON) == NOON


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"now": NOON - SECOND}, None),
        ({"now": NOON}, "questions-frozen"),
        ({"is_confirmed": False}, "not-confirmed"),
        ({"is_in_team": False}, "not-in-team-of-call"),
        ({"is_public": False}, "challenge-not-public"),
        ({"is_cancelled": True}, "challenge-call-cancelled"),
    ],
)
def test_a_confirmed_person_in_a_team_asks_until_the_freeze(facts: dict[str, Any], reason: str | None) -> None:
    usual = {"is_confirmed": True, "is_in_team": True, "is_public": True, "is_cancelled": False}

    assert may_ask(**{**usual, "ends_at": NOON, "now": NOON - SECOND, **facts}) == Decision(reason)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"now": NOON - SECOND}, None),
        ({"now": NOON}, "answers-frozen"),
        ({"is_officer": False}, "not-challenge-officer"),
        ({"is_declined": True}, "question-declined-already"),
    ],
)
def test_the_municipality_answers_until_the_deadline(facts: dict[str, Any], reason: str | None) -> None:
    usual = {"is_officer": True, "is_declined": False, "closes_at": NOON, "now": NOON - SECOND}

    assert may_answer(**{**usual, **facts}) == Decision(reason)


def test_a_question_is_declined_once_and_not_after_its_answer() -> None:
    assert may_decline(is_officer=True, is_answered=False, is_declined=False) == YES
    assert may_decline(is_officer=False, is_answered=False, is_declined=False) == Decision("not-challenge-officer")
    assert may_decline(is_officer=True, is_answered=True, is_declined=False) == Decision("question-answered-already")
    assert may_decline(is_officer=True, is_answered=False, is_declined=True) == Decision("question-declined-already")


def test_an_answer_is_late_when_nobody_may_ask_any_more() -> None:
    assert not is_late(is_open=True, ends_at=NOON, now=NOON - SECOND)
    assert is_late(is_open=True, ends_at=NOON, now=NOON)
    assert not is_late(is_open=False, ends_at=NOON, now=NOON)
