"""Who may do what in an organisation, as values in and a decision out."""

from datetime import timedelta

import pytest

from challenge_hub.organisations.names import full_name, slug_for
from challenge_hub.organisations.rules import (
    MOST_INVITATIONS,
    MOST_UNITS,
    MOST_WAITING,
    RESEND_AFTER,
    Decider,
    Particulars,
    Seat,
    decider_of,
    may_accept_invitation,
    may_ask,
    may_change_seat,
    may_choose_unit,
    may_decide_request,
    may_edit,
    may_found,
    may_invite,
    may_leave,
    may_name,
    may_name_unit,
    may_remove,
    may_resend_invitation,
    may_take_back,
    may_withdraw_invitation,
)
from tests.cast import SPRING

OWNER, OFFICER = Seat.OWNER, Seat.OFFICER


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_confirmed": False}, "not-confirmed"),
        ({"is_public": True}, "kind-needs-operator"),
        ({"has_founded_same": True}, "already-founded"),
        ({"waiting": MOST_WAITING}, "too-many-waiting"),
    ],
)
def test_who_may_found_an_organisation(facts: dict[str, object], reason: str | None) -> None:
    usual = {"is_confirmed": True, "is_public": False, "waiting": 0, "has_founded_same": False}

    assert may_found(**{**usual, **facts}).reason == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_seated": True}, None),
        ({"is_confirmed_organisation": True}, None),
        ({"is_seated": True, "is_confirmed_organisation": True}, "already-seated"),
        ({"is_confirmed": False}, "not-confirmed"),
        ({"has_asked": True}, "already-asked"),
        ({"waiting": MOST_WAITING}, "too-many-waiting"),
    ],
)
def test_who_may_ask_to_act_for_an_organisation(facts: dict[str, object], reason: str | None) -> None:
    usual = {
        "is_confirmed": True,
        "waiting": 0,
        "has_asked": False,
        "is_seated": False,
        "is_confirmed_organisation": False,
    }

    assert may_ask(**{**usual, **facts}).reason == reason


@pytest.mark.parametrize(
    ("kind", "country", "key", "reason"),
    [
        ("municipality", "DE", "09775152", None),
        ("municipality", "DE", "09999999", None),
        ("municipality", "DE", None, "key-missing"),
        ("county", "DE", "99001", "example-state"),
        ("municipality", "DE", "99000001", "example-state"),
        ("municipality", "RW", "09775152", "key-abroad"),
        ("municipality", "RW", None, None),
        ("public-body", "DE", None, None),
        ("public-body", "DE", "09775152", "kind-without-key"),
        ("association-of-municipalities", "DE", "0105454", "wrong-length"),
    ],
)
def test_a_place_is_named_with_the_key_of_its_kind(
    kind: str, country: str, key: str | None, reason: str | None
) -> None:
    assert may_name(Particulars(kind, "Example", country, official_key=key)).reason == reason


@pytest.mark.parametrize(
    ("has_owner", "is_seated", "decider"),
    [
        (False, False, Decider.OPERATOR),
        (True, False, Decider.OWNER),
        (True, True, Decider.OPERATOR),
        (False, True, Decider.OPERATOR),
    ],
)
def test_owners_answer_requests_and_the_operator_where_there_is_none(
    has_owner: bool, is_seated: bool, decider: Decider
) -> None:
    assert decider_of(has_owner=has_owner, is_seated=is_seated) is decider


@pytest.mark.parametrize(
    ("seat", "is_operator", "decider", "is_open", "reason"),
    [
        (OWNER, False, Decider.OWNER, True, None),
        (None, True, Decider.OPERATOR, True, None),
        (OFFICER, False, Decider.OWNER, True, "not-yours-to-decide"),
        (None, True, Decider.OWNER, True, "not-yours-to-decide"),
        (OWNER, False, Decider.OPERATOR, True, "not-yours-to-decide"),
        (OWNER, False, Decider.OWNER, False, "already-decided"),
    ],
)
def test_only_who_decides_answers_a_request_and_only_once(
    seat: Seat | None, is_operator: bool, decider: Decider, is_open: bool, reason: str | None
) -> None:
    decision = may_decide_request(seat=seat, is_operator=is_operator, decider=decider, is_open=is_open)

    assert decision.reason == reason


