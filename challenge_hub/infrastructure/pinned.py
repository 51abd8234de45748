"""A connection that goes where it was told to, and a limit of time nobody on the other side can stretch."""

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock, Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context


class NotFetched(Exception):
    """No answer. `reason` is address-refused, unreachable, too-large, too-slow or too-many-redirects."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Bounds:
    """How much of whose time an answer may take: bytes, seconds to connect, between two bytes, and in all."""

    size: int = 1024 * 1024
    connect: float = 3.0
    read: float = 5.0
    total: float = 10.0
    redirects: int = 3


class Patience:
    """The time for one fetch. When it is over, open connections are cut, at whatever point they are."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._lock = Lock()
        self._open: list[socket.socket] = []
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends

    @property
    def left(self) -> float:
        return max(self._ends - time.monotonic(), 0.01)

    def watch(self, connection: socket.socket) -> None:
        """A second handle of the connection stays here, for TLS takes the first away."""
        with self._lock:
            self._open.append(connection.dup())

    def wait_for(self, coming: "Future[Sequence[str]]") -> Sequence[str]:
        try:
            return coming.result(timeout=self.left)
        except TooLate:
            raise NotFetched("too-slow") from None
        except (OSError, UnicodeError) as error:
            raise NotFetched("unreachable") from error

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()

    def _cut(self) -> None:
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the other side was faster


@contextmanager
def patience_of(seconds: float) -> Iterator[Patience]:
    patience = Patience(seconds)
    try:
        yield patience
    finally:
        patience.end()


class Pinned(HTTPAdapter):
    """Connects to the addresses that were looked at; name, certificate and Host are those of the request.

    `trusted` is a file of authorities whose certificates count besides the usual ones.
    """

    def __init__(self, ips: Sequence[str], patience: Patience, bounds: Bounds, trusted: str | None = None) -> None:
        self._connect = partial(_connected, ips, patience, bounds)
        self._trusted = trusted
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        context = create_urllib3_context()
        if self._trusted:
            context.load_verify_locations(self._trusted)
        super().init_poolmanager(*args, **kwargs, ssl_context=context)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        kind = _PinnedHTTPS if pool.scheme == "https" else _PinnedHTTP
        pool.ConnectionCls = partial(kind, connect=self._connect)
        return pool


class _PinnedHTTP(HTTPConnection):
    def __init__(self, *args: Any, connect: Callable[[int], socket.socket], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._connect = connect

    def _new_conn(self) -> socket.socket:
        return self._connect(self.port)


class _PinnedHTTPS(HTTPSConnection):
    def __init__(self, *args: Any, connect: Callable[[int], socket.socket], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._connect = connect

    def _new_conn(self) -> socket.socket:
        return self._connect(self.port)


def _connected(ips: Sequence[str], patience: Patience, bounds: Bounds, port: int) -> socket.socket:
    """A connection to the first of these addresses that takes one."""
    failed: OSError | None = None
    for ip in ips:
        try:
            connection = socket.create_connection((ip, port), timeout=min(bounds.connect, patience.left))
        except OSError as error:
            failed = error
            continue
        connection.settimeout(bounds.read)
        patience.watch(connection)
        return connection
    raise failed or OSError("no address")
