"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "nothing-recorded": _("There is nothing to write down yet. Close a sitting or a round first."),
    "edition-needs-reason": _("Say what changed since the last edition."),
    "edition-is-the-same": _("Nothing has changed since the last edition, so there is no new one to write."),
    "minutes-were-published": _("This edition was published already. One that was taken back is not published again."),
    "results-come-first": _(
        "When this edition was written the results were not public yet. Publish them, then write the next edition."
    ),
    "newer-edition-exists": _("There is a newer edition. Publish that one."),
    "wrote-the-minutes": _("You wrote this edition. Somebody else publishes it: four eyes see more than two."),
    "minutes-not-public": _("This edition is not public."),
    "enough-signed": _("This edition has five signed copies already."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "write-minutes": _("wrote an edition of the minutes"),
    "publish-minutes": _("published the minutes"),
    "unpublish-minutes": _("took the minutes off the public pages"),
    "keep-signed-minutes": _("added a signed copy of the minutes"),
}
"""What the trail calls an act, as people read it in the history."""
