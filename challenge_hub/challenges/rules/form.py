"""The guided form: its parts, what a draft holds, what is still missing in it, and what differs between two."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PARTS = (
    "title", "question", "problem", "affected", "existing", "good_answer", "data", "people", "money", "person_days",
    "constraints", "follow_up",
)  # fmt: skip
"""What is typed once for each language, in the order of the form."""

SECTIONS = PARTS[2:]
"""Those that are longer texts under a heading of their own."""

REQUIRED = ("title", "question", "problem", "affected", "good_answer", "follow_up")
"""What must stand in the language that counts before the challenge is submitted."""

LENGTHS = dict.fromkeys(PARTS, 4000) | {"title": 160, "question": 300, "money": 300, "person_days": 300}
"""How many characters each part may have."""

NOBODY: dict[str, Any] = {"themes": [], "caretaker": None, "stand_in": None, "cosigner": None, "show_caretaker": False}
"""The shared half of a draft before anything was chosen."""

Draft = Mapping[str, Mapping[str, Any]]
"""{"shared": {themes: keys, caretaker, stand_in, cosigner: ids of people, show_caretaker}, "de": {part: text}, …}."""


@dataclass(frozen=True)
class Difference:
    """One part in one language, before and after; an empty text where there was none."""

    part: str
    language: str
    before: str
    after: str


def with_edit(draft: Draft, language: str, texts: Mapping[str, str], shared: Mapping[str, Any]) -> dict[str, Any]:
    """A draft in which the texts of one language and the shared half are replaced. Empty texts are not kept."""
    typed = {part: texts[part].strip() for part in PARTS if texts.get(part, "").strip()}
    return {**draft, "shared": {**NOBODY, **shared}, language: typed}


def texts_of(draft: Draft, part: str) -> dict[str, str]:
    """One part of a draft in the languages it was typed in."""
    found = {language: draft.get(language, {}).get(part, "") for language in ("de", "en")}
    return {language: words for language, words in found.items() if words}


def missing(draft: Draft, *, language: str, colleagues: Collection[int], has_description: bool) -> list[str]:
    """The parts that stand between a draft and its submission, in the order of the form.

    `language` is the one that counts in the call; `colleagues` are the people with a seat in the organisation, one of
    whom must be named as caretaker. An imported challenge has a description instead of sections. Stand-in and co-signer
    may be left out; who was named must have a seat still, and nobody stands in for themselves.
    """
    wanted = REQUIRED[:2] if has_description else REQUIRED
    texts = draft.get(language, {})
    lacking = [part for part in wanted if not texts.get(part)]
    return lacking + [role for role, is_right in _people_of(draft["shared"], colleagues).items() if not is_right]


def _people_of(shared: Mapping[str, Any], colleagues: Collection[int]) -> dict[str, bool]:
    caretaker, stand_in, cosigner = (shared.get(role) for role in ("caretaker", "stand_in", "cosigner"))
    return {
        "caretaker": caretaker in colleagues,
        "stand_in": stand_in is None or (stand_in in colleagues and stand_in != caretaker),
        "cosigner": cosigner is None or cosigner in colleagues,
    }


def differences(before: Draft, after: Draft) -> Sequence[Difference]:
    """What changed between two drafts or versions, by part; an imported description counts as one."""
    pairs = [
        Difference(part, language, before.get(language, {}).get(part, ""), after.get(language, {}).get(part, ""))
        for part in (*PARTS, "description")
        for language in ("de", "en")
    ]
    return [pair for pair in pairs if pair.before != pair.after]
