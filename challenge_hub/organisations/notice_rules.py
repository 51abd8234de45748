"""Who publishes the privacy notice of an organisation. Pure."""

from challenge_hub.access import YES, Decision
from challenge_hub.organisations.rules import Seat


def may_publish_notice(*, seat: Seat | None, has_text: bool, has_changed: bool) -> Decision:
    """Owners publish the privacy notice of their organisation, where it says something new. Refuses with not-owner,
    notice-is-empty and notice-is-the-same.
    """
    if seat is not Seat.OWNER:
        return Decision("not-owner")
    if not has_text:
        return Decision("notice-is-empty")
    return YES if has_changed else Decision("notice-is-the-same")
