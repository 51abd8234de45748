"""What every answer says to the browser: nothing from elsewhere, no inline script, no guessing, no framing."""

import secrets

from flask import Flask, g, request
from werkzeug.wrappers import Response

NO_FEATURES = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def nonce() -> str:
    """The word of this one answer that a script element must repeat to be run."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    word: str = g.nonce
    return word


def policy(word: str) -> str:
    return (
        f"default-src 'none'; script-src 'nonce-{word}'; style-src 'self'; img-src 'self'; font-src 'none'; "
        "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


def prepare_headers(app: Flask, *, https: bool) -> None:
    app.jinja_env.globals["nonce"] = nonce

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy(nonce()))
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"  # for browsers that do not know frame-ancestors
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        headers["Permissions-Policy"] = NO_FEATURES
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if https:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        is_personal = "csrf_token" in g or (request.cookies and not response.cache_control.public)
        if request.method not in ("GET", "HEAD") or is_personal:
            headers["Cache-Control"] = "no-store"
        return response
