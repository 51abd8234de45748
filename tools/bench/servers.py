"""Servers as child processes, and the CPU time their processes have used."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path

import requests

TOOLS = Path(__file__).parents[1]
START_SECONDS = 60
NANOSECONDS_IN_MS = 1_000_000


class Server:
    """A running app; requests go over one connection that is kept open, and what it wants to set as cookies is not."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.address = process, f"http://127.0.0.1:{port}"
        self.session = a_browser()

    def get(self, path: str, cookie: str = "") -> requests.Response:
        """One answer of status 200."""
        answer = self.session.get(self.address + path, headers=_cookie(cookie), timeout=60)
        answer.raise_for_status()
        return answer

    def post(
        self,
        path: str,
        data: Mapping[str, str],
        cookie: str,
        *,
        by_script: bool = False,
        browser: requests.Session | None = None,
    ) -> requests.Response:
        """One answer of any status: to a button or to the script that saves; `browser` has a connection of its own."""
        headers = _cookie(cookie) | ({"X-Autosave": "1"} if by_script else {})
        who = browser or self.session
        return who.post(self.address + path, data=data, headers=headers, timeout=60, allow_redirects=False)

    def bytes_sent(self, path: str) -> int:
        """Bytes of a body on the wire, compressed where the server compresses."""
        answer = self.get(path)
        return int(answer.headers.get("Content-Length", len(answer.content)))

    def cpu_per_request(self, ask: Callable[[], object], times: int) -> float:
        """Milliseconds of CPU, user and system, of all processes of the server, for asking one of `times` times."""
        before = self.cpu()
        for _ in range(times):
            ask()
        return (self.cpu() - before) / times

    def cpu(self) -> float:
        # schedstat counts nanoseconds; /proc/<pid>/stat says the same in steps of ten milliseconds.
        tasks = [task for pid in _family(self.process.pid) for task in Path(f"/proc/{pid}/task").iterdir()]
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / NANOSECONDS_IN_MS


def a_browser() -> requests.Session:
    """One that keeps no cookies: each request says which it sends."""
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


def _cookie(cookie: str) -> dict[str, str]:
    return {"Cookie": cookie} if cookie else {}


def _family(pid: int) -> list[int]:
    children = [
        int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()
    ]
    return [pid, *(relative for child in children for relative in _family(child))]


@contextmanager
def running(target: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Start an app factory on a free port of this machine and end it by its process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.serve", target, str(port)]
    variables = {**os.environ, **environment, "PYTHONPATH": f"{TOOLS}{os.pathsep}{TOOLS.parent}"}
    process = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The server did not start (exit code {process.poll()}).")
