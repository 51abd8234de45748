"""The pages behind the doors for everyone: no axe violation, no sideways scrolling, by light, dark, and narrow."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.conftest import PAGES_OF
from tests.browser.lives import Visit
from tests.browser.test_everyone import RULES

pytestmark = pytest.mark.browser

EVERYTHING = {"type": "tag", "values": RULES}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What the colour scheme changes; the rest of a page is the same in the dark."""

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
HALF: ViewportSize = {"width": 640, "height": 640}


def pages_of(context: BrowserContext, who: str) -> Iterator[tuple[str, Page]]:
    """Each page of somebody's, opened in German."""
    visit = Visit(context, "de", runs_scripts=True)
    if who != "nobody":
        visit.enter(who)
    for path in PAGES_OF[who]:
        visit.go(path)
        yield path, visit.page


def axe_finds(page: Page, rules: dict[str, Any]) -> list[Any]:
    result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in result["violations"]]


@pytest.mark.parametrize("who", PAGES_OF)
def test_axe_finds_nothing_behind_a_door(browser: Browser, address: str, axe: str, who: str) -> None:
    found: dict[tuple[str, str], list[Any]] = {}
    with browser.new_context(base_url=address, bypass_csp=True, reduced_motion="reduce") as context:
        for path, page in pages_of(context, who):
            page.evaluate(axe)
            found[path, "light"] = axe_finds(page, EVERYTHING)
            page.emulate_media(color_scheme="dark")
            found[path, "dark"] = axe_finds(page, COLOURS)
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(NARROW)
            found[path, "narrow"] = axe_finds(page, EVERYTHING)
            page.set_viewport_size(WIDE)

    assert {where: violations for where, violations in found.items() if violations} == {}


@pytest.mark.parametrize("who", PAGES_OF)
def test_nothing_behind_a_door_scrolls_sideways(browser: Browser, address: str, who: str) -> None:
    widths: dict[tuple[str, int], int] = {}
    with browser.new_context(base_url=address, viewport=NARROW) as context:
        for path, page in pages_of(context, who):
            widths[path, 320] = page.evaluate("document.scrollingElement.scrollWidth")
            page.set_viewport_size(HALF)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            widths[path, 640] = page.evaluate("document.scrollingElement.scrollWidth")
            page.set_viewport_size(NARROW)

    assert {where: found for where, found in widths.items() if found > where[1]} == {}
