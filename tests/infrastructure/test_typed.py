"""What is tidied in texts that people type, and what is refused."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField, TextAreaField

from challenge_hub.infrastructure.i18n import speaking
from challenge_hub.infrastructure.typed import at_most, lines, one_line, visible


class Typed(Form):
    name = StringField(filters=[one_line], validators=[at_most(1000), visible])
    story = TextAreaField(filters=[lines], validators=[visible])


def test_slips_of_the_keyboard_are_tidied_and_lines_kept() -> None:
    form = Typed(MultiDict({"name": "  Zoe\u0308  Maria ", "story": "\r\n  one\r\n\r\ntwo\rthree\u2028four  "}))

    assert form.validate()
    assert form.data == {"name": "Zo\u00eb Maria", "story": "one\n\ntwo\nthree\nfour"}


@pytest.mark.parametrize("hidden", ["\x00", "\n", "\t", "\x9b", "\u202e", "\u2066", "\u200b", "\u00ad", "\ue000"])
def test_nothing_is_hidden_in_one_line(hidden: str) -> None:
    form = Typed(MultiDict({"name": f"a{hidden}b"}))

    form.validate()

    assert form.errors == {"name": ["Please remove the invisible control characters."]}


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\x9b", "\u202e", "\u2066"])
def test_nothing_in_several_lines_acts_on_the_text_around_it(hidden: str) -> None:
    form = Typed(MultiDict({"story": f"a{hidden}b"}))

    form.validate()

    assert form.errors == {"story": ["Please remove the invisible control characters."]}


@pytest.mark.parametrize("harmless", ["\n", "\t", "\u00ad", "\u200d", "\u200f", "\uf0b7"])
def test_what_is_pasted_along_and_does_no_harm_stays_in_several_lines(harmless: str) -> None:
    form = Typed(MultiDict({"story": f"a{harmless}b"}))

    assert form.validate()
    assert form.story.data == f"a{harmless}b"


def test_a_length_is_told_in_the_way_of_the_language(app: Flask) -> None:
    form = Typed(MultiDict({"name": "x" * 1001}))

    with app.test_request_context(), speaking("de"):
        form.validate()

    assert form.errors == {"name": ["Bitte verwenden Sie höchstens 1.000 Zeichen."]}
