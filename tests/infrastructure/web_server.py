"""A web server on this machine that answers as a test says, over http or https, in threads, for one test."""

import datetime
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

Play = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class WebServer:
    """`asked` holds the request lines with their Host, `names` what TLS clients asked for."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def answers(status: int = 200, body: bytes = b"hello", **headers: str) -> Play:
    """The usual answer."""

    def play(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)

    return play


@contextmanager
def web_server(*plays: Play, certificate: Path | None = None) -> Iterator[WebServer]:
    """Each request gets the next answer, the last one again and again."""
    kept = WebServer()

    class Conversation(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kept.asked.append(f"{self.command} {self.path} {self.headers['Host']}")
            kept.headers.append(dict(self.headers))
            try:
                plays[min(len(kept.asked), len(plays)) - 1](self)
            except OSError:
                return  # whoever asked has gone

        do_POST = do_GET

        def log_message(self, *_words: object) -> None:
            return

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_what: object) -> None:
            return  # whoever asked did not like the certificate

    with Quiet(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        server.block_on_close = False
        if certificate:
            server.socket = _tls(certificate, kept).wrap_socket(server.socket, server_side=True)
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


def certificate_for(names: Sequence[str], folder: Path) -> Path:
    """A certificate that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return path


def _tls(certificate: Path, kept: WebServer) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: kept.names.append(name)  # type: ignore[assignment]
    return context
