"""Who may take in a package."""

from challenge_hub.access import YES, Actor, Decision, Role


def may_import(actor: Actor) -> Decision:
    """Only who runs the platform. Refuses: operator-only."""
    return YES if actor.has(Role.OPERATOR) else Decision("operator-only")
