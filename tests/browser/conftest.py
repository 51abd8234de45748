"""A real browser before the real demo."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import FLAGS, chromium
from tests.servers import running_demo

PAGES = [
    "",
    "calls",
    "calls/civic-hack-dc-2025",
    "calls/civic-hack-dc-2025/results",
    "calls/civic-hack-dc-2025/results/llm-gov",
    "calls/civic-hack-dc-2025/solutions/llm-gov",
    "calls/civic-hack-dc-2025/challenges/data-accessibility",
    "calls/civic-hack-dc-2025/challenges/cross-docket-analysis",
    "challenges",
    "challenges?q=nothing-has-this",
    "solutions",
    "organisations",
    "organisations/civic-tech-dc",
    "imprint",
    "privacy",
    "accessibility",
    "accessibility/report",
    "accessibility/report/received",
    "there-is-no-such-page",
]
"""Every kind of page, after the language."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo of its own."""
    with running_demo(tmp_path_factory.mktemp("demo") / "demo") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    if not found:
        pytest.skip("there is no Chromium here; the package of that name brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(10_000)
        yield context


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a browser that runs scripts, and one in a browser that does not."""
    with browser.new_context(base_url=address, java_script_enabled=request.param) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


@pytest.fixture(scope="session")
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
