"""Every kind of page for everyone: no axe violation, no sideways scrolling, nothing from elsewhere."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import PAGES

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]
# Under forced colours the browser paints its own; axe would judge those of the style sheet.
BLIND_TO = {"forced colours": {"color-contrast": {"enabled": False}}}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "forced colours": {"forced_colors": "active"},
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(browser: Browser, address: str, axe: str, language: str, look: str) -> None:
    found = {}
    with browser.new_context(base_url=address, bypass_csp=True, **LOOKS[look]) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(f"/{language}/{path}")
            page.evaluate(axe)
            options = {"runOnly": {"type": "tag", "values": RULES}, "rules": BLIND_TO.get(look, {})}
            result = page.evaluate("options => axe.run(document, options)", options)
            violations = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in result["violations"]]
            if violations:
                found[path] = violations

    assert found == {}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("width", "letters"), [(320, "100%"), (640, "200%")])
def test_nothing_scrolls_sideways(browser: Browser, address: str, language: str, width: int, letters: str) -> None:
    wide = {}
    with browser.new_context(base_url=address, viewport={"width": width, "height": 640}) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(f"/{language}/{path}")
            page.evaluate("letters => document.documentElement.style.fontSize = letters", letters)
            found = page.evaluate("document.scrollingElement.scrollWidth")
            if found > width:
                wide[path] = found

    assert wide == {}


def test_no_page_asks_for_anything_from_elsewhere_or_breaks_its_own_policy(
    context: BrowserContext, address: str
) -> None:
    asked: set[str] = set()
    complaints: set[str] = set()
    page = context.new_page()
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: complaints.add(message.text))
    for path in PAGES:
        page.goto(f"/en/{path}")
    complaints = {text for text in complaints if "404" not in text}

    assert {url for url in asked if not url.startswith(address)} == set()
    assert complaints == set()
    assert context.cookies() != []  # the form of the barrier report has set its one cookie
    assert [cookie["name"] for cookie in context.cookies()] == ["session"]


def test_every_link_of_our_own_leads_somewhere(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    links: set[str] = set()
    for path in PAGES:
        page.goto(f"/de/{path}")
        links |= set(page.eval_on_selector_all("a[href], link[href], img[src]", "all => all.map(e => e.href || e.src)"))
    own = {link.split("#")[0] for link in links if link.startswith(address)}

    broken = {link for link in own if context.request.get(link).status >= 400}

    assert {link.removeprefix(address) for link in broken} <= {"/de/there-is-no-such-page"}
