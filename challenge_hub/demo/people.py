"""Who can be tried out in the demonstration: a stable list, so that links and tests can rely on it."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Door:
    """One person of the example: a key, the role as visitors read it, the mail address, and the page to begin on."""

    key: str
    role: LazyString
    mail: str
    landing: str = "pages.me"


PEOPLE = [
    Door("officer", _("Officer who poses a challenge"), "officer@example.org"),
    Door("lead", _("Lead of a team"), "lead@example.org"),
    Door("member", _("Member of a team"), "member@example.org"),
    Door("juror", _("Juror"), "juror@example.org"),
    Door("chair", _("Chair of the jury"), "chair@example.org"),
    Door("organiser", _("Organiser of the call"), "organiser@example.org"),
    Door("operator", _("Operator of the platform"), "operator@example.org"),
]


def door_with(key: str) -> Door | None:
    return next((door for door in PEOPLE if door.key == key), None)
