"""Forms that are half sent, as many as there are threads: whoever comes next is still answered."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest

from tests.browser.test_server import report_a_barrier

pytestmark = pytest.mark.browser

MANY = 24
"""More than a handful of phones on a bad line; three times what a process once worked on at once."""


@contextmanager
def half_sent(address: str, path: str, many: int) -> Iterator[None]:
    """`many` connections that promise a form, send half of it, and stay open."""
    parts = urlsplit(address)
    head = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 100000\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\nmessage="
    with ExitStack() as stack:
        for _ in range(many):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", parts.port or 80)))
            connection.sendall(head.encode() + b"x" * 50_000)
        yield


@pytest.mark.parametrize("path", ["/de/sign-in", "/en/accessibility/report"])
def test_many_half_sent_forms_hold_up_nobody(address: str, path: str) -> None:
    with half_sent(address, path, MANY):
        answer = report_a_barrier(address)

    assert answer.url == f"{address}/en/accessibility/report/received"
