"""A demo of its own, started as a newcomer starts it, on a free port of this machine, and ended by its process."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests


@contextmanager
def running_demo(folder: Path, *, command: str | None = None, **settings: str) -> Iterator[str]:
    """Yield the address of a demo that keeps its data in `folder`; `command` is another challenge-hub than our own,
    `settings` are some that a demo does not set itself.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = [command] if command else [sys.executable, "-m", "challenge_hub.cli"]
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted} | settings
    process = subprocess.Popen(
        [*start, "demo", "--port", str(port), "--folder", str(folder)], env=environment, cwd=folder.parent
    )
    try:
        _wait_until_it_answers(f"http://localhost:{port}", process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    session = requests.Session()
    session.trust_env = False
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the demo ended with {process.returncode}")
        try:
            if session.get(f"{address}/healthz", timeout=1).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.1)
    raise RuntimeError("the demo did not answer")
