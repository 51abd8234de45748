"""A draft as those see it who decide about it: each part rendered, the people by name, the themes by their words."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString

from challenge_hub.calls.models import Theme
from challenge_hub.challenges.actions.drafts import draft_of, published_as_draft
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries import posing
from challenge_hub.challenges.rules.form import PARTS, Difference, differences, texts_of
from challenge_hub.challenges.words import PARTS as WORDS
from challenge_hub.challenges.words import PEOPLE
from challenge_hub.infrastructure.text import Rendered, render

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Preview:
    """`texts` by language and then by part, in the order of the form; `changes` against what is public."""

    texts: dict[str, list[tuple[LazyString, Rendered]]]
    people: list[tuple[LazyString, str]]
    themes: list[Theme]
    shows_caretaker: bool
    changes: list[tuple[LazyString, Difference]]


def title_of(challenge: Challenge) -> dict[str, str]:
    """What the draft is called, or what the public text is called; empty where it has no title yet."""
    return texts_of(challenge.draft or {}, "title") or dict(challenge.title)


def preview_of(challenge: Challenge) -> Preview:
    draft = draft_of(challenge)
    shared = draft["shared"]
    names = {colleague.id: colleague.name for colleague in posing.colleagues_in(challenge.organisation_id)}
    themes = [theme for theme in posing.themes_in(challenge.call_id) if theme.key in shared["themes"]]
    return Preview(
        texts={language: parts for language in LANGUAGES if (parts := _parts(draft.get(language, {})))},
        people=[(PEOPLE[role], names[shared[role]]) for role in PEOPLE if shared.get(role) in names],
        themes=themes,
        shows_caretaker=bool(shared["show_caretaker"]),
        changes=_changes(challenge),
    )


def _parts(texts: Mapping[str, str]) -> list[tuple[LazyString, Rendered]]:
    return [(WORDS[part].label, render({"en": texts[part]})["en"]) for part in PARTS if texts.get(part)]


def _changes(challenge: Challenge) -> list[tuple[LazyString, Difference]]:
    if challenge.published_at is None or challenge.draft is None:
        return []
    found = differences(published_as_draft(challenge), challenge.draft)
    return [(WORDS[difference.part].label, difference) for difference in found]
