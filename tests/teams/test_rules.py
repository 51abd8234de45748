"""Who may do what in a team: each rule as a sentence."""

from datetime import timedelta

import pytest

from challenge_hub.access import YES, Decision
from challenge_hub.calls.rules.phases import Dates
from challenge_hub.teams import rules
from challenge_hub.teams.rules import NextStep, TeamRole, TeamStanding
from tests.cast import SPRING

DATES = Dates(SPRING, SPRING + timedelta(days=10), SPRING + timedelta(days=20))
GOING = {"published": True, "suspended": False, "cancelled": False}
SECOND = timedelta(seconds=1)


def standing(**facts: object) -> TeamStanding:
    values = {"size": 2, "confirmed": 2, "min": 1, "max": 3, "lead_confirmed": True, "terms_accepted": True}
    return TeamStanding(**{**values, **facts})  # type: ignore[arg-type]


def test_teams_are_founded_from_publication_on_also_before_the_call_opens() -> None:
    assert rules.may_gather(dates=DATES, now=SPRING - timedelta(days=30), **GOING) == YES


def test_teams_change_until_the_last_second_before_the_deadline_and_not_after() -> None:
    before = rules.may_gather(dates=DATES, now=DATES.closes_at - SECOND, **GOING)
    after = rules.may_gather(dates=DATES, now=DATES.closes_at, **GOING)

    assert (before, after) == (YES, Decision("call-has-closed"))


@pytest.mark.parametrize(
    ("stop", "reason"),
    [
        ({"published": False}, "call-not-open-yet"),
        ({"suspended": True}, "call-is-suspended"),
        ({"cancelled": True}, "call-is-cancelled"),
    ],
)
def test_a_draft_a_suspended_and_a_cancelled_call_take_no_teams(stop: dict[str, bool], reason: str) -> None:
    assert rules.may_gather(dates=DATES, now=SPRING, **{**GOING, **stop}) == Decision(reason)


@pytest.mark.parametrize(
    ("kind", "eligible", "reason"),
    [
        (None, None, None),
        ("company", None, None),
        (None, ["person"], None),
        (None, ["start-up"], "not-eligible"),
        ("start-up", ["start-up"], None),
        ("company", ["start-up", "person"], "not-eligible"),
    ],
)
def test_a_call_takes_the_kinds_it_names_or_everybody(
    kind: str | None, eligible: list[str] | None, reason: str | None
) -> None:
    assert rules.may_act_for(kind, eligible=eligible) == Decision(reason)


@pytest.mark.parametrize(
    ("facts", "is_member", "reason"),
    [
        ({}, False, None),
        ({"size": 3}, False, "team-is-full"),
        ({"size": 300, "max": None}, False, None),
        ({}, True, "already-in-team"),
        ({"is_dissolved": True}, False, "team-is-dissolved"),
    ],
)
def test_there_is_a_seat_until_the_team_is_full(facts: dict[str, object], is_member: bool, reason: str | None) -> None:
    assert rules.may_join(is_member=is_member, standing=standing(**facts)) == Decision(reason)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"min": 3}, "team-is-too-small"),
        ({"lead_confirmed": False}, "lead-not-confirmed"),
        ({"terms_accepted": False}, "terms-not-accepted"),
        ({"is_dissolved": True}, "team-is-dissolved"),
    ],
)
def test_a_team_hands_in_when_it_is_large_enough_its_lead_confirmed_and_the_terms_accepted(
    facts: dict[str, object], reason: str | None
) -> None:
    assert rules.may_submit(standing(**facts)) == Decision(reason)


@pytest.mark.parametrize(
    ("is_confirmed", "waiting", "reason"),
    [
        (True, [], None),
        (False, [], "not-confirmed"),
        (True, ["ada@example.org"], "already-invited"),
        (True, [f"{n}@example.org" for n in range(30)], "too-many-team-invitations"),
    ],
)
def test_confirmed_members_invite_each_address_once_and_not_the_whole_town(
    is_confirmed: bool, waiting: list[str], reason: str | None
) -> None:
    assert rules.may_invite(is_confirmed=is_confirmed, waiting=waiting, mail="ada@example.org") == Decision(reason)


@pytest.mark.parametrize(
    ("is_open", "is_own", "reason"),
    [(True, True, None), (False, True, "invitation-is-used"), (True, False, "invitation-is-for-another")],
)
def test_an_invitation_is_used_once_and_by_who_got_it(is_open: bool, is_own: bool, reason: str | None) -> None:
    assert rules.may_use_invitation(is_open=is_open, is_own_address=is_own) == Decision(reason)


@pytest.mark.parametrize(
    ("takes", "asked", "size", "reason"),
    [
        (True, False, 2, None),
        (False, False, 2, "takes-no-requests"),
        (True, True, 2, "asked-this-team-already"),
        (True, False, 3, "team-is-full"),
    ],
)
def test_somebody_asks_once_a_team_that_takes_requests_and_has_room(
    takes: bool, asked: bool, size: int, reason: str | None
) -> None:
    decision = rules.may_ask(takes_requests=takes, has_asked=asked, is_member=False, standing=standing(size=size))

    assert decision == Decision(reason)


