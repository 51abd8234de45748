"""Text people wrote: Markdown made harmless, and words folded for searching.

There is one way from Markdown to HTML, `to_html`. markdown-it never passes raw HTML through, bleach keeps only the
listed elements, and nh3 (the one of the two that is still maintained) does it once more behind it.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypedDict

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

RENDERER = 1
"""Raise this with any change to the rules below: what is stored under an older number is rendered anew when read."""

ELEMENTS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
PROTOCOLS = {"http", "https", "mailto"}


class Rendered(TypedDict):
    """One language of a longer text: what was written, what it became, and under which rules."""

    source: str
    html: str
    renderer: int


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.core.ruler.push("lower_headings", lambda state: _lower_headings(state.tokens))
    return parser


def _lower_headings(tokens: Sequence[Token]) -> None:
    """Texts stand below a page's own first two levels, so their headings begin at the third."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


_markdown = _parser()


def to_html(source: str) -> Markup:
    """Markdown in, harmless HTML out. Images, raw HTML and odd addresses do not get through."""
    html = _markdown.render(source)
    html = bleach.clean(
        html, tags=ELEMENTS, attributes={key: list(names) for key, names in ATTRIBUTES.items()}, protocols=PROTOCOLS
    )
    html = nh3.clean(
        html, tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=PROTOCOLS, link_rel="nofollow noopener ugc"
    )
    return Markup(html)  # noqa: S704 - the two cleaners above are what makes it safe


def render(texts: Mapping[str, str]) -> dict[str, Rendered]:
    """Render each language of a longer text once, when it is saved."""
    return {
        language: {"source": source, "html": str(to_html(source)), "renderer": RENDERER}
        for language, source in texts.items()
    }


def sources(prose: Mapping[str, Rendered]) -> dict[str, str]:
    """What was written, by language: the way back from `render`."""
    return {language: rendered["source"] for language, rendered in prose.items()}


def html_of(rendered: Rendered) -> Markup:
    """The stored HTML, or a new rendering when the rules have changed since."""
    if rendered["renderer"] == RENDERER:
        return Markup(rendered["html"])  # noqa: S704 - stored by render()
    return to_html(rendered["source"])


def fold(text: str) -> str:
    """Small letters without accents, ß as ss: "Straßenfräse" is found by "strassenfrase"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def searchable(*texts: Mapping[str, str] | str | None) -> str:
    """Everything a search shall look through, folded, of all languages."""
    words = [list(text.values()) if isinstance(text, Mapping) else [text or ""] for text in texts]
    return fold(" ".join(word for group in words for word in group))
