"""Thousands of made-up attacks, through our Markdown into a real browser that would run them."""

import random

import pytest
from playwright.sync_api import Browser

from challenge_hub.infrastructure.text import to_html

pytestmark = pytest.mark.browser

PIECES = (
    "<", ">", "</", "/>", "script", "img", "svg", "math", "style", "iframe", "a", "details", "template", "mtext",
    " src=x", " href=", " onerror=ran()", " onload=ran()", " ontoggle=ran() open", " autofocus onfocus=ran()", "ran()",
    "javascript:ran()", "java\tscript:ran()", "JaVaScRiPt&colon;ran()", "&#106;avascript:ran()", "data:text/html,", '"',
    "'", "`", "```", "[x](", ")", "[x]", "[x]: ", "![", "](", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#x3c;", "\\",
    "\n", "\n\n", "\n    ", "> ", "- ", "| a |\n|-|\n| ", "# ", "*", "_", "\0", "\u2028", "\u202e", "<x ",
    " xlink:href=",
)  # fmt: skip
WHOLE = (
    "<script>ran()</script>", "<img src=x onerror=ran()>", "[x](javascript:ran())", "<svg onload=ran()>",
    "<a href='javascript:ran()'>x</a>", "<iframe srcdoc='<script>parent.ran()</script>'></iframe>",
)  # fmt: skip
MANY, AT_ONCE = 4000, 200
TOUCH = """() => {
  for (const each of document.querySelectorAll("*")) {
    for (const name of ["mouseover", "focus", "toggle"]) each.dispatchEvent(new Event(name));
    if (/^(javascript|data|blob):/.test(each.protocol || "")) each.click();
  }
}"""
"""What somebody's hand would do; links to other places are left alone."""


def attacks() -> list[str]:
    chance = random.Random(2026)
    made = ["".join(chance.choices(PIECES, k=chance.randint(2, 14))) for _ in range(MANY - len(WHOLE))]
    return [*WHOLE, *made]


def ran_in(browser: Browser, pages: list[str]) -> list[int]:
    """The numbers of the pages on which something ran."""
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/*", lambda route: route.abort())
        found = []
        page.expose_function("ran", lambda: found.append(number))
        for number, html in enumerate(pages):  # noqa: B007 - read when something runs
            page.set_content(f"<!doctype html><body>{html}</body>", wait_until="domcontentloaded")
            page.evaluate(TOUCH)
            page.wait_for_timeout(50)
    return found


def test_no_attack_of_thousands_runs_in_a_browser(browser: Browser) -> None:
    made = attacks()
    pages = ["\n<hr>\n".join(map(to_html, made[start : start + AT_ONCE])) for start in range(0, MANY, AT_ONCE)]

    assert ran_in(browser, pages) == []


def test_without_our_markdown_the_same_attacks_would_run(browser: Browser) -> None:
    """What the test above looks at can be seen at all."""
    raw = [one for one in WHOLE if one.startswith("<")]

    assert set(ran_in(browser, raw)) == set(range(len(raw)))
