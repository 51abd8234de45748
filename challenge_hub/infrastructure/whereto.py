"""Which addresses of other servers may be asked at all. Values in, answers out; nothing is resolved here.

An address names its server in the plainest way or not at all: whatever two programs could read differently is refused.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

LONGEST = 2000
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*")
LIKE_A_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")
"""A last part of digits or 0x… : many programs read the whole as an IPv4 address, in decimal, octal or hex."""

NOT_PUBLIC_4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
GLOBAL_6 = IPv6Network("2000::/3")
"""Everything public lies in here. Mapped IPv4 (::ffff:…) and NAT64 (64:ff9b::…) do not."""

NOT_PUBLIC_6 = [IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
"""Protocol assignments with Teredo, examples, and 6to4, which carries an IPv4 address inside."""


@dataclass(frozen=True)
class Place:
    """A server and what to ask it: scheme, host in small letters, port, and the address as it is asked."""

    scheme: str
    host: str
    port: int
    address: str

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return f"{self.scheme}://{host}" + ("" if self.port == usual else f":{self.port}")


def place_of(address: str) -> Place | None:
    """What an address names; None for anything that is not plainly the address of a page on some server."""
    if len(address) > LONGEST or not address.isascii() or re.search(r"[\x00-\x20\x7f\\]", address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    except (ValueError, KeyError):
        return None
    host = (parts.hostname or "").lower()
    if (
        "@" in parts.netloc
        or ("[" in parts.netloc) != (":" in host)
        or parts.port == 0
        or parts.fragment
        or not _is_plain(host)
    ):
        return None
    return Place(parts.scheme, host, port, address)


def _is_plain(host: str) -> bool:
    if ":" in host:
        return "%" not in host and _ip(host) is not None
    if LIKE_A_NUMBER.fullmatch(host):
        return isinstance(_ip(host), IPv4Address)
    return len(host) <= 253 and NAME.fullmatch(host) is not None


def is_public_place(place: Place) -> bool:
    """Whether anybody's address may lead there before it is resolved: https, the usual port, a name with a dot or an
    address that is public.
    """
    if place.scheme != "https" or place.port != 443:
        return False
    literal = _ip(place.host)
    return is_public(place.host) if literal else "." in place.host


def is_public(ip: str) -> bool:
    """Whether an IP address belongs to the public internet; what cannot be read does not."""
    found = _ip(ip)
    if isinstance(found, IPv4Address):
        return found.is_global and not any(found in network for network in NOT_PUBLIC_4)
    if found is None or found.scope_id:
        return False
    return found.is_global and found in GLOBAL_6 and not any(found in network for network in NOT_PUBLIC_6)


def is_loopback(ip: str) -> bool:
    """Whether an IP address is this machine itself."""
    found = _ip(ip)
    return found is not None and any(found in ip_network(network) for network in ("127.0.0.0/8", "::1/128"))


def _ip(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
