"""Thousands of hostile texts through the one Markdown function, shown in a real browser that would run anything.

No policy stands between: what gets through would run. The same harness runs the same texts raw, to show that it sees.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from challenge_hub.infrastructure.text import ATTRIBUTES, ELEMENTS, PROTOCOLS, to_html
from tests.browser.payloads import payloads

pytestmark = pytest.mark.browser

MANY, AT_ONCE, RAW = 6000, 300, 400
SEED = 20270301
PLACE = "http://place.test/"
HIT = "window.hits = []; window.hit = n => { window.hits.push(n); }; window.alert = window.hit;"

STIR = """
async () => {
  // Addresses that lead elsewhere are not followed; those that would run are.
  document.addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a");
    if (link && ["http:", "https:", "mailto:"].includes(link.protocol)) event.preventDefault();
  }, true);
  const events = ["focus", "mouseover", "pointerenter", "click", "auxclick", "toggle", "load", "error"];
  const stir = () => {
    for (const element of document.querySelectorAll(".text *"))
      for (const name of events) element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
  };
  stir();
  // Read back and written once more, markup can turn into other markup.
  for (let again = 0; again < 2; again++) {
    for (const text of document.querySelectorAll(".text")) text.innerHTML = text.innerHTML;
    stir();
  }
  await new Promise(done => setTimeout(done, 50));
  return window.hits;
}
"""

SHAPE = """
() => {
  const found = [];
  for (const element of document.querySelectorAll(".text *"))
    for (const name of ["", ...element.getAttributeNames()])
      found.push([element.localName, name, element.protocol || "", element.namespaceURI]);
  return found;
}
"""


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page without any policy, in a browser without a network; `asked` holds what it asked for all the same."""
    with browser.new_context(bypass_csp=True) as context:
        asked: list[str] = []

        def refuse(route: Route) -> None:
            if route.request.url == PLACE:
                route.fulfill(body="<!doctype html><title>A page</title>", content_type="text/html")
                return
            asked.append(route.request.url)
            route.abort()

        context.route("**/*", refuse)
        context.add_init_script(HIT)
        page = context.new_page()
        page.asked = asked  # type: ignore[attr-defined]  # carried along for the test
        yield page


def shown(page: Page, texts: list[str]) -> list[Any]:
    """What ran after these were shown and everything in them was touched."""
    page.goto(PLACE)
    page.set_content("".join(f'<div class="text">{text}</div>' for text in texts))
    found: list[Any] = page.evaluate(STIR)
    return found


def test_nothing_of_thousands_of_hostile_texts_runs_loads_or_keeps_a_shape_of_its_own(bare: Page) -> None:
    texts = [str(to_html(payload)) for payload in payloads(MANY, seed=SEED)]
    shapes: set[tuple[str, ...]] = set()
    ran: list[Any] = []
    for start in range(0, MANY, AT_ONCE):
        ran += shown(bare, texts[start : start + AT_ONCE])
        shapes |= {tuple(found) for found in bare.evaluate(SHAPE)}

    assert ran == []
    assert bare.asked == []  # type: ignore[attr-defined]
    assert {element for element, *_ in shapes} <= set(ELEMENTS)
    assert {namespace for *_, namespace in shapes} == {"http://www.w3.org/1999/xhtml"}
    assert {(element, name) for element, name, *_ in shapes if name} <= {
        (element, name) for element, names in ATTRIBUTES.items() for name in {*names, "rel"}
    }
    protocols = {f"{protocol}:" for protocol in PROTOCOLS}
    assert {protocol for element, name, protocol, _ in shapes if (element, name) == ("a", "href")} <= protocols


def test_the_same_texts_do_run_where_nobody_cleans_them(bare: Page) -> None:
    """The harness has teeth: raw, and one by one for many of them swallow the rest of a page, they run and load."""
    ran = set()
    for payload in payloads(RAW, seed=SEED):
        try:
            ran |= set(map(str, shown(bare, [payload])))
        except Exception:
            continue

    assert len(ran) > RAW / 10
    assert bare.asked  # type: ignore[attr-defined]
