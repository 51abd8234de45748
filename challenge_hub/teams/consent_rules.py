"""What people may consent to of their own free will. Pure: values in, decisions out."""

from collections.abc import Mapping
from enum import StrEnum

from challenge_hub.access import YES, Decision


class ConsentPurpose(StrEnum):
    """Each is asked for by itself, apart from the terms; nothing depends on it."""

    NAMED_IN_PUBLIC = "named-in-public"


TEXT_VERSIONS: Mapping[ConsentPurpose, int] = {ConsentPurpose.NAMED_IN_PUBLIC: 1}
"""The version of the text that is shown now. Whoever changes the meaning of a text counts on: who consented before has
not consented to that.
"""


def may_consent(*, is_member: bool, of_age: bool | None, version_read: int, version: int) -> Decision:
    """Members who did not say that they are under 18, to what was shown.

    Refuses with not-in-team, not-of-age or consent-text-has-changed.
    """
    if not is_member:
        return Decision("not-in-team")
    if of_age is False:
        return Decision("not-of-age")
    return YES if version_read == version else Decision("consent-text-has-changed")


def may_take_consent_back(*, is_own: bool) -> Decision:
    """At any time. Refuses with not-your-account."""
    return YES if is_own else Decision("not-your-account")
