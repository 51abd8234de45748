"""The mailbox of the demonstration: the folder into which its worker puts every mail, read as people would."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from challenge_hub.infrastructure.mail import Recipient

SHOWN = 100
"""How many mails the list shows, the newest first."""


@dataclass(frozen=True)
class Piece:
    """A piece of a mail's text; with a `path` it is a link to a page of ours."""

    text: str
    path: str | None = None


@dataclass(frozen=True)
class Letter:
    """A mail as it would arrive."""

    key: str
    to: Recipient
    subject: str
    sent_at: datetime
    text: str

    def pieces(self, base_url: str) -> Iterator[Piece]:
        """The text, cut where an address of ours begins and ends."""
        for number, piece in enumerate(re.split(rf"({re.escape(base_url)}/[^\s<>\"]*)", self.text)):
            yield Piece(piece, piece.removeprefix(base_url)) if number % 2 else Piece(piece)


def newest_letters(folder: Path) -> Sequence[Letter]:
    paths = sorted(folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [_letter(path) for path in paths[:SHOWN]]


def letter_with(folder: Path, key: str) -> Letter | None:
    path = folder / f"{key}.eml"
    return _letter(path) if path.is_file() else None


def _letter(path: Path) -> Letter:
    message = BytesParser(policy=default).parsebytes(path.read_bytes())
    to = message["To"].addresses[0]
    return Letter(
        key=path.stem,
        to=Recipient(to.addr_spec, message["Content-Language"] or "de", to.display_name),
        subject=message["Subject"],
        sent_at=message["Date"].datetime,
        text="\n".join(message.get_content().splitlines()),
    )
