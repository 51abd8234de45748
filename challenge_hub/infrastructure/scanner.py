"""Asking a virus scanner (ClamAV's clamd, or whatever speaks its INSTREAM) about a file before anything is kept of it.

Without SCANNER nothing is asked. With it, a file is taken only when the scanner says that it is clean: no answer, a
strange one or one that comes too late is a no as well.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app

from challenge_hub.access import Refused
from challenge_hub.settings import Settings

PATIENCE = 30.0
PIECE = 64 * 1024
LONGEST_ANSWER = 4096
CLEAN, FOUND = "stream: OK", " FOUND"


def require_clean(content: bytes) -> None:
    """Refuses with file-harmful, and with scanner-down. Slow: ask before any statement."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.scanner:
        return
    try:
        answer = _answer(settings.scanner, content)
    except (OSError, ValueError):
        raise Refused("scanner-down") from None
    if answer.endswith(FOUND):
        raise Refused("file-harmful")
    if answer != CLEAN:
        raise Refused("scanner-down")


def _answer(where: str, content: bytes) -> str:
    ends = time.monotonic() + PATIENCE
    with _connected(where) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.settimeout(max(ends - time.monotonic(), 0.01))
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
        said = b""
        while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
            line.settimeout(max(ends - time.monotonic(), 0.01))
            more = line.recv(LONGEST_ANSWER)
            if not more:
                break
            said += more
    return said.rstrip(b"\0\n").decode("utf-8")


@contextmanager
def _connected(where: str) -> Iterator[socket.socket]:
    if where.startswith("unix:"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(PATIENCE)
            line.connect(where.removeprefix("unix:"))
            yield line
        return
    host, _, port = where.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE) as line:
        yield line
