"""The sentences about a juror for chair and organisers; each invites a question."""

from flask_babel import lazy_gettext as _

from challenge_hub.judging.rules.flags import Flag

FLAGGED = {
    Flag.STRICT: _("Gives less than the mean juror."),
    Flag.MILD: _("Gives more than the mean juror."),
    Flag.NARROW: _("Uses little of the scale, or gives points that have little to do with what the others found."),
    Flag.WIDE: _("Uses much more of the scale than the others."),
    Flag.NOISY: _("Points vary far more than those of the others for the same solutions."),
    Flag.CONSTANT: _("Gave every solution the same total."),
    Flag.STRAIGHT: _("Gave nearly every sheet the same points for all criteria."),
    Flag.OTHER_ORDER: _("Puts the solutions in another order than the rest of the jury."),
    Flag.MOVES: _("Without these reviews some solution would move by several places."),
}