def test_only_the_asker_takes_a_request_back_while_it_waits() -> None:
    answers = [may_take_back(is_own=own, is_open=is_open).reason for own in (True, False) for is_open in (True, False)]

    assert answers == [None, "already-decided", "not-yours-to-decide", "not-yours-to-decide"]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"seat": OFFICER}, "not-owner"),
        ({"seat": None}, "not-owner"),
        ({"is_seated": True}, "seated-already"),
        ({"is_invited": True}, "invited-already"),
        ({"invited": MOST_INVITATIONS}, "too-many-invitations"),
    ],
)
def test_owners_invite_each_address_once(facts: dict[str, object], reason: str | None) -> None:
    usual = {"seat": OWNER, "is_seated": False, "is_invited": False, "invited": 0}

    assert may_invite(**{**usual, **facts}).reason == reason


def test_owners_withdraw_open_invitations() -> None:
    assert [
        may_withdraw_invitation(seat=OWNER, is_open=True).reason,
        may_withdraw_invitation(seat=OWNER, is_open=False).reason,
        may_withdraw_invitation(seat=OFFICER, is_open=True).reason,
    ] == [None, "invitation-over", "not-owner"]


@pytest.mark.parametrize(
    ("seat", "is_open", "later", "reason"),
    [
        (OWNER, True, RESEND_AFTER, None),
        (OWNER, True, RESEND_AFTER - timedelta(seconds=1), "sent-just-now"),
        (OWNER, False, RESEND_AFTER, "invitation-over"),
        (OFFICER, True, RESEND_AFTER, "not-owner"),
    ],
)
def test_an_invitation_is_sent_again_only_after_a_while(
    seat: Seat, is_open: bool, later: timedelta, reason: str | None
) -> None:
    decision = may_resend_invitation(seat=seat, is_open=is_open, sent_at=SPRING, now=SPRING + later)

    assert decision.reason == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_open": False}, "invitation-over"),
        ({"is_signed_in": False, "mail": None}, "signed-out"),
        ({"mail": None}, "not-confirmed"),
        ({"mail": "other@example.org"}, "invitation-for-another"),
        ({"is_seated": True}, "already-seated"),
    ],
)
def test_an_invitation_is_for_whoever_owns_the_address(facts: dict[str, object], reason: str | None) -> None:
    usual = {
        "is_open": True,
        "is_signed_in": True,
        "mail": "ada@example.org",
        "invited": "ada@example.org",
        "is_seated": False,
    }

    assert may_accept_invitation(**{**usual, **facts}).reason == reason


@pytest.mark.parametrize(
    ("seat", "was", "becomes", "owners", "reason"),
    [
        (OWNER, OFFICER, OWNER, 1, None),
        (OWNER, OWNER, OFFICER, 2, None),
        (OWNER, OWNER, OWNER, 1, None),
        (OWNER, OWNER, OFFICER, 1, "last-owner"),
        (OFFICER, OFFICER, OWNER, 1, "not-owner"),
    ],
)
def test_owners_change_seats_but_one_owner_stays(
    seat: Seat, was: Seat, becomes: Seat, owners: int, reason: str | None
) -> None:
    assert may_change_seat(seat=seat, was=was, becomes=becomes, owners=owners).reason == reason


def test_everybody_chooses_their_own_unit_and_owners_those_of_others() -> None:
    answers = [may_choose_unit(seat=s, is_self=own).reason for s in (OWNER, OFFICER, None) for own in (True, False)]

    assert answers == [None, None, None, "not-owner", "no-seat", "no-seat"]


