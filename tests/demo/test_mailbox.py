"""The mailbox shows every mail, harmless, with links that work."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from challenge_hub.demo.app import demo_worker


@pytest.fixture(autouse=True)
def reports(demo: Flask, newcomer: FlaskClient) -> None:
    """Two barriers were reported; the worker has done its work."""
    for words in ("First", "<script>alert(1)</script> http://evil.example.org/x http://localhost:8000.evil.example/"):
        newcomer.post("/de/accessibility/report", data={"message": words, "mail": "a@example.org"})
    demo_worker(demo).once()


def newest(newcomer: FlaskClient) -> str:
    """The page of the receipt that was sent last."""
    links = re.findall(r'href="(/en/demo/mailbox/[^"]+)"', newcomer.get("/en/demo/mailbox").text)
    return newcomer.get(links[0]).text


def test_mails_are_listed_with_recipient_and_subject_the_newest_first(newcomer: FlaskClient) -> None:
    page = newcomer.get("/en/demo/mailbox").text
    subjects = re.findall(r'href="/en/demo/mailbox/[^"]+" lang="de">([^<]+)</a>', page)
    numbers = [int(subject.rsplit(" ", 1)[1]) for subject in subjects]

    assert numbers == sorted(numbers, reverse=True)
    assert {subject.rsplit(" ", 1)[0] for subject in subjects} == {
        "Eine Barriere wurde gemeldet: Nummer",
        "Ihre Meldung einer Barriere: Nummer",
    }
    assert "to a@example.org" in page


def test_a_mail_is_shown_as_text_and_only_our_own_addresses_are_links(newcomer: FlaskClient) -> None:
    page = newest(newcomer)
    letter = re.findall(r'<div class="letter" lang="de">(.*?)</div>', page, flags=re.S)[0]

    assert letter.startswith("Guten Tag,\n\nvielen Dank")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; http://evil.example.org/x http://localhost:8000.evil" in letter
    assert re.findall(r"<a [^>]+>", letter) == ['<a href="/de/accessibility">']


def test_a_link_in_a_mail_leads_to_its_page(newcomer: FlaskClient) -> None:
    target = re.findall(r'<div class="letter".*?<a href="([^"]+)"', newest(newcomer), flags=re.S)[0]

    assert newcomer.get(target).status_code == 200


@pytest.mark.parametrize("key", ["no-such-mail", "..%2fsecret", "%2e%2e", ".hidden"])
def test_there_is_nothing_but_mails(newcomer: FlaskClient, key: str) -> None:
    assert newcomer.get(f"/en/demo/mailbox/{key}").status_code == 404
