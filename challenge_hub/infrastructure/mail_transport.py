"""Ways out for a finished message: a mail server, or a folder of files where it can be looked at."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

SECONDS = 20
"""How long a mail server may keep us waiting with each of its answers."""


class Transport(Protocol):
    def send(self, message: EmailMessage) -> None:
        """Hand the message on, or raise."""


@dataclass(frozen=True)
class Smtp:
    """A mail server. A password is sent over an encrypted line to a server that can prove its name, or not at all."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False

    @classmethod
    def from_url(cls, url: str) -> Self:
        """smtp://user:password@host:port or smtps://…; 587 with a password, 25 without, 465 for smtps."""
        parts = urlsplit(url)
        user, tls = unquote(parts.username or ""), parts.scheme == "smtps"
        usual = 465 if tls else 587 if user else 25
        return cls(parts.hostname or "", parts.port or usual, user, unquote(parts.password or ""), tls)

    def send(self, message: EmailMessage) -> None:
        with self._connected() as server:
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        if self.tls:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if self.user or server.has_extn("starttls"):
                server.starttls(context=self._context())  # raises where the server offers none
        except BaseException:
            server.close()
            raise
        return server

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if not self.user:  # nothing to steal: any encryption is better than the plain line it would be otherwise
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


@dataclass(frozen=True)
class Folder:
    """Messages as .eml files, each under the name its id gives it; a second delivery replaces the first."""

    path: Path

    def send(self, message: EmailMessage) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").split("@")[0]
        unfinished = self.path / f".{name}.unfinished"
        unfinished.write_bytes(message.as_bytes())
        unfinished.replace(self.path / f"{name}.eml")


def transport_of(mail_url: str | None) -> Transport | None:
    """The mail server of MAIL_URL. Without one mails wait in the outbox."""
    return Smtp.from_url(mail_url) if mail_url else None
