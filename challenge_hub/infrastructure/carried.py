"""Words of the query that the pages of one room carry on among each other, such as which round they are at."""

from typing import Any

from flask import has_request_context, request

from challenge_hub.infrastructure.asked import asked

_words: dict[str, str] = {}


def carry_on(blueprint: str, word: str) -> None:
    """From now on links between pages of this blueprint keep this word of the query."""
    _words[blueprint] = word


def carried(endpoint: str) -> dict[str, Any]:
    """What an address on the present page gets beside its own words; one that says the word itself keeps its own."""
    blueprint = endpoint.partition(".")[0]
    word = _words.get(blueprint)
    if word is None or not has_request_context() or word not in request.args or request.blueprint != blueprint:
        return {}
    value = asked(word)
    return {word: value} if value else {}
