"""What may be chosen, and who may use a link: the rules alone."""

import pytest

from challenge_hub.accounts import rules


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (" Ada@Example.ORG\n", "ada@example.org"),
        ("info@Müller.example", "info@xn--mller-kva.example"),
        ("mi\u212ae@example.org", "mike@example.org"),
        ("nobody", "nobody"),
        ("a@b..c", "a@b..c"),
    ],
)
def test_an_address_is_written_in_one_way(typed: str, key: str) -> None:
    assert rules.mail_key(typed) == key
    assert rules.mail_key(key) == key


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("ada@example.org", True),
        ("ada+hub@bürger.example.org", True),
        ("ada@example", False),
        ("ada@@example.org", False),
        ("ada @example.org", False),
        ("ädä@example.org", False),
        ("ada@example.org, bo@example.org", False),
        ("a" * 250 + "@example.org", False),
        ("", False),
    ],
)
def test_what_cannot_be_an_address_is_known(typed: str, is_one: bool) -> None:
    assert rules.is_mail(typed) == is_one


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elf Zeichen", "password-short"),
        ("zwölfZeichen", None),
        ("ein Satz " * 111, None),
        ("ein Satz " * 112, "password-long"),
        ("            ", "password-common"),
        ("Passwort1234", "password-common"),
        ("ada.lovelace", "password-common"),
        ("Ada.Lovelace@example.org", "password-common"),
    ],
)
def test_a_password_is_long_and_not_the_first_one_to_be_tried(password: str, reason: str | None) -> None:
    assert rules.may_choose_password(password, mail="ada.lovelace@example.org").reason == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_open": False}, "link-used"),
        ({"is_taken": True}, "address-taken"),
        ({"is_taken": True, "has_mail": True}, "address-of-another"),
        ({"is_own_session": False, "has_mail": True}, "sign-in-first"),
        ({"is_own_session": False, "has_password": False}, "choose-password"),
        ({"is_own_session": False}, None),
        ({"has_password": False}, "choose-password"),
        ({"has_mail": True, "has_password": False}, None),
    ],
)
def test_who_may_confirm(facts: dict[str, bool], reason: str | None) -> None:
    usual = {"is_open": True, "is_taken": False, "is_own_session": True, "has_mail": False, "has_password": True}

    assert rules.may_confirm(**{**usual, **facts}).reason == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_open": False}, "link-used"),
        ({"has_mail": True}, "address-of-another"),
        ({"is_owner": False}, "sign-in-first"),
    ],
)
def test_who_may_take_over(facts: dict[str, bool], reason: str | None) -> None:
    usual = {"is_open": True, "is_owner": True, "has_mail": False}

    assert rules.may_take_over(**{**usual, **facts}).reason == reason


def test_a_link_is_not_mailed_without_end() -> None:
    def may(minute: int, hour: int) -> str | None:
        return rules.may_mail_again(is_confirmed=False, in_last_minute=minute, in_last_hour=hour).reason

    assert [may(0, 4), may(1, 1), may(0, 5)] == [None, "mailed-just-now", "mailed-too-often"]
