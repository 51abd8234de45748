"""The words of closed sets on screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from challenge_hub.deliberation.rules.resolutions import ResolutionKind
from challenge_hub.deliberation.rules.trial import CalibrationStage
from challenge_hub.deliberation.rules.wording import WordingPart

KIND_WORDS: dict[ResolutionKind, LazyString] = {
    ResolutionKind.SHORTLIST: _("Shortlist: who goes on"),
    ResolutionKind.TIE: _("Breaking a tie"),
    ResolutionKind.AWARD: _("Award"),
    ResolutionKind.RECOMMENDATION: _("Recommendation to the municipality"),
    ResolutionKind.OTHER: _("Another resolution"),
}

STAGE_WORDS: dict[CalibrationStage, LazyString] = {
    CalibrationStage.PREPARED: _("being prepared"),
    CalibrationStage.OPEN: _("under way"),
    CalibrationStage.CLOSED: _("over"),
}

PART_WORDS: dict[WordingPart, LazyString] = {
    WordingPart.NAME: _("Name"),
    WordingPart.DESCRIPTION: _("Description"),
    WordingPart.ANCHOR: _("What the points mean"),
}
