"""Write a PDF anew without hidden data. Run by itself, in a process with little memory and time: some kilobytes of a
hostile PDF can unfold to gigabytes, or keep a reader busy for hours.

Reads the file from standard input and writes the clean one to standard output; ends with an error for what is damaged,
locked with a password, or unfolds too far.
"""

import io
import resource
import sys

from pikepdf import Dictionary, Pdf, Stream, StreamDecodeLevel

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 15
HIDDEN = ("/OpenAction", "/AA", "/Metadata", "/PieceInfo", "/LastModified", "/JavaScript", "/JS", "/EmbeddedFiles")
"""What may hang at any part of a PDF: acts that run by themselves, descriptions, notes of programs, other files."""


def clean(content: bytes) -> bytes:
    """The pages, written anew: what no page needs stays behind, and with it older states of the document."""
    with Pdf.open(io.BytesIO(content)) as document:
        if document.is_encrypted or not len(document.pages):
            raise ValueError("locked, or without pages")
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        for part in document.objects:
            if isinstance(part, Dictionary | Stream):
                for key in HIDDEN:
                    if key in part:
                        del part[key]
        written = io.BytesIO()
        document.save(written, deterministic_id=True, stream_decode_level=StreamDecodeLevel.none)
    return written.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.stdout.buffer.write(clean(sys.stdin.buffer.read()))
