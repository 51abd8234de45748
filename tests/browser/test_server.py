"""The real server under the demo."""

import re
import socket
from urllib.parse import urlsplit

import pytest
import requests

pytestmark = pytest.mark.browser


def report_a_barrier(address: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        page = session.get(f"{address}/en/accessibility/report", timeout=10).text
        token = re.findall(r'name="csrf_token" type="hidden" value="([^"]+)"', page)[0]
        return session.post(
            f"{address}/en/accessibility/report", data={"csrf_token": token, "message": "Too small."}, timeout=4
        )


def test_a_form_that_is_half_sent_holds_up_nobody(address: str) -> None:
    parts = urlsplit(address)
    head = f"POST /en/accessibility/report HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 1000\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\nmessage=half"
    slow = [socket.create_connection(("127.0.0.1", parts.port or 80)) for _ in range(3)]
    try:
        for connection in slow:
            connection.sendall(head.encode())

        answer = report_a_barrier(address)
    finally:
        for connection in slow:
            connection.close()

    assert answer.url == f"{address}/en/accessibility/report/received"
    assert answer.status_code == 200


def test_the_server_names_neither_itself_nor_its_version(address: str) -> None:
    answer = requests.get(f"{address}/en/", timeout=10)

    assert re.search(r"\d", answer.headers.get("Server", "")) is None
    assert "X-Powered-By" not in answer.headers
