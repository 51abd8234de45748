"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REASONS: dict[str, LazyString] = {
    "not-entitled": _("Only the chair of the jury and the organisers do this."),
    "nothing-reviewed": _("There is no finished review yet, so there is nothing to publish."),
    "round-still-open": _("The round is still open. Close it first; then the points stand."),
    "awards-released": _("These awards have been released already. They do not change any more."),
    "in-conflict-with-awarded": _("You declared a conflict of interest with this solution, or belong to its team."),
    "not-prepared": _("The awards have not been handed over for release yet."),
    "four-eyes": _("You had a hand in these awards. Somebody else releases them: four eyes see more than two."),
    "changed-since-shown": _("Something has changed since this page was shown to you. Please look at it once more."),
    "no-results-yet": _("The results are not published yet. The municipality decides after the jury."),
    "reminded-already": _("The teams were reminded less than a day ago."),
    "nobody-to-remind": _("Every team has handed in; there is nobody to remind."),
    "not-in-the-team": _("Only members of the team do this."),
    "no-results-to-object-to": _("The results are not published yet, so there is nothing to object to."),
    "no-objections-here": _("This call takes no objections."),
    "objections-are-over": _("The time for objections is over."),
    "objected-already": _("Your team has filed an objection already."),
    "objection-is-answered": _("This objection is answered already."),
    "objection-needs-reason": _("Give the reason; the team reads it."),
    "too-many-awards": _(
        "A team, a challenge, a theme or an organisation would get more awards than this call allows. Award another "
        "solution, or none."
    ),
    "prize-before-deadline": _("Teams can still hand in and change solutions. You decide after the deadline."),
    "prize-is-decided": _("The municipality has released its decision about this prize; it does not change any more."),
    "follow-the-municipality": _(
        "The municipality has decided about its prize. Prepare the awards once more; they follow its decision."
    ),
    "vote-runs-still": _("A vote about a prize is still running. Award the prize once the vote is over."),
    "follow-the-vote": _("This prize was voted upon. It goes to a solution with most votes."),
    "prize-four-eyes": _("You prepared this decision. A colleague of yours releases it."),
    "votes-wrong": _("Give both figures, and no more votes for it than were cast."),
    "outside-theme": _("This prize is for one theme. Please choose a solution of that theme."),
    "too-many-reasons": _("Tick at most three reasons."),
    "unknown-reason": _("One of the reasons is not known. Please choose from the list."),
    "conflict-in-correction": _(
        "You have a conflict of interest with a solution of this round, so others correct its ranking."
    ),
    "correction-waits": _("A correction waits for its release already."),
    "nothing-to-correct": _("The newest ranking has the same places and points as the published one."),
    "correction-needs-reason": _("Give the reason for the correction; everybody reads it."),
    "prize-without-award": _("Choose a solution for every prize, or say that it is not awarded."),
}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {
    "edit-awards": _("changed the awards"),
    "prepare-awards": _("handed the awards over for release"),
    "return-awards": _("sent the awards back"),
    "publish-results": _("published the results"),
    "prepare-prize": _("prepared the decision about a municipality's prize"),
    "release-prize": _("released the decision about a municipality's prize"),
    "prepare-correction": _("prepared a correction of the published ranking"),
    "return-correction": _("sent a correction back"),
    "correct-results": _("published a corrected ranking"),
    "choose-feedback": _("chose the feedback for a team"),
    "decide-follow-up": _("recorded what follows from a solution"),
    "file-objection": _("filed an objection to the results"),
    "answer-objection": _("answered an objection to the results"),
    "remind-teams": _("reminded teams of their drafts"),
}
"""What the trail calls an act, as people read it in the history."""
