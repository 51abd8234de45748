"""How a document names what its content knows by a number: solutions, jurors, moments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext

from challenge_hub.infrastructure.documents import Foreign, Words
from challenge_hub.infrastructure.i18n import format_day, format_moment, format_time, page_language

Content = Mapping[str, Any]


class Names:
    """The names in one edition."""

    def __init__(self, content: Content) -> None:
        self.zone: str = content["call"]["time_zone"]
        self._solutions = {one["ref"]: one for one in content["solutions"]}
        self._jurors = {one["ref"]: one for one in content["jurors"]}
        self._in_round = {
            (judged["number"], one["solution"]): one for judged in content["rounds"] for one in judged["names"]
        }

    def solution(self, ref: int | None, round_number: int | None = None) -> Words:
        """The title with the team, and with its number where an anonymised round knew it by one."""
        found = self._solutions.get(ref or 0)
        if found is None:
            return str(gettext("left out"))
        if not found["title"]:
            return str(gettext("not named"))
        known = self._in_round.get((round_number, ref))
        if known is None or not found["team"]:
            return _with(said((known or found)["title"]), found["team"])
        number = gettext("number %(number)s of the anonymised round", number=known["number"])
        return _with(said(found["title"]), f"{found['team']}; {number}")

    def solutions(self, refs: Sequence[int], round_number: int | None = None) -> str:
        return "; ".join(str(self.solution(ref, round_number)) for ref in refs)

    def juror(self, ref: int) -> str:
        """The name, or "Juror 3" where names are not public."""
        name = self._jurors[ref]["name"] if ref in self._jurors else None
        return name or str(gettext("Juror %(number)s", number=ref))

    def jurors(self, refs: Sequence[int]) -> str:
        return ", ".join(self.juror(ref) for ref in refs)

    def moment(self, written: str | None) -> str:
        return format_moment(datetime.fromisoformat(written), self.zone) if written else ""

    def day(self, written: str) -> str:
        return format_day(datetime.fromisoformat(written), self.zone)

    def time(self, written: str | None) -> str:
        return format_time(datetime.fromisoformat(written), self.zone) if written else ""


def said(texts: Mapping[str, str]) -> Words:
    """A text in the language of the page, or in the one there is, which then is named."""
    language = page_language()
    if not texts:
        return ""
    if language in texts:
        return texts[language]
    other, words = next(iter(texts.items()))
    return Foreign(words, other)


def _with(words: Words, more: str) -> Words:
    if not more:
        return words
    return Foreign(f"{words} ({more})", words.language) if isinstance(words, Foreign) else f"{words} ({more})"
