"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "is-operator": _("You run the platform. Have another operator take that back first."),
    "only-owner": _("You are the only owner of an organisation. Please make somebody else owner first."),
    "only-lead": _("You lead a team in a running call. Please pass the lead on or dissolve the team first."),
    "only-chair": _("You chair a jury that is at work. Please ask the organisers to have a deputy take over first."),
    "ledger-shut": _("Your account cannot be deleted right now, and nothing was changed. Please tell the operator."),
    "ledger-broken": _("This is not a ledger of deletions."),
    "export-on-its-way": _("Your data are being gathered already."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "ask-export": _("asked for the own data"),
    "delete-account": _("deleted the account"),
}
"""What the trail calls an act, as people read it in the history."""
