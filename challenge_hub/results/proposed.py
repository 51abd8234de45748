"""Where a proposal comes from, in one line: for the form, and as the reason to begin with, in both languages."""

from collections.abc import Mapping

from flask_babel import gettext

from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.i18n import format_day, plain, speaking
from challenge_hub.results.proposing import Proposed
from challenge_hub.results.rules.proposing import PROPOSES, Ground


def origin(found: Proposed, zone: str) -> str:
    """ "Place 2 in the ranking of the jury. The tie was decided by lot on 3 June 2027." """
    one, theme = found.proposal, found.candidates.theme
    if theme:
        where = gettext(
            "Place %(place)s among the solutions of the theme %(theme)s.", place=one.place, theme=plain(theme)
        )
    else:
        where = gettext("Place %(place)s in the ranking of the jury.", place=one.place)
    return " ".join(part for part in (where, _settled(found, format_day(found.decided_at, zone))) if part)


def reasons(found: Proposed, zone: str) -> Mapping[str, str]:
    """The same by language; nothing where nothing is proposed."""
    said = {}
    for language in LANGUAGES if found.proposal.ground in PROPOSES else ():
        with speaking(language):
            said[language] = origin(found, zone)
    return said


def _settled(found: Proposed, day: str) -> str:
    """How a tie was settled: by a choice, or by the tie rule of the call."""
    one = found.proposal
    if one.ground is Ground.SHARED:
        return str(gettext("It was too close to call; on %(day)s it was decided to share the prize.", day=day))
    if one.ground is Ground.DECIDED:
        return str(gettext("It was too close to call; the jury decided on %(day)s.", day=day))
    if one.ground is Ground.SHARED_PLACE:
        return str(gettext("The points are the same, and the place is shared."))
    by_rule = {
        "criterion": gettext("The points were the same; a criterion decided."),
        "first-places": gettext("The points were the same; the number of first places decided."),
        "lot": gettext("The points were the same; the lot decided on %(day)s.", day=day),
    }
    return str(by_rule.get(one.rule or "", ""))
