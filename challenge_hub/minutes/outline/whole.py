"""The whole document: title, what it is, and its parts in the order in which a jury works."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext, ngettext

from challenge_hub.calls.labels import DECIDERS
from challenge_hub.infrastructure.documents import Bullets, Document, Facts, Heading, Paragraph, Part, Signatures
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.minutes.outline.jury import jury_parts
from challenge_hub.minutes.outline.naming import Content, Names, said
from challenge_hub.minutes.outline.rounds import round_parts
from challenge_hub.minutes.outline.sittings import sitting_parts
from challenge_hub.minutes.sentences import word

SHOWN_DIGITS = 16
"""So much of a fingerprint stands at the foot of every page."""


def document_of(content: Content, sha256: str) -> Document:
    """An edition in the language of the page. `sha256` is the fingerprint of what was frozen."""
    names = Names(content)
    organisers = ", ".join(one["name"] for one in content["call"]["organisers"])
    foot = gettext("Edition %(number)s, fingerprint %(hash)s", number=content["edition"], hash=sha256[:SHOWN_DIGITS])
    return Document(
        language=page_language(),
        title=gettext("Minutes of the sittings of the jury"),
        subtitle=said(content["call"]["title"]),
        author=organisers or "Challenge Hub",
        made_at=datetime.fromisoformat(content["made_at"]),
        foot=foot,
        page_word=gettext("Page"),
        parts=list(_parts(content, names, sha256)),
    )


def _parts(content: Content, names: Names, sha256: str) -> Iterator[Part]:
    yield _about(content, names, sha256)
    if content.get("left_out"):
        yield Paragraph(
            ngettext(
                "You have a conflict of interest with %(num)s solution. Everything about it is left out here, and "
                "places are counted among the others.",
                "You have a conflict of interest with %(num)s solutions. Everything about them is left out here, and "
                "places are counted among the others.",
                content["left_out"],
            )
        )
    yield from jury_parts(content, names)
    yield from round_parts(content, names)
    yield from sitting_parts(content, names)
    yield from _awards(content, names)
    yield from _recommendations(content, names)
    if content["remarks"]:
        yield Heading(gettext("Remarks"))
        yield Paragraph(content["remarks"])
    if content["version"] == "full":
        yield Heading(gettext("Signatures"))
        yield Signatures(_signing(content, names), gettext("Place, day"))


def _about(content: Content, names: Names, sha256: str) -> Facts:
    is_full = content["version"] == "full"
    version = gettext("full, for the jury and the organisers") if is_full else gettext("public")
    items = [
        (gettext("Version of this document"), version),
        (gettext("Edition"), f"{content['edition']}, {names.moment(content['made_at'])}"),
        (gettext("What changed"), content["reason"]),
        (gettext("Written by"), content["written_by"] or ""),
        (gettext("Organised by"), ", ".join(one["name"] for one in content["call"]["organisers"])),
        (gettext("Case number"), content["call"]["case_number"] or ""),
        (gettext("Fingerprint (SHA-256)"), sha256),
        (gettext("Program version"), content["program_version"]),
    ]
    return Facts([(term, words) for term, words in items if words])


def _decided_by(award: Content) -> str:
    """Who decided, where it was not the jury; earlier versions of this program did not keep it."""
    decider = award.get("decider")
    if decider in (None, "jury"):
        return ""
    names = word(DECIDERS, decider) + (f" ({award['decided_by']})" if award["decided_by"] else "")
    if not award["votes"]:
        return names
    some, every = award["votes"]
    return f"{names}, {gettext('%(some)s of %(all)s votes', some=some, all=every)}"


def _awards(content: Content, names: Names) -> Iterator[Part]:
    awards = content["awards"]
    if awards is None:
        return
    yield Heading(gettext("Awards"))
    if awards["decided_at"]:
        yield Paragraph(gettext("Decision of the jury of %(day)s.", day=names.day(awards["decided_at"])))
    if awards["statement"]:
        yield Paragraph(said(awards["statement"]))
    for award in awards["awards"]:
        yield Heading(said(award["prize"]), 3)
        facts = [
            (gettext("Solution"), names.solution(award["solution"])),
            (gettext("Worth"), award["worth"] or ""),
            (gettext("Given by"), award["giver"]),
            (gettext("Reason"), said(award["reason"])),
            (gettext("Decided by"), _decided_by(award)),
            (gettext("How it was decided") if award.get("decider") else gettext("Decided elsewhere"), award["source"]),
        ]
        yield Facts([(term, words) for term, words in facts if words])


def _recommendations(content: Content, names: Names) -> Iterator[Part]:
    """What the jury recommends to the municipality, gathered from its resolutions."""
    found = [
        gettext(
            "%(motion)s (resolution %(number)s of sitting %(sitting)s)",
            motion=one["motion"],
            number=one["number"],
            sitting=sitting["number"],
        )
        for sitting in content["sittings"]
        for one in sitting["resolutions"]
        if one.get("kind") == "recommendation" and one["is_carried"]
    ]
    if found:
        yield Heading(gettext("Recommendations to the municipality"))
        yield Bullets(found)


def _signing(content: Content, names: Names) -> list[tuple[str, str]]:
    """Who holds the chair, who kept the minutes of a sitting, and one line for the organiser."""
    lines = [
        (gettext("Chair of the jury") if one["role"] == "chair" else gettext("Deputy chair"), names.juror(one["ref"]))
        for one in content["jurors"]
        if one["role"] in ("chair", "deputy-chair") and not one["left_at"]
    ]
    keepers = dict.fromkeys(sitting["minutes_by"] for sitting in content["sittings"])
    lines += [(gettext("Who kept the minutes"), name) for name in keepers]
    return [*lines, (gettext("For the organiser"), "")]
