"""What an operator may do with the account of somebody else, and for how long they may look into it."""

from datetime import datetime, timedelta

from challenge_hub.access import YES, Decision

LOOK_LASTS = timedelta(minutes=15)
CONFIRMED_FOR = timedelta(days=365)
"""So long a list of people with a right counts as looked through."""

REMINDED_AFTER = timedelta(days=30)


def may_operate(*, is_operator: bool) -> Decision:
    """Whether somebody may do anything here. Refuses with not-operator."""
    return YES if is_operator else Decision("not-operator")


def may_look(*, reason: str) -> Decision:
    """Whether private data may be opened. Refuses with reason-missing."""
    return YES if reason.strip() else Decision("reason-missing")


def may_disable(*, is_self: bool, is_disabled: bool, reason: str) -> Decision:
    """Whether an account may be closed for its owner. Refuses with not-yourself, account-is-disabled and
    reason-missing.
    """
    if is_self:
        return Decision("not-yourself")
    if is_disabled:
        return Decision("account-is-disabled")
    return may_look(reason=reason)


def may_enable(*, is_disabled: bool) -> Decision:
    """Whether it may be opened again. Refuses with account-is-open."""
    return YES if is_disabled else Decision("account-is-open")


def may_mail_reset(*, has_mail: bool, is_disabled: bool, has_enough: bool) -> Decision:
    """Whether a link to choose a new password may be sent to the owner. Refuses with no-confirmed-address,
    account-is-disabled and reset-was-just-mailed.
    """
    if not has_mail:
        return Decision("no-confirmed-address")
    if is_disabled:
        return Decision("account-is-disabled")
    return Decision("reset-was-just-mailed") if has_enough else YES


def is_confirmation_due(last: datetime | None, now: datetime) -> bool:
    """Whether a list of people with a right is to be looked through again: once a year."""
    return last is None or now - last >= CONFIRMED_FOR
