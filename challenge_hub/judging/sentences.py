"""The words of closed sets on screen, and what a juror declares."""

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.solutions.rules import ConflictKind

ROLE_WORDS: dict[JurorRole, LazyString] = {
    JurorRole.JUROR: _("Juror"),
    JurorRole.CHAIR: _("Chair of the jury"),
    JurorRole.DEPUTY: _("Deputy juror"),
    JurorRole.DEPUTY_CHAIR: _("Deputy chair"),
}

CONFLICT_WORDS: dict[ConflictKind, LazyString] = {
    ConflictKind.FAMILY: _("Family or close friends"),
    ConflictKind.WORK: _("Work: the same employer, the same superior, or work on the same thing"),
    ConflictKind.MONEY: _("Money: a share, an order or a debt"),
    ConflictKind.TEAM: _("I helped the team"),
    ConflictKind.OTHER: _("Another conflict of interest"),
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
