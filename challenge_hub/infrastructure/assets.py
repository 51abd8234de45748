"""The style sheets as one response, and each script: named by their content, so that browsers keep them for good."""

import gzip
import hashlib
from pathlib import Path

from flask import Flask, Response, abort, request, url_for

from challenge_hub.access import Role
from challenge_hub.infrastructure.guards import open_to

YEAR = 365 * 24 * 3600
SHEET = "hub.css"
WORKER = "desk-worker.js"
TYPES = {".css": "text/css", ".js": "text/javascript"}


def prepare_assets(app: Flask, folder: Path) -> None:
    """Join static/css/*.css in the order of their names; serve the sheet and static/js/* at /assets/<hash>/<name>."""
    contents = {path.name: path.read_bytes() for path in sorted((folder / "js").glob("*.js"))}
    contents[SHEET] = b"\n".join(path.read_bytes() for path in sorted((folder / "css").glob("*.css")))
    packed = {name: gzip.compress(content, mtime=0) for name, content in contents.items()}
    fingerprints = {name: hashlib.sha256(content).hexdigest()[:16] for name, content in contents.items()}

    @app.get("/assets/<fingerprint>/<name>")
    @open_to(Role.ANYONE)
    def asset(fingerprint: str, name: str) -> Response:
        if fingerprints.get(name) != fingerprint:
            abort(404)
        response = Response(contents[name], mimetype=TYPES[Path(name).suffix])
        if request.accept_encodings["gzip"]:
            response.set_data(packed[name])
            response.content_encoding = "gzip"
        if name == WORKER:  # its scope is a desk, which does not lie below the address of the script
            response.headers["Service-Worker-Allowed"] = "/"
        response.vary.add("Accept-Encoding")
        response.cache_control.public = True
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
        return response

    def asset_url(name: str) -> str:
        return url_for("asset", fingerprint=fingerprints[name], name=name)

    app.jinja_env.globals["asset_url"] = asset_url
