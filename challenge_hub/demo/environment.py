"""Where a demonstration runs, what it needs, and how it begins anew."""

import ipaddress
import os
import secrets
import shutil
import socket
from pathlib import Path

from challenge_hub.call_packages.queries import EXAMPLES

EXAMPLE = EXAMPLES / "civic-hack-dc-2025"


def refuse_unless_loopback(host: str) -> None:
    """The demonstration is open to whoever reaches it, so it is reached from this machine alone."""
    if not all(is_loopback(str(info[4][0])) for info in socket.getaddrinfo(host, None)):
        raise SystemExit(f"The demo runs on this machine only; {host} can be reached from others.")


def is_loopback(address: str) -> bool:
    """Whether an address is one of this machine that no other can reach."""
    try:
        return ipaddress.ip_address(address.strip()).is_loopback
    except ValueError:
        return False


def refuse_taken_port(host: str, port: int) -> None:
    """Two servers could share a port without a word, and visitors would see now one, now the other."""
    with socket.socket() as probe:
        if os.name == "posix":  # connections of a server that just ended do not count; one that listens does
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise SystemExit(f"Port {port} is taken. Try another: PORT={port + 1} or --port {port + 1}.") from None


def prepare_environment(folder: Path, port: int) -> None:
    """Settings of the demonstration: a secret of its own, SQLite in its folder, an operator marked as an example."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        SECRET_KEY=_secret_in(folder / "secret"),
        BASE_URL=f"http://localhost:{port}",
        DATA_DIR=str(folder),
        DATABASE_URL="",
        MAIL_URL="",
        TRUSTED_PROXIES="0",
        OPERATOR_NAME="Example operator",
        OPERATOR_ADDRESS="Example street 1\\n99999 Example town",
        OPERATOR_MAIL="operator@example.org",
    )


def begin_anew(folder: Path) -> None:
    """Remove what an earlier demonstration left, and nothing that is not one."""
    if folder.exists() and not (folder / "secret").is_file() and any(folder.iterdir()):
        raise SystemExit(f"{folder} holds something other than a demo; it stays as it is.")
    shutil.rmtree(folder, ignore_errors=True)


def _secret_in(path: Path) -> str:
    if not path.exists():
        unfinished = path.with_name("secret.unfinished")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(48))
        unfinished.replace(path)
    return path.read_text()
