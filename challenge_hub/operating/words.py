"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "reason-missing": _("Please give a reason. It is kept."),
    "not-yourself": _("Nobody disables their own account. Another operator can do it."),
    "account-is-disabled": _("This account is disabled already."),
    "account-is-open": _("This account is not disabled."),
    "no-confirmed-address": _("This account has no confirmed e-mail address to which a link could be sent."),
    "reset-was-just-mailed": _("A link was just sent, or several in the last hour. Please wait before the next one."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "look-into-account": _("looked into an account"),
    "disable-account": _("disabled an account"),
    "enable-account": _("opened a disabled account again"),
    "end-sessions": _("signed somebody out everywhere"),
    "mail-reset": _("had a link for a new password sent to somebody"),
    "confirm-operators": _("looked through the list of operators"),
    "retry-mail": _("had a mail tried again"),
}
"""What the trail calls an act, as people read it in the history."""
