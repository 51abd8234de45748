"""What is saved rather than shown, under a name that no header takes for anything else."""

import unicodedata
from urllib.parse import quote

from flask import Response
from werkzeug.http import dump_options_header


def download(content: bytes | str, name: str, media_type: str, *, cache: str = "private, no-cache") -> Response:
    """A file to save."""
    headers = {"Content-Disposition": saved_as(name), "Cache-Control": cache}
    return Response(content, mimetype=media_type, headers=headers)


def saved_as(name: str) -> str:
    """The header for a name in any letters (RFC 6266); what is invisible or parts folders is left out."""
    kept = "".join("_" if c in '/\\"' else c for c in name if not unicodedata.category(c).startswith("C"))
    plain = unicodedata.normalize("NFKD", kept).encode("ascii", "ignore").decode().strip()
    names = {"filename": plain or "file"}
    if kept != plain:
        names["filename*"] = f"UTF-8''{quote(kept, safe='')}"
    return dump_options_header("attachment", names)
