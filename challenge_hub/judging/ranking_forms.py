"""What people type around a ranking."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Optional

from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, visible

REASON_LENGTH = 1000


class RecomputeForm(PageForm):
    """`needs_reason`: the round is closed, and every version from then on says why it was made."""

    needs_reason = False
    reason = TextAreaField(
        _("Why is the ranking computed again?"),
        filters=[lines],
        validators=[Optional(), at_most(REASON_LENGTH), visible],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        good: bool = super().validate(extra_validators)
        if self.needs_reason and not self.reason.data:
            self.reason.errors = [_("Give the reason; it stays readable beside the new version.")]
            return False
        return good
