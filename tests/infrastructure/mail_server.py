"""A mail server on this machine that keeps what it gets, in a thread, for one test."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default


@dataclass
class MailServer:
    """`refuse` is the answer to every recipient; `said` holds the commands as they came."""

    port: int = 0
    refuse: str | None = None
    said: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def mail_server(*, refuse: str | None = None) -> Iterator[MailServer]:
    kept = MailServer(refuse=refuse)

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._answer("220 here")
            while line := self.rfile.readline():
                words = line.decode().strip()
                kept.said.append(words)
                if words.upper().startswith("RCPT") and kept.refuse:
                    self._answer(kept.refuse)
                elif words.upper() == "DATA":
                    self._answer("354 go on")
                    self._take_mail()
                    self._answer("250 taken")
                elif words.upper() == "QUIT":
                    self._answer("221 bye")
                    return
                else:
                    self._answer("250 fine")

        def _take_mail(self) -> None:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            kept.mails.append(BytesParser(policy=default).parsebytes(b"".join(lines)))

        def _answer(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()
