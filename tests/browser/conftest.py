"""A real browser before the real demo: started as a newcomer starts it, on a free port, and ended afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PAGES = [
    "",
    "calls",
    "calls/civic-hack-dc-2025",
    "calls/civic-hack-dc-2025/results",
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


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    session = requests.Session()
    session.trust_env = False
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the demo ended with {process.returncode}")
        try:
            if session.get(f"{address}/healthz", timeout=1).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the demo did not answer")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo of its own."""
    port, folder = free_port(), tmp_path_factory.mktemp("demo") / "demo"
    command = [sys.executable, "-m", "challenge_hub.cli", "demo", "--port", str(port), "--folder", str(folder)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, env=environment)
    try:
        wait_until_it_answers(f"http://localhost:{port}", process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
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
