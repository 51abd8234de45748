"""Servers as child processes, and the CPU time their processes have used."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

TOOLS = Path(__file__).parents[1]
START_SECONDS = 60
NANOSECONDS_IN_MS = 1_000_000


class Server:
    """A running app; requests go over one connection that is kept open."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.address = process, f"http://127.0.0.1:{port}"
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path: str, *, cookie: bool = False) -> requests.Response:
        """One answer of status 200. A cookie keeps the page out of the page cache, so that it is built."""
        answer = self.session.get(self.address + path, headers={"Cookie": "bench=1"} if cookie else {}, timeout=60)
        answer.raise_for_status()
        return answer

    def bytes_sent(self, path: str) -> int:
        """Bytes of a body on the wire, compressed where the server compresses."""
        answer = self.get(path)
        return int(answer.headers.get("Content-Length", len(answer.content)))

    def cpu_per_request(self, path: str, times: int, *, cookie: bool = False) -> float:
        """Milliseconds of CPU, user and system, of all processes of the server, for one of `times` requests."""
        before = self._cpu()
        for _ in range(times):
            self.get(path, cookie=cookie)
        return (self._cpu() - before) / times

    def _cpu(self) -> float:
        # schedstat counts nanoseconds; /proc/<pid>/stat says the same in steps of ten milliseconds.
        tasks = [task for pid in _family(self.process.pid) for task in Path(f"/proc/{pid}/task").iterdir()]
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / NANOSECONDS_IN_MS


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
