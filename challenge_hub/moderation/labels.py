"""The words of reports, as pages and mails say them."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from challenge_hub.moderation.rules import Ground, Handling, Matter, Occasion, Side, TextKind

KINDS: dict[str, LazyString] = {
    TextKind.CALL: _("Call"),
    TextKind.CHALLENGE: _("Challenge"),
    TextKind.QUESTION: _("Question and answer"),
    TextKind.SOLUTION: _("Solution"),
    TextKind.TEAM: _("Team"),
    TextKind.ORGANISATION: _("Organisation"),
}

MATTERS: dict[str, LazyString] = {
    Matter.UNLAWFUL: _("It is against the law"),
    Matter.PERSONAL_DATA: _("It tells private things about somebody"),
    Matter.RIGHTS: _("It uses what belongs to somebody else"),
    Matter.CONDUCT: _("It breaks the rules of this platform or of the call"),
    Matter.OTHER: _("Something else"),
}

GROUNDS: dict[str, LazyString] = {
    Ground.LAW: _("A law"),
    Ground.TERMS: _("Rules that people accepted here"),
}

HANDLINGS: dict[str, LazyString] = {
    Handling.SHOWN: _("The text stays"),
    Handling.HIDDEN: _("The text is hidden"),
}

OCCASIONS: dict[str, LazyString] = {
    Occasion.REPORT: _("About the report"),
    Occasion.COMPLAINT: _("About a complaint"),
    Occasion.UNDONE: _("Taken back by who decided"),
}

SIDES: dict[str, LazyString] = {
    Side.AUTHOR: _("Complaint of the author"),
    Side.REPORTER: _("Complaint of whoever reported"),
}

PARTS: dict[str, LazyString] = {
    "title": _("Title"),
    "name": _("Name"),
    "pitch": _("In one sentence"),
    "summary": _("Summary"),
    "question": _("The question"),
    "answer": _("Answer"),
    "description": _("Description"),
    "prior_work": _("Earlier work"),
    "third_party_rights": _("Rights of others"),
    "prototype": _("Prototype"),
    "file": _("File"),
    "looking_for": _("The team is looking for"),
    "website": _("Website"),
}
"""What a part of a text is called; the parts of a challenge have their own words."""
