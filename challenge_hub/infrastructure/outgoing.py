"""The one way out: requests to other servers. Nothing else in the house may ask another server for anything by http.

Over https and to public addresses alone. A name is resolved once, every address it has is looked at, and the connection
goes to exactly that address, whatever the name says a moment later. Redirects are followed by hand, each looked at
anew. Size and time are bounded. What the operator names in OUTGOING_INSIDE may lie in the operator's own network.

Ask before the first statement of a transaction: an answer may take seconds.
"""

import socket
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urljoin

import requests
from flask import current_app
from urllib3.exceptions import HTTPError

from challenge_hub import __version__
from challenge_hub.infrastructure.pinned import Bounds, NotFetched, Patience, Pinned, patience_of
from challenge_hub.infrastructure.whereto import Place, is_loopback, is_public, is_public_place, place_of
from challenge_hub.settings import Settings

__all__ = ["Bounds", "Fetched", "NotFetched", "Outgoing", "outgoing", "way_out"]

Resolver = Callable[[str, int], Sequence[str]]
"""The addresses of a name, those to try first in front. Raises OSError where it has none."""

_RESOLVERS = ThreadPoolExecutor(4, thread_name_prefix="resolver")
"""The system's resolver knows no time limit; in a thread it can be left alone with its waiting."""

REDIRECTS = (301, 302, 303, 307, 308)
PIECE = 16 * 1024
HEADERS = {"User-Agent": f"challenge-hub/{__version__}", "Accept-Encoding": "identity", "Connection": "close"}


@dataclass(frozen=True)
class Fetched:
    """What a server answered, and under which address in the end."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    address: str


def addresses_of(host: str, port: int) -> Sequence[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Outgoing:
    """`inside` are origins (`https://sso.town.example:8443`) that may have any port and an address that is not public;
    plain http among them is for this machine alone. `trusted` is a file of certificates besides the usual ones.
    """

    inside: Collection[str] = ()
    resolve: Resolver = addresses_of
    bounds: Bounds = field(default_factory=Bounds)
    trusted: str | None = None

    def get(self, address: str, *, headers: Mapping[str, str] | None = None) -> Fetched:
        """Ask for a page, over as many redirects as the bounds say. Raises NotFetched."""
        with patience_of(self.bounds.total) as patience:
            for _ in range(self.bounds.redirects + 1):
                found = self._ask(patience, requests.Request("GET", address, headers=headers))
                onward = found.headers.get("location")
                if found.status not in REDIRECTS or not onward:
                    return found
                there = urljoin(address, onward)
                if _origin(there) != _origin(address):
                    headers = None  # they were meant for another
                    if _origin(there) in self.inside:
                        raise NotFetched("address-refused")
                address = there
            raise NotFetched("too-many-redirects")

    def post(self, address: str, form: Mapping[str, str], *, headers: Mapping[str, str] | None = None) -> Fetched:
        """Send a form; a redirect is an answer and not followed. Raises NotFetched."""
        with patience_of(self.bounds.total) as patience:
            return self._ask(patience, requests.Request("POST", address, headers=headers, data=form))

    def may_ask(self, address: str, *, on_behalf_of: str | None = None) -> bool:
        """Whether such an address can be asked at all, as far as can be told before its name is resolved.

        What a server outside names (`on_behalf_of`) is never inside.
        """
        place = place_of(address)
        if place is None or place.origin not in self.inside:
            return place is not None and is_public_place(place)
        return on_behalf_of is None or _origin(on_behalf_of) in self.inside

    def _ask(self, patience: Patience, request: requests.Request) -> Fetched:
        place = place_of(request.url)
        if place is None or not self.may_ask(place.address):
            raise NotFetched("address-refused")
        way = Pinned(self._checked(place, patience), patience, self.bounds, self.trusted)
        request.headers = {**HEADERS, **(request.headers or {})}
        with requests.Session() as session:
            session.trust_env = False
            session.headers.clear()
            session.mount(place.scheme + "://", way)
            waits = (self.bounds.connect, self.bounds.read)
            sent = session.prepare_request(request)
            try:
                with session.send(sent, stream=True, allow_redirects=False, timeout=waits) as answer:
                    content = b"".join(_pieces(answer, patience, self.bounds.size))
            except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
                raise NotFetched("too-slow" if patience.is_over else "unreachable") from error
        return Fetched(answer.status_code, answer.headers, content, place.address)

    def _checked(self, place: Place, patience: Patience) -> Sequence[str]:
        """Where to connect: every address of the name is one that may be asked, or none is."""
        ips = patience.wait_for(_RESOLVERS.submit(self.resolve, place.host, place.port))
        if place.origin not in self.inside:
            is_fine = all(map(is_public, ips))
        else:
            is_fine = place.scheme == "https" or all(map(is_loopback, ips))
        if not ips or not is_fine:
            raise NotFetched("address-refused" if ips else "unreachable")
        return ips


def way_out(settings: Settings) -> Outgoing:
    """The way out that the settings allow."""
    certificates = settings.outgoing_certificates
    inside = [_origin(address) for address in settings.outgoing_inside.split()]
    return Outgoing(inside=inside, trusted=str(certificates) if certificates else None)


def outgoing() -> Outgoing:
    """The way out of the running app."""
    found: Outgoing = current_app.extensions["outgoing"]
    return found


def _pieces(answer: requests.Response, patience: Patience, most: int) -> Iterator[bytes]:
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NotFetched("unreachable")  # nobody asked for it, and unpacking has no bound
    size = 0
    while piece := answer.raw.read1(PIECE):
        size += len(piece)
        if size > most:
            raise NotFetched("too-large")
        if patience.is_over:
            raise NotFetched("too-slow")
        yield piece
    if patience.is_over:
        raise NotFetched("too-slow")


def _origin(address: str) -> str:
    place = place_of(address)
    return place.origin if place else ""
