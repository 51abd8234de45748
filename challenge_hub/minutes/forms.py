"""What people type around the minutes."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation

from challenge_hub.infrastructure.files import CleanFile, cleaned
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.typed import at_most, lines, visible
from challenge_hub.infrastructure.uploads import sent_file

REASON_LENGTH, REMARKS_LENGTH = 1000, 5000


def _area(label: Any, most: int, *, needed: Any = None, description: Any = "") -> TextAreaField:
    asked = DataRequired(needed) if needed else Optional()
    checks = [asked, at_most(most), visible]
    return TextAreaField(label, filters=[lines], validators=checks, description=description)


class EditionForm(PageForm):
    reason = _area(_("What changed since the last edition?"), REASON_LENGTH)
    remarks = _area(
        _("Remarks"),
        REMARKS_LENGTH,
        description=_("How the discussion went, if it should stand in the minutes. No names."),
    )

    def ask_for_reason(self) -> None:
        """A later edition says what changed."""
        needed = DataRequired(_("Say what changed since the last edition."))
        self.reason.validators = [needed, *self.reason.validators[1:]]
        self.reason.flags.required = True


class PublishForm(PageForm):
    looked = BooleanField(
        _("I read the public version. It names nobody it should not name."),
        validators=[InputRequired(_("Read the public version, and tick that you did."))],
    )


class UnpublishForm(PageForm):
    reason = _area(_("Reason"), REASON_LENGTH, needed=_("Say why the minutes are taken off the public pages."))


class ScanForm(PageForm):
    """A signed copy. Checking writes it anew, which is slow: do it before the first statement."""

    file = FileField(_("Signed copy as PDF"))
    clean: CleanFile | None = None

    def validate_file(self, field: FileField) -> None:
        found = cleaned(sent_file(field), field.data.filename)
        if found is None or found.media_type != "application/pdf":
            raise StopValidation(_("Please choose a PDF without a password."))
        self.clean = found
