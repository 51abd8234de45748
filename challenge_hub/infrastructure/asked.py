"""What an address asks of a list: search words and filters, cut to a sensible length."""

from flask import request

LONGEST = 200


def asked(name: str) -> str:
    """A word of the query string, without surrounding spaces and characters no text holds; empty when absent."""
    value = request.args.get(name, "")[:LONGEST]
    return "".join(c for c in value if c.isprintable()).strip()
