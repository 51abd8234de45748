"""What may be chosen, and who may use a link: the rules alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from challenge_hub.accounts import rules
from challenge_hub.accounts.passwords import is_guessed_soon


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
    soon = is_guessed_soon(password, "ada.lovelace@example.org", "Ada Lovelace")

    assert rules.may_choose_password(password, is_guessed_soon=soon).reason == reason


@pytest.mark.parametrize(
    "password",
    [
        "Password!2024", "P4ssw0rt!2024", "passwordpassword", "P@ssw0rdP@ssw0rd", "Willkommen2026!", "sommer 2026!!",
        "qwertzuiop12", "asdfghjklöä#", "1qaz2wsx3edc", "123456789012", "19.04.1987 19.04.1987", "abcdefghijklm",
        "aaaaaaaaaaaaaaaa", "Challenge-Hub-2026", "AdaLovelace1815", "ada@lovelace.ada", "lovelace1234567",
    ],
)  # fmt: skip
def test_common_words_dressed_up_runs_of_keys_and_ones_own_name_are_guessed_soon(password: str) -> None:
    assert is_guessed_soon(password, "ada.lovelace@example.org", "Ada Lovelace")


@pytest.mark.parametrize(
    "password",
    [
        "a sentence nobody guesses", "correct horse battery staple", "mein hund heißt", "kx8!fQ2#vL9z", "zwölfZeichen",
        "Straßenlaterne im Nebel", "パスワードは長いほうが良い", "🦊🐢🐝🐧🦊🐢🐝🐧 zu Fuß", "' OR 1=1; -- heute nicht",
    ],
)  # fmt: skip
def test_whatever_else_people_think_of_may_be_a_password(password: str) -> None:
    assert not is_guessed_soon(password, "ada.lovelace@example.org", "Ada Lovelace")


@given(some.text(max_size=1000))
def test_no_password_takes_long_to_look_at(password: str) -> None:
    assert is_guessed_soon(password, "ada@example.org") in (True, False)


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
