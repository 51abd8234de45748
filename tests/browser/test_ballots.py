"""A vote in a real browser: an organiser opens it, and a ballot is cast on a narrow phone, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lives import JURY_CALL, Visit
from tests.browser.test_lives_for_everyone import EVERYTHING, NARROW, axe_finds

pytestmark = pytest.mark.browser

PHONES = {"with JavaScript": True, "without JavaScript": False}


def an_open_vote(browser: Browser, address: str, ballots: int) -> list[str]:
    """The organiser of the demo prepares a vote, prints ballots and opens it; returns their addresses."""
    with browser.new_context(base_url=address) as context:
        desk = Visit(context, "en", runs_scripts=True)
        desk.enter("organiser")
        desk.go(f"calls/{JURY_CALL}/votes")
        desk.content.get_by_role("button", name="Prepare a vote").click()
        desk.follow("Make ballots")
        desk.fill(many=str(ballots))
        desk.press("Make ballots")
        codes = desk.content.locator(".slip-code").all_inner_texts()
        desk.follow("Printed: back to the vote")
        desk.follow("Open the vote")
        desk.press("Open the vote")
        expect(desk.content.get_by_text("running", exact=True)).to_be_visible()
    return [f"ballots/{code.replace('-', '')}" for code in codes]


def has_room(page: Page) -> bool:
    return bool(page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"])


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_ballot_is_cast_by_keyboard_on_a_narrow_phone(
    browser: Browser, demo_named: Callable[[str], str], axe: str, language: str
) -> None:
    address = demo_named(f"ballots {language}")
    ballots = an_open_vote(browser, address, len(PHONES) * 2)
    for (phone, runs_scripts), ballot in zip(PHONES.items(), ballots, strict=False):
        with browser.new_context(
            base_url=address, viewport=NARROW, java_script_enabled=runs_scripts, bypass_csp=True
        ) as context:
            hand = Visit(context, language, runs_scripts)
            hand.go(ballot)
            looked_at = [(axe_finds_here(hand.page, axe), has_room(hand.page))] if runs_scripts else []
            hand.tab_to("input[name=chosen]")
            hand.page.keyboard.press("Space")
            name = hand.content.locator("label:has(input:checked)").inner_text().splitlines()[0]
            hand.press("Look at my choice")
            expect(hand.content.locator("form")).to_contain_text(name)
            looked_at += [(axe_finds_here(hand.page, axe), has_room(hand.page))] if runs_scripts else []
            hand.press("Choose again")
            expect(hand.content.locator("input:checked")).to_have_count(1)
            hand.press("Look at my choice")
            hand.press("Cast the ballot")
            expect(hand.content).to_contain_text(hand.said("This ballot was cast, and is counted."))
            hand.page.reload()
            expect(hand.content.locator("input[name=chosen]")).to_have_count(0)
            assert [found for found in looked_at if found != ([], True)] == [], phone


def axe_finds_here(page: Page, axe: str) -> list[object]:
    page.evaluate(axe)
    return axe_finds(page, EVERYTHING)


def test_pages_of_a_vote_have_no_barrier_and_never_scroll_sideways(
    browser: Browser, demo_named: Callable[[str], str], axe: str
) -> None:
    address = demo_named("ballots looked at")
    an_open_vote(browser, address, 3)
    found = {}
    with browser.new_context(base_url=address, viewport=NARROW, bypass_csp=True) as context:
        desk = Visit(context, "de", runs_scripts=True)
        desk.enter("organiser")
        at = f"calls/{JURY_CALL}/votes"
        for path in (at, f"{at}/1", *(f"{at}/1/{page}" for page in PAGES)):
            desk.go(path)
            found[path] = (axe_finds_here(desk.page, axe), has_room(desk.page))
        desk.go(f"{at}/1/ballots")
        desk.press("Make ballots")
        found["slips"] = (axe_finds_here(desk.page, axe), has_room(desk.page))
        desk.go("ballots")
        found["typed"] = (axe_finds_here(desk.page, axe), has_room(desk.page))

    assert {path: seen for path, seen in found.items() if seen != ([], True)} == {}


PAGES = ("ballots", "opening", "extension", "closing", "cancellation", "ballots/1/revocation")
