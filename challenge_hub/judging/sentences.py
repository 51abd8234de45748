"""The words of closed sets on screen, and what a juror declares."""

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from challenge_hub.judging.rules.conflicts import Hint, Origin
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.solutions.rules import ConflictKind

ROLE_WORDS: dict[JurorRole, LazyString] = {
    JurorRole.JUROR: _("Juror"),
    JurorRole.CHAIR: _("Chair of the jury"),
    JurorRole.DEPUTY: _("Deputy juror"),
    JurorRole.DEPUTY_CHAIR: _("Deputy chair"),
    JurorRole.GUEST: _("Guest without a vote"),
}

CONFLICT_WORDS: dict[ConflictKind, LazyString] = {
    ConflictKind.FAMILY: _("Family or close friends"),
    ConflictKind.EMPLOYER: _("Employer"),
    ConflictKind.CONTRACT: _("Contract"),
    ConflictKind.EXPERT_OPINION: _("Earlier expert opinion"),
    ConflictKind.SAME_GROUP: _("The same political group"),
    ConflictKind.MENTORED: _("I mentored or helped the team"),
    ConflictKind.PAST_MEMBER: _("I was a member of the team before"),
    ConflictKind.SHARE: _("Money or shareholding"),
    ConflictKind.OTHER: _("Another conflict of interest"),
}
CONFLICT_HINTS: dict[ConflictKind, LazyString] = {
    ConflictKind.FAMILY: _("Somebody in the team is related to you, lives with you, or is a close friend."),
    ConflictKind.EMPLOYER: _("You and somebody in the team work, or lately worked, for the same employer or superior."),
    ConflictKind.CONTRACT: _("You or your office give orders to the team or its organisation, or take them."),
    ConflictKind.EXPERT_OPINION: _("You gave an opinion on this very work before, paid or not."),
    ConflictKind.SAME_GROUP: _("You belong to the same political group as somebody in the team."),
    ConflictKind.MENTORED: _("You advised the team, or worked on the solution."),
    ConflictKind.PAST_MEMBER: _("You belonged to the team, also under another name."),
    ConflictKind.SHARE: _("You gain or lose if it wins: a share, a loan, a debt, a donation."),
    ConflictKind.OTHER: _("Anything else because of which others could doubt that you judge fairly."),
}
"""One line for each kind, in the words of a form."""


ORIGIN_WORDS: dict[Origin, LazyString] = {
    Origin.DECLARED: _("declared by the person"),
    Origin.REPORTED: _("reported by somebody else"),
    Origin.TEAM: _("in the team, now or before"),
    Origin.ORGANISATION: _("acts for the organisation of the team"),
    Origin.MUNICIPALITY: _("acts for the municipality that posed the challenge"),
}
HINT_WORDS: dict[Hint, LazyString] = {
    Hint.SAME_ORGANISATION: _("acts for the same organisation as somebody in the team"),
    Hint.SAME_MAIL_DOMAIN: _("has an e-mail address of the same domain as somebody in the team"),
    Hint.EARLIER_TEAM_MATE: _("was in a team with somebody of this one in another call"),
    Hint.REPOSITORY: _("the address of a prototype resembles the name, the address or the domain of the person"),
}


def declaration() -> tuple[str, str, str]:
    """What a juror declares, in the language of the page: the three parts, whose fingerprint is kept."""
    return (
        gettext(
            "I named every solution with which I have a conflict of interest, or I have none. "
            "If one comes up later, I report it at once and hand the review back."
        ),
        gettext(
            "I keep what I read and hear in the jury confidential: "
            "solutions that are not public, points, comments and deliberations."
        ),
        gettext(
            "Until the results are published I have no contact with the teams about their solutions, "
            "except where the organisers arrange it for all."
        ),
    )
