"""The way out: to whom nobody may be sent, and how much an answer may take."""

import ast
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from challenge_hub.infrastructure.outgoing import Bounds, NotFetched, Outgoing, Resolver
from challenge_hub.infrastructure.whereto import is_public, place_of
from tests.infrastructure.web_server import answers, certificate_for, web_server

HOUSE = Path(__file__).parents[2] / "challenge_hub"
WAYS_OUT = {"requests", "urllib3", "urllib.request", "http.client", "socket", "ssl", "smtplib", "httpx", "aiohttp"}

NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
    "169.254.169.254", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.9",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::5db8:d822",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:5db8:d822::1", "2001::1", "2001:0:53aa:64c::1", "2001:db8::1", "3fff::1",
    "100::1", "", "example.org",
]  # fmt: skip

NO_PLACES = [
    "", "https://", "https:///x", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "//example.org/",
    "https://user@example.org/", "https://user:word@example.org/", "https://@example.org/", "https://example.org:0/",
    "https://example.org:99999/", "https://example.org:x/", "https://2130706433/", "https://017700000001/",
    "https://0x7f000001/", "https://0x7f.1/", "https://127.1/", "https://0177.0.0.1/", "https://127.0.0.0x1/",
    "https://1.2.3/", "https://example.1/", "https://127.0.0.1./", "https://localhost./", "https://example.org./",
    "https://[::1%25eth0]/", "https://[::1", "https://[v1.x]/", "https://exa mple.org/", "https://example.org\\@x/",
    "https://example.org/\r\nHost: x", "https://example.org/\t", "https://ｅxample.org/", "https://example。org/",
    "https://①②⑦.0.0.1/", "https://exa%6dple.org/", "https://-example.org/", "https://.example.org/",
    "https://example..org/", "https://example.org/#part", "https://" + "a" * 2000 + ".org/",
]  # fmt: skip


def resolver(**names: Sequence[str]) -> Resolver:
    """A resolver that knows these names, written with _ for the dot."""
    return lambda host, _port: names[host.replace(".", "_")]


def refused(way: Outgoing, address: str) -> str:
    with pytest.raises(NotFetched) as error:
        way.get(address)
    return error.value.reason


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_what_is_not_the_public_internet_is_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450::1"])
def test_the_public_internet_is_public(ip: str) -> None:
    assert is_public(ip)


@given(some.ip_addresses(v=4))
def test_an_ipv4_address_inside_an_ipv6_address_is_never_public(ip: object) -> None:
    inside = f"{int(ip):08x}"  # type: ignore[call-overload]
    high, low = inside[:4], inside[4:]

    assert not any(map(is_public, (f"::ffff:{ip}", f"::{ip}", f"64:ff9b::{ip}", f"2002:{high}:{low}::1")))


@pytest.mark.parametrize("address", NO_PLACES)
def test_an_address_that_can_be_read_in_two_ways_is_no_place(address: str) -> None:
    assert place_of(address) is None
    assert refused(Outgoing(resolve=resolver()), address) == "address-refused"


