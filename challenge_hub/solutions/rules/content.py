"""What a solution consists of, its fingerprint, and what it lacks before it can be handed in."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from challenge_hub.solutions.rules import Maturity, PrototypeKind
from challenge_hub.solutions.rules.licences import is_open, licence_of

NONE, SOME = "none", "some"
"""The answers to "does it build on earlier work?" and "do others have rights in it?"; anything else is no answer."""


class Missing(StrEnum):
    """What a solution lacks; each is a sentence beside the field it belongs to."""

    TITLE = "title"
    PITCH = "pitch"
    DESCRIPTION = "description"
    PROTOTYPE = "prototype"
    ADDRESS = "address"
    LICENCE = "licence"
    LICENCE_UNKNOWN = "licence-unknown"
    LICENCE_CLOSED = "licence-closed"
    MATURITY = "maturity"
    PRIOR_WORK = "prior-work"
    THIRD_PARTY_RIGHTS = "third-party-rights"
    ALTERNATIVE_TEXT = "alternative-text"


@dataclass(frozen=True)
class Finding:
    """One thing that is missing, the form field to fill, and the file it is about, if any."""

    missing: Missing
    field: str
    about: str = ""


@dataclass(frozen=True)
class Shown:
    """A prototype as it was typed."""

    kind: str
    url: str
    licence: str
    maturity: str


@dataclass(frozen=True)
class Attached:
    """A file beside the text, by its hash."""

    sha256: str
    name: str
    media_type: str
    alt: str


@dataclass(frozen=True)
class Content:
    """Everything that is handed in, in one language. The two declarations are None while nobody has answered, and
    empty where the answer is "none".
    """

    language: str
    title: str
    pitch: str
    description: str
    prototypes: tuple[Shown, ...]
    prior_work: str | None
    third_party_rights: str | None
    files: tuple[Attached, ...] = ()


def content_of(draft: Mapping[str, Any], files: Sequence[Attached], *, default_language: str) -> Content:
    """The draft as it would be handed in; fields that were never typed are empty."""
    prototypes = tuple(
        Shown(**{name: _word(given, name) for name in ("kind", "url", "licence", "maturity")})
        for given in draft.get("prototypes", ())
    )
    return Content(
        language=_word(draft, "language") or default_language,
        title=_word(draft, "title"),
        pitch=_word(draft, "pitch"),
        description=_word(draft, "description"),
        prototypes=tuple(each for each in prototypes if each.url or each.licence or each.maturity),
        prior_work=_declared(draft, "prior_work"),
        third_party_rights=_declared(draft, "third_party_rights"),
        files=tuple(files),
    )


def content_again(stored: Mapping[str, Any]) -> Content:
    """The content that was kept as plain values (`asdict`)."""
    parts = {
        "prototypes": tuple(Shown(**each) for each in stored["prototypes"]),
        "files": tuple(Attached(**each) for each in stored["files"]),
    }
    return Content(**{**stored, **parts})


def _word(facts: Mapping[str, Any], name: str) -> str:
    return str(facts.get(name) or "").strip()


def _declared(draft: Mapping[str, Any], name: str) -> str | None:
    answer = draft.get(f"{name}_answer")
    if answer == NONE:
        return ""
    return _word(draft, name) or None if answer == SOME else None


def fingerprint(content: Content) -> str:
    """SHA-256 over everything that is handed in, the hashes of the files included: 64 hexadecimal digits."""
    written = json.dumps(asdict(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def what_is_missing(content: Content, *, prototype_required: bool, open_licence: bool) -> tuple[Finding, ...]:
    """What stands between this content and handing it in, in the order of the form; nothing where it is complete.

    `prototype_required` and `open_licence` are conditions of the call.
    """
    return (
        *_texts(content),
        *_prototypes(content.prototypes, is_required=prototype_required, open_licence=open_licence),
        *_declarations(content),
        *(
            Finding(Missing.ALTERNATIVE_TEXT, "files", file.name)
            for file in content.files
            if file.media_type.startswith("image/") and not file.alt.strip()
        ),
    )


def _texts(content: Content) -> Iterator[Finding]:
    for missing, value in (
        (Missing.TITLE, content.title),
        (Missing.PITCH, content.pitch),
        (Missing.DESCRIPTION, content.description),
    ):
        if not value:
            yield Finding(missing, missing.value)


def _declarations(content: Content) -> Iterator[Finding]:
    if content.prior_work is None:
        yield Finding(Missing.PRIOR_WORK, "prior_work")
    if content.third_party_rights is None:
        yield Finding(Missing.THIRD_PARTY_RIGHTS, "third_party_rights")


def _prototypes(prototypes: Sequence[Shown], *, is_required: bool, open_licence: bool) -> Iterator[Finding]:
    if is_required and not prototypes:
        yield Finding(Missing.PROTOTYPE, "repository_url")
    for shown in prototypes:
        if not is_web_address(shown.url):
            yield Finding(Missing.ADDRESS, f"{shown.kind}_url")
        licence = _licence(shown, open_licence=open_licence)
        if licence:
            yield Finding(licence, f"{shown.kind}_licence")
        if shown.maturity not in list(Maturity):
            yield Finding(Missing.MATURITY, f"{shown.kind}_maturity")


def _licence(shown: Shown, *, open_licence: bool) -> Missing | None:
    """A repository needs a licence, and so does everything where the call makes an open one a condition."""
    if not shown.licence:
        return Missing.LICENCE if open_licence or shown.kind == PrototypeKind.REPOSITORY else None
    licence = licence_of(shown.licence)
    if licence is None:
        return Missing.LICENCE_UNKNOWN
    return Missing.LICENCE_CLOSED if open_licence and not is_open(licence) else None


def is_web_address(url: str) -> bool:
    """Whether this is an address others can open: http or https, a host with a dot, no name and password in it."""
    if any(c.isspace() or not c.isprintable() or c == "\\" for c in url):
        return False
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    labels = host.split(".")
    is_named = len(labels) > 1 and all(labels) and not labels[-1].isdigit() and len(host) <= 253
    return parts.scheme in ("http", "https") and is_named and "@" not in parts.netloc
