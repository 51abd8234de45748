"""A real browser before the real demo."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.lives import CLOSING_CALL, JURY_CALL, OPEN_CALL, Visit
from tests.chromium import FLAGS, chromium
from tests.servers import running_demo

PATIENCE = 20_000
"""Milliseconds: a machine with much else to do is slow, not wrong."""

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

OPEN = f"calls/{OPEN_CALL}"
JUDGED = f"calls/{JURY_CALL}"
CLOSING = f"calls/{CLOSING_CALL}"
PAGES_OF = {
    "nobody": [
        "register",
        "sign-in",
        "sign-in/organisations",
        "reset",
        "demo/mailbox",
        f"{OPEN}",
        f"{OPEN}/teams/new",
        f"{OPEN}/questions",
        f"{OPEN}/privacy",
    ],
    "officer": [
        "me",
        f"{OPEN}/new-challenge",
        f"{OPEN}/challenges/draft-laerm00001/draft",
        f"{OPEN}/challenges/draft-laerm00001/submission",
        f"{OPEN}/challenges/dunkle-strassenlampen/state",
        "organisations/musterstadt/people",
        "organisations/musterstadt/profile",
        "organisations/musterstadt/sign-in",
        "organisations/musterstadt/privacy/edit",
    ],
    "lead": [
        "me",
        f"{OPEN}/teams/lichtblick",
        f"{OPEN}/teams/lichtblick/invitations",
        f"{OPEN}/teams/lichtblick/link",
        f"{OPEN}/teams/lichtblick/naming",
        f"{OPEN}/teams/lichtblick/requests",
        f"{OPEN}/solutions/draft-lichtblick/edit",
        f"{OPEN}/solutions/draft-lichtblick/files",
        f"{OPEN}/solutions/draft-lichtblick/submission",
        f"{JUDGED}/solutions/schattenboerse/overview",
        "account",
        "account/mail",
        "account/password",
        "account/devices",
        "account/factors",
        "account/identities",
        "account/factors/app",
        "account/passkeys/new",
        "account/proof",
    ],
    "juror": [
        "me",
        f"{JUDGED}/desk",
        f"{JUDGED}/desk/hitzetelefon",
        f"{JUDGED}/tour",
        f"{JUDGED}/jury/solutions/hitzetelefon",
    ],
    "chair": [
        "me",
        JUDGED,
        f"{JUDGED}/jury",
        f"{JUDGED}/jury/plan",
        f"{JUDGED}/jury/progress",
        f"{JUDGED}/jury/conflicts",
        f"{CLOSING}/jury/ranking",
        f"{CLOSING}/awards",
        f"{CLOSING}/awards/release",
    ],
    "organiser": [
        "me",
        f"{OPEN}/organise",
        f"{OPEN}/organise/texts",
        f"{OPEN}/organise/dates",
        f"{OPEN}/organise/rubric",
        f"{OPEN}/organise/prizes",
        f"{OPEN}/organise/history",
        f"{OPEN}/overview",
        f"{OPEN}/challenges/draft-baenke0001/publication",
        f"{JUDGED}/pre-check",
        f"{JUDGED}/jury/tables",
        f"{JUDGED}/jury/board",
        f"{JUDGED}/jury/papers",
        f"{JUDGED}/pre-check/solutions/schattenboerse",
        f"{CLOSING}/awards/release",
    ],
    "operator": ["me", "organisations/waiting"],
}
"""What people of the example have before them, by their door."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo of its own."""
    with running_demo(tmp_path_factory.mktemp("demo") / "demo") as address:
        yield address


@pytest.fixture(scope="session")
def demo_named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of a demo by a name: journeys that change the same things each have one of their own."""
    with ExitStack() as running:

        @cache
        def address_of(name: str) -> str:
            return running.enter_context(running_demo(tmp_path_factory.mktemp("demo") / name))

        yield address_of


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    if not found:
        pytest.skip("there is no Chromium here; the package of that name brings it")
    expect.set_options(timeout=PATIENCE)
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


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visit(
    browser: Browser, demo_named: Callable[[str], str], language: str, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Somebody before a demo that only journeys in this language, with or without scripts, have changed."""
    address = demo_named(f"{language}-{'with' if request.param else 'without'}-scripts")
    with browser.new_context(base_url=address, java_script_enabled=request.param) as context:
        context.set_default_timeout(PATIENCE)
        yield Visit(context, language, runs_scripts=request.param)


@pytest.fixture(scope="session")
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
