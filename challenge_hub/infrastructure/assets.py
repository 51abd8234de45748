"""The style sheets as one response, named by its content, so that browsers keep it for good and never an old one."""

import gzip
import hashlib
from pathlib import Path

from flask import Flask, Response, abort, request, url_for

from challenge_hub.access import Role
from challenge_hub.infrastructure.guards import open_to

YEAR = 365 * 24 * 3600


def prepare_assets(app: Flask, folder: Path) -> None:
    """Join static/css/*.css in the order of their names; serve the result at /assets/<hash>/hub.css."""
    sheet = b"\n".join(path.read_bytes() for path in sorted((folder / "css").glob("*.css")))
    packed = gzip.compress(sheet, mtime=0)
    fingerprint = hashlib.sha256(sheet).hexdigest()[:16]

    @app.get("/assets/<fingerprint_asked>/hub.css")
    @open_to(Role.ANYONE)
    def style_sheet(fingerprint_asked: str) -> Response:
        if fingerprint_asked != fingerprint:
            abort(404)
        response = Response(sheet, mimetype="text/css")
        if request.accept_encodings["gzip"]:
            response.set_data(packed)
            response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        response.cache_control.public = True
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
        return response

    def asset_url(name: str) -> str:
        return url_for("style_sheet", fingerprint_asked=fingerprint)

    app.jinja_env.globals["asset_url"] = asset_url