def test_the_lead_decides_about_a_request_once() -> None:
    assert rules.may_decide(role=TeamRole.LEAD, is_open=True) == YES
    assert rules.may_decide(role=TeamRole.MEMBER, is_open=True) == Decision("only-the-lead")
    assert rules.may_decide(role=TeamRole.LEAD, is_open=False) == Decision("request-is-decided")


@pytest.mark.parametrize(
    ("role", "is_member", "is_confirmed", "reason"),
    [
        (TeamRole.LEAD, True, True, None),
        (TeamRole.MEMBER, True, True, "only-the-lead"),
        (TeamRole.LEAD, False, True, "not-in-team"),
        (TeamRole.LEAD, True, False, "new-lead-not-confirmed"),
    ],
)
def test_the_lead_passes_on_to_a_confirmed_member(
    role: TeamRole, is_member: bool, is_confirmed: bool, reason: str | None
) -> None:
    decision = rules.may_pass_lead(role=role, is_member=is_member, is_confirmed=is_confirmed)

    assert decision == Decision(reason)


def test_a_confirmed_member_asks_for_another_lead_and_the_lead_passes_on_instead() -> None:
    about = {"is_member": True, "is_confirmed": True}

    assert rules.may_ask_for_lead(role=TeamRole.MEMBER, by_confirmed=True, **about) == YES
    assert rules.may_ask_for_lead(role=TeamRole.MEMBER, by_confirmed=False, **about) == Decision("not-confirmed")
    assert rules.may_ask_for_lead(role=TeamRole.LEAD, by_confirmed=True, **about) == Decision("the-lead-passes-on")


def test_two_voices_are_needed_for_the_organiser_to_hand_over() -> None:
    assert rules.may_hand_over(voices=1, is_member=True, is_confirmed=True) == Decision("two-must-ask")
    assert rules.may_hand_over(voices=2, is_member=True, is_confirmed=True) == YES
    assert rules.may_hand_over(voices=2, is_member=False, is_confirmed=True) == Decision("not-in-team")


def test_members_leave_and_are_removed_and_the_lead_passes_on_first() -> None:
    assert rules.may_leave(TeamRole.MEMBER) == YES
    assert rules.may_leave(TeamRole.LEAD) == Decision("lead-passes-on-first")
    assert rules.may_remove(role=TeamRole.LEAD, is_self=False) == YES
    assert rules.may_remove(role=TeamRole.LEAD, is_self=True) == Decision("lead-passes-on-first")
    assert rules.may_remove(role=TeamRole.MEMBER, is_self=False) == Decision("only-the-lead")


def test_the_lead_dissolves_a_team_without_a_solution() -> None:
    assert rules.may_dissolve(role=TeamRole.LEAD, has_solution=False) == YES
    assert rules.may_dissolve(role=TeamRole.LEAD, has_solution=True) == Decision("withdraw-solution-first")
    assert rules.may_dissolve(role=TeamRole.MEMBER, has_solution=False) == Decision("only-the-lead")


def test_the_lead_accepts_the_version_that_was_read() -> None:
    assert rules.may_accept_terms(role=TeamRole.LEAD, version_read=2, version=2) == YES
    assert rules.may_accept_terms(role=TeamRole.LEAD, version_read=1, version=2) == Decision("terms-have-changed")
    assert rules.may_accept_terms(role=TeamRole.MEMBER, version_read=2, version=2) == Decision("only-the-lead")


@pytest.mark.parametrize(
    ("facts", "about", "step"),
    [
        ({}, {}, NextStep.ANSWER),
        ({}, {"is_open": False}, NextStep.WAIT),
        ({"min": 3}, {}, NextStep.FIND_MEMBERS),
        ({"lead_confirmed": False}, {"role": TeamRole.MEMBER}, NextStep.LEAD_CONFIRMS),
        ({}, {"requests": 1}, NextStep.DECIDE),
        ({"lead_confirmed": False}, {"is_confirmed": False}, NextStep.CONFIRM),
        ({"terms_accepted": False}, {}, NextStep.ACCEPT_TERMS),
        ({"terms_accepted": False}, {"role": TeamRole.MEMBER}, NextStep.ANSWER),
        ({"terms_accepted": False}, {"gathering": Decision("call-is-suspended")}, NextStep.STOPPED),
        ({}, {"gathering": Decision("call-has-closed")}, NextStep.CLOSED),
    ],
)
def test_one_step_is_next(facts: dict[str, object], about: dict[str, object], step: NextStep) -> None:
    viewer = {"gathering": YES, "is_open": True, "role": TeamRole.LEAD, "is_confirmed": True, "requests": 0}

    assert rules.next_step(standing(**facts), **{**viewer, **about}) == step  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Schöne Straßen 2030!", [], "schone-strassen-2030"),
        ("Pothole", ["pothole", "pothole-2"], "pothole-3"),
        ("New", [], "new-2"),
        ("All", [], "all-2"),
        ("🚲🚲", [], "team"),
        ("日本", ["team"], "team-2"),
        ("x" * 200, [], "x" * 60),
    ],
)
def test_the_address_of_a_team_is_made_of_its_name_and_never_taken(name: str, taken: list[str], key: str) -> None:
    assert rules.key_for(name, taken) == key
