"""The blueprint, and how templates name an organisation."""

from flask import Blueprint

from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.organisations.names import Called, full_name

bp = Blueprint("organisations", __name__)


@bp.app_template_global()
def organisation_name(organisation: Called) -> str:
    """The name with what tells it from its namesakes, in the language of the page."""
    return full_name(organisation, page_language())
