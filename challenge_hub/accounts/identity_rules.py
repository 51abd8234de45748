"""Linking sign-in services to an account, and unlinking them. Pure."""

from challenge_hub.access import YES, Decision

MOST_IDENTITIES = 10
"""Of one account."""


def may_link(*, is_own: bool, is_linked_here: bool, is_linked_elsewhere: bool, many: int) -> Decision:
    """Whether an identity may open this account from now on. `is_own`: the account is that of who acts, and the
    identity was fetched for it or for nobody in particular; `many`: identities the account has.

    Refuses with not-your-account, identity-linked, identity-of-another, too-many-identities.
    """
    if not is_own:
        return Decision("not-your-account")
    if is_linked_here:
        return Decision("identity-linked")
    if is_linked_elsewhere:
        return Decision("identity-of-another")
    return Decision("too-many-identities") if many >= MOST_IDENTITIES else YES


def may_unlink(*, is_own: bool, has_password: bool, passkeys: int, identities: int) -> Decision:
    """Whether an identity may be taken from an account; a way in has to remain. Refuses with not-your-account,
    last-way-in.
    """
    if not is_own:
        return Decision("not-your-account")
    return YES if has_password or passkeys or identities > 1 else Decision("last-way-in")


def may_register_with(*, is_linked: bool, is_mail_known: bool) -> Decision:
    """Whether somebody new may be made of an identity. `is_mail_known`: the service says truly that the address is
    theirs, and an account has it already; that one is not taken over.

    Refuses with identity-of-another, mail-has-account.
    """
    if is_linked:
        return Decision("identity-of-another")
    return Decision("mail-has-account") if is_mail_known else YES
