"""The log, on the standard error output: a line for each thing, with its moment in UTC and the number of its request.

What matters for security is told by `tell`: who came in and who did not, and what was refused. People stand there by
their number and networks shortened; nothing that somebody typed, no address of theirs, no word that opens a door.
"""

import logging
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, g, has_request_context, request
from flask.logging import default_handler

from challenge_hub.infrastructure.acting import number_of_request

SECURITY = logging.getLogger("challenge_hub.security")
ESCAPED = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}
"""What would end a line, or act on the terminal of whoever reads it."""


class OneLine(logging.Formatter):
    """Nothing that somebody sent begins a line of its own; what belongs to a line stands indented below it."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        head = f"{moment} {record.levelname} {record.name} request={number_of_request() or '-'} {record.getMessage()}"
        below = self.formatException(record.exc_info).splitlines() if record.exc_info else []
        return "\n".join(line.translate(ESCAPED) for line in (head, *(f"  {line}" for line in below)))


def prepare_log(app: Flask) -> None:
    default_handler.setFormatter(OneLine())
    app.logger.setLevel(logging.INFO)


def tell(event: str, **facts: int | str | None) -> None:
    """A line about what matters for security; `facts` are numbers and keys. Where and by whom is added."""
    if has_request_context():
        actor = g.get("actor")
        by = {"by": actor.name if actor else None, "at": request.endpoint, "from": shortened(request.remote_addr or "")}
        facts = {**by, **facts}
    SECURITY.info("%s %s", event, " ".join(f"{name}={value or '-'}" for name, value in facts.items()))


def shortened(address: str) -> str:
    """The network an address lies in, too large to tell a household; empty for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, 48 if isinstance(found, IPv6Address) else 24), strict=False))
