"""The words of closed sets in a document. Frozen editions hold keys; the public pages may not ask the jury's room."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ROLES: Mapping[str, LazyString] = {
    "juror": _("Juror"),
    "chair": _("Chair of the jury"),
    "deputy": _("Deputy juror"),
    "deputy-chair": _("Deputy chair"),
    "guest": _("Guest without a vote"),
}
KINDS: Mapping[str, LazyString] = {
    "family": _("Family or close friends"),
    "employer": _("Employer"),
    "contract": _("Contract"),
    "expert-opinion": _("Earlier expert opinion"),
    "same-group": _("The same political group"),
    "mentored": _("Mentored or helped the team"),
    "past-member": _("Was a member of the team before"),
    "share": _("Money or shareholding"),
    "other": _("Another conflict of interest"),
}
WAYS: Mapping[str, LazyString] = {
    "further-reviews": _("Further reviews for the group, by jurors who have not seen it"),
    "share": _("Share the prize"),
    "decision": _("A reasoned decision of the jury"),
}
ORIGINS: Mapping[str, LazyString] = {
    "declared": _("declared by the person"),
    "reported": _("reported by somebody else"),
    "team": _("in the team, now or before"),
    "organisation": _("acts for the organisation of the team"),
    "municipality": _("acts for the municipality that posed the challenge"),
}
TREATMENTS: Mapping[str, LazyString] = {
    "stands": _("stands: no review, no vote, out of the room"),
    "doubtful": _("in doubt and not decided: treated as one that stands"),
    "confirmed": _("confirmed: no review, no vote, out of the room"),
    "lifted": _("lifted: no conflict of interest was found"),
}
RESOLUTIONS: Mapping[str, LazyString] = {
    "shortlist": _("Shortlist: who goes on"),
    "tie": _("Breaking a tie"),
    "award": _("Award"),
    "recommendation": _("Recommendation to the municipality"),
    "other": _("Another resolution"),
}
BLANKS: Mapping[str, LazyString] = {
    "zero": _("A criterion left blank counts as 0 points."),
    "left-out": _("A criterion left blank is left out, and the other weights count for more."),
    "sheet-left-out": _("A sheet with a blank does not count."),
}
TIES: Mapping[str, LazyString] = {
    "share": _("the place is shared"),
    "criterion": _("a criterion decides"),
    "first-places": _("the number of first places decides"),
    "lot": _("the place is drawn by lot, from a published number"),
}
DECIDED: Mapping[str, LazyString] = {
    "criterion": _("tie, decided by a criterion"),
    "first-places": _("tie, decided by first places"),
    "lot": _("tie, decided by lot"),
}


def word(words: Mapping[str, Any], key: str | None) -> str:
    """The word for a key; a key that came later than this program stands for itself."""
    return str(words.get(key or "", key or ""))
