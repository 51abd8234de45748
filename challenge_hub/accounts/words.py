"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "age-is-said": _("You have said before that you are 18 or older. If that was a slip, write to the operator."),
    "password-short": _("Please use at least 12 characters. A sentence is easy to remember."),
    "password-long": _("Please use at most 1,000 characters."),
    "password-common": _("This password would be guessed soon. Please choose another one."),
    "link-used": _("This link does not work any more: it was used already, or is too old."),
    "address-taken": _("There is an account with this e-mail address already. Sign in to it first."),
    "address-of-another": _("This e-mail address belongs to another account."),
    "sign-in-first": _("Please sign in first, then open the link again."),
    "choose-password": _("Please choose a password."),
    "address-confirmed": _("Your e-mail address is confirmed already."),
    "mailed-just-now": _("The mail was sent less than a minute ago. Please look in your spam folder, too."),
    "mailed-too-often": _("The mail was sent several times already. Please try again in an hour."),
    "not-your-account": _("This is not your account."),
    "code-wrong": _("This code does not work. Enter the one that is shown now; each works once."),
    "passkey-wrong": _("This passkey did not work here. Please try again, or use another way."),
    "identity-linked": _("This sign-in service is linked to your account already."),
    "identity-of-another": _("This sign-in service is linked to another account. Sign in there, and unlink it first."),
    "too-many-identities": _("Ten sign-in services are linked to your account. Please unlink one first."),
    "last-way-in": _("This is your only way in. Please choose a password or add a passkey first."),
    "mail-has-account": _("There is an account with this address. Sign in to it, then link the sign-in service."),
    "service-down": _("The sign-in service does not answer as it should. Please try later, or use another way in."),
    "service-answer": _("The answer of the sign-in service does not hold, or was used before. Please begin once more."),
    "service-denied": _("The sign-in service let you back without signing you in. Nothing was changed."),
    "service-another": _("The sign-in service did not show that it is you. Please try once more."),
    "account-disabled": _("The operator has disabled this account; a mail said why. Please write to the operator."),
    "lacks-proof": _("Please finish signing in with your second factor. Then go back and send it once more."),
    "lacks-factor": _("Your role needs a second factor. Set it up, then go back and send it once more."),
    "prove-again": _("Please show once more who you are. Then go back and send it again."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "register": _("registered"),
    "mail-link": _("had the link to confirm the e-mail address sent again"),
    "confirm": _("confirmed the e-mail address"),
    "take-over": _("took over what was begun with the same e-mail address"),
    "choose-password": _("chose a new password"),
    "claim-mail": _("entered another e-mail address"),
    "change-profile": _("changed the profile"),
    "say-age": _("said whether they are 18 or older"),
    "sign-out-device": _("signed out on another device"),
    "sign-out-elsewhere": _("signed out on all other devices"),
    "set-up-code-app": _("set up an authenticator app"),
    "remove-code-app": _("removed the authenticator app"),
    "add-passkey": _("added a passkey"),
    "remove-passkey": _("removed a passkey"),
    "keep-recovery-codes": _("took new recovery codes"),
    "use-recovery-code": _("used a recovery code"),
    "link-identity": _("linked a sign-in service"),
    "unlink-identity": _("unlinked a sign-in service"),
    "reset-factors": _("removed all second factors of this person"),
    "make-operator": _("made this person an operator"),
    "dismiss-operator": _("took back that this person is an operator"),
}
"""What the trail calls an act, as people read it in the history."""