@pytest.mark.parametrize(
    ("seat", "was", "owners", "reason"),
    [
        (OWNER, OFFICER, 1, None),
        (OWNER, OWNER, 2, None),
        (OWNER, OWNER, 1, "last-owner"),
        (OFFICER, OFFICER, 1, "not-owner"),
        (None, OFFICER, 1, "not-owner"),
    ],
)
def test_owners_take_seats_away_but_never_the_last_owners(
    seat: Seat | None, was: Seat, owners: int, reason: str | None
) -> None:
    assert may_remove(seat=seat, was=was, owners=owners).reason == reason


def test_everybody_may_leave_but_the_last_owner() -> None:
    assert [
        may_leave(seat=OFFICER, owners=1).reason,
        may_leave(seat=OWNER, owners=2).reason,
        may_leave(seat=OWNER, owners=1).reason,
        may_leave(seat=None, owners=1).reason,
    ] == [None, None, "last-owner", "no-seat"]


def test_whoever_has_a_seat_writes_the_profile() -> None:
    assert [may_edit(seat=seat).reason for seat in (OWNER, OFFICER, None)] == [None, None, "no-seat"]


def test_a_units_name_stands_once_however_it_is_written() -> None:
    assert [
        may_name_unit(seat=OFFICER, name="Roads", taken={"Schools"}).reason,
        may_name_unit(seat=OFFICER, name="ROADS", taken={"Roads"}).reason,
        may_name_unit(seat=None, name="Roads", taken=()).reason,
        may_name_unit(seat=OWNER, name="Roads", taken=[str(n) for n in range(MOST_UNITS)]).reason,
    ] == [None, "unit-exists", "no-seat", "too-many-units"]


@pytest.mark.parametrize(
    ("name", "state", "taken", "slug"),
    [
        ("Senden", "Bayern", (), "senden"),
        ("Senden", "Nordrhein-Westfalen", {"senden"}, "senden-nordrhein-westfalen"),
        ("Senden", "Bayern", {"senden", "senden-bayern"}, "senden-bayern-2"),
        ("Fürth & Söhne GmbH", None, (), "fuerth-soehne-gmbh"),
        ("Example", None, {"example", "example-2"}, "example-3"),
        ("臺北市", None, (), "organisation"),
        ("New", None, (), "new-2"),
        ("waiting", None, (), "waiting-2"),
        ("<script>alert(1)</script>", None, (), "script-alert-1-script"),
        ("x" * 200, "y" * 100, {"x" * 70}, "x" * 70 + "-" + "y" * 70),
    ],
)
def test_an_address_is_made_from_the_name_and_is_free(name: str, state: str | None, taken: set[str], slug: str) -> None:
    assert slug_for(name, state, taken) == slug


@pytest.mark.parametrize(
    ("facts", "german", "english"),
    [
        (("municipality", "Senden", "DE", "Bayern"), "Senden (Bayern)", "Senden (Bayern)"),
        (("municipality", "Berlin", "DE", "Berlin"), "Berlin", "Berlin"),
        (
            ("municipality", "Amberg (kreisfreie Stadt)", "DE", "Bayern"),
            "Amberg (kreisfreie Stadt, Bayern)",
            "Amberg (kreisfreie Stadt, Bayern)",
        ),
        (("municipality", "Nizza", "FR", None), "Nizza (Frankreich)", "Nice (France)"),
        (("municipality", "Somewhere", "FR", None), "Somewhere (Frankreich)", "Somewhere (France)"),
        (("company", "Example GmbH", "FR", None), "Example GmbH", "Example GmbH"),
    ],
)
def test_a_place_is_never_named_without_its_state_or_country(
    facts: tuple[str, str, str, str | None], german: str, english: str
) -> None:
    kind, name, country, state = facts
    place = Particulars(kind, name, country, state=state)

    assert [full_name(place, "de"), full_name(place, "en")] == [german, english]
