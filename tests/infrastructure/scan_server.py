"""A virus scanner on this machine that speaks clamd's INSTREAM and knows one virus, the one made for such tests."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"
"""In two parts, so that a scanner leaves this file alone."""


@dataclass
class ScanServer:
    """`says` is its answer whatever it is shown; `seen` holds what it was shown."""

    where: str = ""
    says: bytes | None = None
    seen: list[bytes] = field(default_factory=list)


class _Unix(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


@contextmanager
def scan_server(*, path: Path | None = None, says: bytes | None = None) -> Iterator[ScanServer]:
    """On a path, or on a port of its own."""
    kept = ScanServer(says=says)

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if self.rfile.read(10) != b"zINSTREAM\0":
                self.wfile.write(b"UNKNOWN COMMAND\0")
                return
            content = b""
            while size := int.from_bytes(self.rfile.read(4), "big"):
                content += self.rfile.read(size)
            kept.seen.append(content)
            found = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"
            self.wfile.write(found if kept.says is None else kept.says)

    socketserver.ThreadingTCPServer.daemon_threads = True
    made = _Unix(str(path), Conversation) if path else socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    with made as server:
        kept.where = f"unix:{path}" if path else f"127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()
