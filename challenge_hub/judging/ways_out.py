"""What the ways out of a tie are called."""

from flask_babel import lazy_gettext as _

from challenge_hub.judging.rules.settling import WayOut

WAYS = {
    WayOut.FURTHER_REVIEWS: _("Further reviews for the group, by jurors who have not seen it"),
    WayOut.SHARE: _("Share the prize"),
    WayOut.DECISION: _("A reasoned decision of the jury"),
}
