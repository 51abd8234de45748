"""Write a PDF anew without hidden data. Run by itself, in a process with little memory and time: some kilobytes of a
hostile PDF can unfold to gigabytes, or keep a reader busy for hours.

Reads the file from standard input and writes the clean one to standard output; ends with an error for what is damaged,
locked with a password, or unfolds too far.
"""

import io
import resource
import sys

from pikepdf import Array, Dictionary, Object, Pdf, Stream, StreamDecodeLevel

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 15
DEEPEST = 100
HIDDEN = (
    "/OpenAction", "/AA", "/JavaScript", "/JS", "/Metadata", "/PieceInfo", "/LastModified", "/EmbeddedFiles", "/EF",
    "/AF",
)  # fmt: skip
"""What may hang at any part of a PDF: acts that run by themselves, descriptions, notes of programs, other files."""


def clean(content: bytes) -> bytes:
    """The pages, written anew: what no page needs stays behind, and with it older states of the document."""
    with Pdf.open(io.BytesIO(content)) as document:
        if document.is_encrypted or not len(document.pages):
            raise ValueError("locked, or without pages")
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        for part in document.objects:
            _strip(part, 0)
        written = io.BytesIO()
        document.save(written, deterministic_id=True, stream_decode_level=StreamDecodeLevel.none)
    return written.getvalue()


def _strip(part: Object, depth: int) -> None:
    """Take what is hidden out of one object and of what lies inside it; other objects have their own turn."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(part, Dictionary | Stream):
        for key in HIDDEN:
            if key in part:
                del part[key]
        inside = [part[key] for key in part.keys()]  # noqa: SIM118 - not a dict, it has keys() alone
    else:
        inside = list(part) if isinstance(part, Array) else []
    for child in inside:
        if isinstance(child, Object) and not child.is_indirect:
            _strip(child, depth + 1)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.stdout.buffer.write(clean(sys.stdin.buffer.read()))
