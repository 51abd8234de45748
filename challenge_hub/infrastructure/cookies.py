"""How the one cookie is signed."""

import hashlib

from flask.sessions import SecureCookieSessionInterface


class Cookies(SecureCookieSessionInterface):
    """Signed with SHA-256; Flask would still take SHA-1."""

    digest_method = staticmethod(hashlib.sha256)
