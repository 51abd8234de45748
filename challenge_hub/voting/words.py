"""Sentences: why an act was refused, what it is called in the history, and the words for the state of a vote."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from challenge_hub.voting.rules import VoteState

REASONS: dict[str, LazyString] = {
    "vote-not-asked-for": _("Neither the audience nor mentors decide about this prize, so there is no vote about it."),
    "vote-is-there": _("There is a vote about this prize already."),
    "vote-after-awards": _("The awards are released already. A vote would change nothing."),
    "vote-in-conflict": _(
        "You have a conflict of interest with a solution that stands in this vote. Others run it and read its counts."
    ),
    "vote-is-open": _("The vote was opened already. Its end can be put off, or it can be called off, with a reason."),
    "vote-before-deadline": _("Teams can still hand in and change solutions. Open the vote after the deadline."),
    "vote-hides-names": _("An anonymised round still hides whose the solutions are. A ballot would show it."),
    "vote-needs-two": _("Fewer than two solutions stand, so there is nothing to choose between."),
    "vote-too-many-choices": _("A ballot chooses one solution at least, and fewer than stand."),
    "vote-ends-too-early": _("Please choose a later end."),
    "vote-needs-reason": _("Give a reason; it is kept with the vote."),
    "vote-not-open": _("This vote has not begun yet. Please come back later; your ballot stays good."),
    "vote-is-over": _("This vote is over."),
    "vote-is-cancelled": _("This vote was called off."),
    "vote-not-over": _("Nobody reads the counts before the vote is over."),
    "too-many-ballots": _("Please make from 1 to 100 ballots at once, and at most 5,000 for one vote."),
    "ballots-revoked": _("These ballots are revoked already."),
    "ballot-used": _("This ballot was cast, and is counted."),
    "ballot-revoked": _("This ballot was revoked and does not work any more. Please ask those who gave it to you."),
    "ballot-unknown": _("No ballot has this code. Please compare it with your slip, letter by letter."),
    "ballot-is-empty": _("Choose a solution."),
    "ballot-too-full": _("You chose more solutions than this ballot allows."),
    "not-on-ballot": _("A solution you chose does not stand any more. Please choose again."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "prepare-vote": _("prepared a vote"),
    "open-vote": _("opened a vote"),
    "make-ballots": _("made ballots"),
    "revoke-ballots": _("revoked ballots"),
    "extend-vote": _("put off the end of a vote"),
    "close-vote": _("closed a vote"),
    "cancel-vote": _("called a vote off"),
    "discard-vote": _("discarded a vote that was never opened"),
    "cast-ballot": _("cast a ballot"),
}
"""What the trail calls an act, as people read it in the history."""

STATES: dict[str, tuple[LazyString, str]] = {
    VoteState.PREPARED: (_("being prepared"), "neutral"),
    VoteState.OPENED: (_("opened, not begun"), "info"),
    VoteState.RUNNING: (_("running"), "warning"),
    VoteState.OVER: (_("over"), "success"),
    VoteState.CANCELLED: (_("called off"), "error"),
}
"""The word for a state, and the kind of its badge."""