@pytest.mark.parametrize(
    "address",
    ["http://example.org/", "https://example.org:8443/", "https://example.org:22/", "https://localhost/",
     "https://intranet/", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://10.0.0.1/"],
)  # fmt: skip
def test_plain_http_odd_ports_short_names_and_own_addresses_are_refused_before_resolving(address: str) -> None:
    assert refused(Outgoing(resolve=resolver()), address) == "address-refused"


@pytest.mark.parametrize("ips", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:10.0.0.1"], ["::1"]])
def test_a_name_with_one_address_that_is_not_public_is_not_asked(ips: list[str]) -> None:
    assert refused(Outgoing(resolve=resolver(example_org=ips)), "https://example.org/") == "address-refused"


def test_a_name_nobody_knows_is_unreachable() -> None:
    def nobody(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such name")

    assert refused(Outgoing(resolve=nobody), "https://example.org/") == "unreachable"


def test_a_name_is_resolved_once_and_the_connection_goes_there_whatever_it_says_next() -> None:
    said = iter([["127.0.0.1"], ["10.255.255.1"]])
    with web_server(answers()) as server:
        origin = f"http://inside.test:{server.port}"
        way = Outgoing(inside=[origin], resolve=lambda _host, _port: next(said))

        found = way.get(f"{origin}/page?x=1")

    assert (found.status, found.content, found.address) == (200, b"hello", f"{origin}/page?x=1")
    assert server.asked == [f"GET /page?x=1 inside.test:{server.port}"]
    assert list(said) == [["10.255.255.1"]]


def test_plain_http_stays_on_this_machine() -> None:
    way = Outgoing(inside=["http://inside.test"], resolve=resolver(inside_test=["93.184.216.34"]))

    assert refused(way, "http://inside.test/") == "address-refused"


def test_tls_asks_for_the_name_and_checks_the_certificate_for_it(tmp_path: Path) -> None:
    certificate = certificate_for(["inside.test"], tmp_path)
    with web_server(answers(), certificate=certificate) as server:
        names = {"inside_test": ["127.0.0.1"], "other_test": ["127.0.0.1"]}
        inside = [f"https://{name}.test:{server.port}" for name in ("inside", "other")]
        way = Outgoing(inside=inside, resolve=resolver(**names), trusted=str(certificate))
        stranger = Outgoing(inside=inside, resolve=resolver(**names))

        assert way.get(f"{inside[0]}/").content == b"hello"
        assert refused(way, f"{inside[1]}/") == "unreachable"
        assert refused(stranger, f"{inside[0]}/") == "unreachable"

    assert server.names == ["inside.test", "other.test", "inside.test"]
    assert server.asked == [f"GET / inside.test:{server.port}"]


def test_no_proxy_no_password_file_and_no_cookie_comes_from_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine inside.test login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with web_server(answers(502)) as proxy, web_server(answers(Set_Cookie="a=b")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        origin = f"http://inside.test:{server.port}"
        way = Outgoing(inside=[origin], resolve=resolver(inside_test=["127.0.0.1"]))

        for _ in range(2):
            assert way.get(origin + "/").status == 200

    assert proxy.asked == []
    assert {name for found in server.headers for name in found} == {
        "Host", "User-Agent", "Accept-Encoding", "Connection"
    }  # fmt: skip


@pytest.mark.parametrize(
    "onward",
    ["http://127.0.0.1/", "https://127.0.0.1/", "https://10.0.0.1/", "https://[::1]/", "https://0x7f.1/", "ftp://x/",
     "https://localhost./", "https://evil.test/", "http://other.test/", "//user@inside.test/", "file:///etc/passwd"],
)  # fmt: skip
def test_every_redirect_is_looked_at_anew(onward: str) -> None:
    names = {"inside_test": ["127.0.0.1"], "evil_test": ["93.184.216.34", "127.0.0.1"], "other_test": ["127.0.0.1"]}
    with web_server(answers(302, Location=onward)) as server:
        origin = f"http://inside.test:{server.port}"
        way = Outgoing(inside=[origin, "http://other.test"], resolve=resolver(**names))

        assert refused(way, origin) == "address-refused"

    assert len(server.asked) == 1


def test_redirects_are_followed_with_an_end() -> None:
    with web_server(answers(302, Location="/2"), answers(307, Location="3"), answers()) as server:
        origin = f"http://inside.test:{server.port}"
        way = Outgoing(inside=[origin], resolve=resolver(inside_test=["127.0.0.1"]))

        assert way.get(f"{origin}/1").address == f"{origin}/3"

    with web_server(answers(302, Location="/again")) as server:
        origin = f"http://inside.test:{server.port}"
        way = Outgoing(inside=[origin], resolve=resolver(inside_test=["127.0.0.1"]))

        assert refused(way, f"{origin}/1") == "too-many-redirects"
        assert len(server.asked) == 4


def test_a_form_that_was_sent_is_not_sent_on() -> None:
    with web_server(answers(307, Location="/elsewhere")) as server:
        origin = f"http://inside.test:{server.port}"
        way = Outgoing(inside=[origin], resolve=resolver(inside_test=["127.0.0.1"]))

        found = way.post(f"{origin}/token", {"code": "secret"})

    assert found.status == 307
    assert len(server.asked) == 1


def _forever(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    for _ in range(1000):
        to.wfile.write(b"x" * 10_000)


def _drop_by_drop(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    for _ in range(100):
        to.wfile.write(b"x")
        time.sleep(0.1)


def _headers_drop_by_drop(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(100):
        to.wfile.write(b"x")
        time.sleep(0.1)


def _silence(_to: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


def _half(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    to.wfile.write(b"only this")


@pytest.mark.parametrize(
    ("play", "reason"),
    [
        (_forever, "too-large"),
        (_drop_by_drop, "too-slow"),
        (_headers_drop_by_drop, "too-slow"),
        (_silence, "unreachable"),
        (_half, "unreachable"),
        (answers(Content_Encoding="gzip"), "unreachable"),
    ],
)
def test_size_and_time_are_bounded(play: object, reason: str) -> None:
    with web_server(play) as server:  # type: ignore[arg-type]  # each is a Play
        origin = f"http://inside.test:{server.port}"
        bounds = Bounds(size=100_000, connect=0.5, read=0.5, total=1.0)
        way = Outgoing(inside=[origin], resolve=resolver(inside_test=["127.0.0.1"]), bounds=bounds)
        began = time.monotonic()

        assert refused(way, origin) == reason

    assert time.monotonic() - began < 1.9


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    def slow(_host: str, _port: int) -> Sequence[str]:
        time.sleep(1)
        return ["93.184.216.34"]

    assert refused(Outgoing(resolve=slow, bounds=Bounds(total=0.3)), "https://example.org/") == "too-slow"


def test_nobody_else_in_the_house_asks_other_servers() -> None:
    """Besides the way out there are the mail server, the scanner, and the demo, which looks for a free port."""
    asking = {}
    for path in HOUSE.rglob("*.py"):
        names = set()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
        if found := {way for way in WAYS_OUT for name in names if name == way or name.startswith(way + ".")}:
            asking[path.relative_to(HOUSE).as_posix()] = found

    assert asking == {
        "infrastructure/outgoing.py": {"http.client", "requests", "socket", "urllib3"},
        "infrastructure/pinned.py": {"requests", "socket", "urllib3"},
        "infrastructure/mail_transport.py": {"smtplib", "ssl"},
        "infrastructure/worker.py": {"smtplib"},
        "infrastructure/scanner.py": {"socket"},
        "demo/environment.py": {"socket"},
    }
