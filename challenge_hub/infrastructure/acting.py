"""In which role somebody acts, and in which request: noted where a right is found, read where the trail is written."""

import secrets

from flask import g, has_request_context

from challenge_hub.access import Actor, Role


def acts_as(role: str) -> None:
    """Whoever asks was let in as this; the narrowest door comes last and counts."""
    if has_request_context():
        g.acting_as = role


def role_of_act(by: Actor) -> str:
    """The role that was found, or what is known of the actor without a thing: operator, person, visitor, platform."""
    if by.person_id is None:
        return by.name
    found = g.get("acting_as") if has_request_context() else None
    return str(found or ("operator" if by.has(Role.OPERATOR) else "person"))


def number_of_request() -> str | None:
    """Drawn once a request; lines of the trail and of the log that carry the same one belong together."""
    if not has_request_context():
        return None
    if "request_number" not in g:
        g.request_number = secrets.token_hex(8)
    return str(g.request_number)
