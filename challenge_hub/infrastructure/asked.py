"""What an address asks of a list: search words and filters, cut to a sensible length."""

from flask import request

LONGEST = 200
MOST_DIGITS = 8


def asked(name: str) -> str:
    """A word of the query string, without surrounding spaces and characters no text holds; empty when absent."""
    value = request.args.get(name, "")[:LONGEST]
    return "".join(c for c in value if c.isprintable()).strip()


def asked_number(name: str) -> int | None:
    """A whole number of the query string; None when absent, 0 for anything that is no number."""
    typed = asked(name)
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    return (int(typed) if is_number else 0) if typed else None
