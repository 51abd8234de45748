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
    "file-anonymous": _("This file names nobody any more; nothing can be changed about it."),
    "file-running": _("The file can be taken out once the call is over."),
    "file-not-offered": _("The file was not offered to the archive yet."),
    "nothing-to-research": _("There is something to research once results are published."),
    "research-not-there": _("The file is not there, or not any more. Please have it made anew."),
    "export-on-its-way": _("Your data are being gathered already."),
    "research-on-its-way": _("The file is being made already."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "ask-export": _("asked for the own data"),
    "choose-keeping": _("said how long the file is kept"),
    "hold-file": _("held the file"),
    "release-file": _("let the file go on"),
    "take-case-file": _("took the case file out"),
    "ask-research": _("had an export made for researchers"),
    "take-research": _("fetched an export for researchers"),
    "note-archive": _("noted the answer of the archive"),
    "offer-file": _("offered the file to the archive"),
    "anonymise-file": _("removed who it was from the file"),
    "delete-account": _("deleted the account"),
}
"""What the trail calls an act, as people read it in the history."""
