"""Text people wrote: harmless, and found again."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenge_hub.infrastructure.text import (
    ATTRIBUTES,
    ELEMENTS,
    RENDERER,
    Rendered,
    fold,
    html_of,
    render,
    searchable,
    to_html,
)


class Found(HTMLParser):
    """Collects what a browser would see of elements and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name == "href"}


def assert_harmless(source: str) -> None:
    found = Found(to_html(source))
    assert found.elements <= ELEMENTS
    assert found.attributes <= {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | {("a", "rel")}
    assert all(re.match(r"(https?:|mailto:|[^:]*$)", address) for address in found.addresses), found.addresses


def test_markdown_becomes_what_it_means() -> None:
    assert to_html("# A *b*\n\n- [c](https://example.org)") == (
        '<h3>A <em>b</em></h3>\n<ul>\n<li><a href="https://example.org" rel="nofollow noopener ugc">c</a></li>\n</ul>\n'
    )


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.org/x.png)",
        "<a href='javascript:alert(1)'>x</a>",
        '[x](https://example.org "onmouseover=alert(1)")',
        "<svg><style><!--</style><img src=x onerror=alert(1)>",
        "```<script>\nx\n```",
    ],
)
def test_no_hostile_text_gets_through(source: str) -> None:
    assert_harmless(source)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200))
def test_no_text_at_all_breaks_out(source: str) -> None:
    assert_harmless(source)


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "script",
                "img",
                " src=x",
                " onerror=",
                "alert(1)",
                '"',
                "'",
                "[",
                "](",
                "javascript:",
                ")",
                "!",
                "&#x3c;",
                "\n",
                "svg",
                "/",
                "`",
                "--",
                "math",
                "style",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_no_pieces_of_an_attack_join_up(source: str) -> None:
    assert_harmless(source)


def test_known_attacks_and_odd_strings_are_harmless(shared_data: Path) -> None:
    attacks = (shared_data / "nasty" / "xss-sample.txt").read_text().splitlines()
    odd = json.loads((shared_data / "nasty" / "blns.json").read_text())

    for source in [*attacks, *odd]:
        assert_harmless(source)


def test_what_was_rendered_under_older_rules_is_rendered_anew() -> None:
    stored = Rendered(source="*new*", html="<script>old</script>", renderer=RENDERER - 1)

    assert html_of(stored) == "<p><em>new</em></p>\n"
    assert html_of(render({"en": "*new*"})["en"]) == "<p><em>new</em></p>\n"


@pytest.mark.parametrize(
    ("words", "folded"),
    [("Straße", "strasse"), ("Bürgerbüro", "burgerburo"), ("  ÉCOLE  Nº ", "ecole no"), ("İstanbul", "istanbul")],
)
def test_words_are_folded_alike_on_both_sides(words: str, folded: str) -> None:
    assert fold(words) == folded


def test_a_search_looks_through_all_languages() -> None:
    assert searchable({"de": "Straße", "en": "Road"}, "Köln", None) == "strasse road koln"
