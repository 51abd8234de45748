"""The texts people consent to, by purpose and version: an old one stays, for somebody may have read it."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from challenge_hub.teams.consent_rules import ConsentPurpose

TEXTS: Mapping[tuple[str, int], LazyString] = {
    (ConsentPurpose.NAMED_IN_PUBLIC, 1): _(
        "My name is shown with my team on the public page of our solution, for everybody and for search engines."
    ),
}
