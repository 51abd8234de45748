"""When two accounts turn out to be one person's, each package moves what it keeps from one to the other."""

from collections.abc import Callable, Sequence

from flask import current_app

TakeOver = Callable[[int, int], None]
"""`take_over(old_id, new_id)`: move seats, drafts and questions; where both have the same, the new one's stays.

What must be done `one_at_a_time` is locked before the first line of the trail is written."""


def all_take_overs() -> Sequence[TakeOver]:
    """What every package does, in the order of the story."""
    found: Sequence[TakeOver] = current_app.extensions.get("take_over", [])
    return found
