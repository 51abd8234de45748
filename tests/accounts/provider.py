"""A real sign-in service: oidc-provider in a process of its own (tests/provider), and the browser of who is there."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

FOLDER = Path(__file__).parents[1] / "provider"
CLIENT, SECRET = "hub: our place", "secret/ &+".ljust(40, "!")


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    return session


@dataclass
class Provider:
    """`browser` is the one that people are signed in with there."""

    issuer: str
    browser: requests.Session = field(default_factory=_session)

    def now_is(self, sub: str | None = "ada", *, flaw: str | None = None, **claims: Any) -> None:
        """Who is signed in there from now on, what the service tells of them, and what is wrong with its tokens."""
        account = None if sub is None else {"sub": sub, **claims}
        self.browser = _session()
        self.browser.post(f"{self.issuer}/test", data=json.dumps({"account": account, "flaw": flaw})).raise_for_status()

    def visit(self, address: str) -> str:
        """Go there as a browser does; returns where the service sends the browser back to."""
        for _ in range(8):
            answer = self.browser.get(address, allow_redirects=False, timeout=10)
            onward = answer.headers.get("Location", "")
            if not answer.is_redirect:
                raise AssertionError(f"{answer.status_code}: {answer.text[:500]}")
            address = requests.compat.urljoin(address, onward)
            if "/sign-in/return/" in address:
                return address
        raise AssertionError("no end of redirects")


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Skips with a sentence where there is no Node or its packages."""
    node = shutil.which("node")
    if not node or not (FOLDER / "node_modules").is_dir():
        pytest.skip("there is no sign-in service to test with; `npm ci` in tests/provider brings it (Node 20 or newer)")
    process = subprocess.Popen(
        [node, "provider.mjs"], cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        issuer = process.stdout.readline().strip() if process.stdout else ""
        if not issuer:
            raise RuntimeError(f"the sign-in service ended with {process.wait()}")
        yield Provider(issuer)
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout:
            process.stdout.close()
