"""Rules about guardians: who needs one, what becomes of a consent, who decides what."""

from datetime import timedelta

import pytest

from challenge_hub.teams.guardian_rules import (
    CONSENT_LASTS,
    ConsentState,
    answer_until,
    consent_state,
    may_answer,
    may_ask_again,
    may_ask_guardian,
    may_take_back,
    may_take_seat,
    may_withdraw_consent,
)
from challenge_hub.teams.rules import TeamRole, TeamStanding, may_join
from tests.cast import SPRING

LATER = SPRING + CONSENT_LASTS
MOMENT = timedelta(minutes=1)


@pytest.mark.parametrize(("of_age", "reason"), [(True, None), (None, None), (False, "guardian-needed")])
def test_only_who_says_to_be_under_18_needs_a_guardian(of_age: bool | None, reason: str | None) -> None:
    assert may_take_seat(of_age).reason == reason


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"sent_at": None}, ConsentState.PREPARED),
        ({"sent_at": None, "ended_at": SPRING}, ConsentState.TAKEN_BACK),
        ({}, ConsentState.WAITING),
        ({"now": LATER - MOMENT}, ConsentState.WAITING),
        ({"now": LATER}, ConsentState.EXPIRED),
        ({"ended_at": LATER + MOMENT}, ConsentState.EXPIRED),
        ({"ended_at": SPRING + MOMENT, "now": LATER}, ConsentState.TAKEN_BACK),
        ({"consents": True, "now": LATER}, ConsentState.GIVEN),
        ({"consents": True, "ended_at": SPRING}, ConsentState.WITHDRAWN),
        ({"consents": False}, ConsentState.REFUSED),
    ],
)
def test_what_became_of_a_consent_follows_from_its_dates(facts: dict[str, object], state: ConsentState) -> None:
    values = {"sent_at": SPRING, "consents": None, "ended_at": None, "now": SPRING + MOMENT, **facts}

    assert consent_state(**values) is state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_named": False}, "guardian-needed"),
        ({"is_own_address": True}, "guardian-is-another"),
        ({"letters": 2}, None),
        ({"letters": 3}, "too-many-guardian-letters"),
    ],
)
def test_a_guardian_is_another_person_and_three_letters_wait_at_most(facts: dict[str, int], reason: str | None) -> None:
    assert may_ask_guardian(**{"is_named": True, "is_own_address": False, "letters": 0, **facts}).reason == reason  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [each for each in ConsentState if each is not ConsentState.WAITING])
def test_a_guardian_decides_once_and_in_time(state: ConsentState) -> None:
    is_over = state in (ConsentState.EXPIRED, ConsentState.TAKEN_BACK, ConsentState.PREPARED)

    assert may_answer(state, consents=True, has_read=True).reason == (
        "consent-is-over" if is_over else "consent-is-decided"
    )


def test_only_what_was_shown_is_consented_to_and_refusing_needs_no_reading() -> None:
    assert may_answer(ConsentState.WAITING, consents=True, has_read=False).reason == "documents-have-changed"
    assert may_answer(ConsentState.WAITING, consents=True, has_read=True)
    assert may_answer(ConsentState.WAITING, consents=False, has_read=False)


def test_a_given_consent_is_withdrawn_at_any_time_until_the_person_is_of_age() -> None:
    assert may_withdraw_consent(ConsentState.GIVEN, of_age=False)
    assert may_withdraw_consent(ConsentState.GIVEN, of_age=True).reason == "is-of-age"
    assert may_withdraw_consent(ConsentState.REFUSED, of_age=False).reason == "consent-is-not-there"


def test_the_person_or_the_lead_ends_what_waits() -> None:
    waiting = ConsentState.WAITING

    assert may_take_back(waiting, is_own=True, role=None)
    assert may_take_back(waiting, is_own=False, role=TeamRole.LEAD)
    assert may_take_back(waiting, is_own=False, role=TeamRole.MEMBER).reason == "only-the-lead"
    assert may_take_back(ConsentState.GIVEN, is_own=True, role=None).reason == "consent-is-decided"


def test_members_are_asked_for_again_after_a_refusal_or_in_vain_and_nobody_the_lead_sent_away() -> None:
    again = {state for state in ConsentState if may_ask_again(state, role=TeamRole.MEMBER)}

    assert again == {ConsentState.EXPIRED, ConsentState.REFUSED}
    assert not any(may_ask_again(state, role=TeamRole.LEAD) for state in ConsentState)


def test_a_kept_seat_is_taken_for_everybody_else() -> None:
    standing = TeamStanding(2, 2, 1, 3, True, True, reserved=1)

    assert may_join(is_member=False, standing=standing).reason == "team-is-full"


def test_a_guardian_has_14_days_and_never_longer_than_the_deadline() -> None:
    assert answer_until(SPRING, LATER + MOMENT) == LATER
    assert answer_until(SPRING, SPRING + MOMENT) == SPRING + MOMENT
