"""A file that somebody sends, before it is looked at: there, not too large, and passed by the scanner."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from challenge_hub.access import Refused
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.files import MOST_BYTES
from challenge_hub.infrastructure.scanner import require_clean


def sent_file(field: Any) -> bytes:
    """The content of a file field, for its check in a form; stops the check with a sentence."""
    if not field.data or not field.data.filename:
        raise StopValidation(_("Please choose a file."))
    content: bytes = field.data.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise StopValidation(_("This file is larger than 10 MB. Please choose a smaller one."))
    try:
        require_clean(content)
    except Refused as refused:
        raise StopValidation(sentence_for(refused.reason)) from None
    return content
