"""Templates are read faster than Jinja reads them, and mean the same: each rule is rendered by both."""

import pytest
from flask import Flask
from jinja2 import Environment, pass_context, pass_environment, pass_eval_context
from markupsafe import Markup

from challenge_hub.infrastructure.templates import Templates

MACROS = """
{%- macro bold(word) %}<b>{{ word }}</b>{% endmacro -%}
{%- macro framed(title) %}[{{ title }}: {{ caller("in") }}]{% endmacro -%}
{%- macro any() %}{{ varargs|join(",") }}{{ kwargs.size }}{% endmacro -%}
"""


class Greeting:
    """Something of a class of its own that can be called."""

    def __call__(self, name: str = "nobody") -> str:
        return f"Hello {name} & all"

    def method(self, name: str) -> str:
        return f"<{name}>"


@pass_context
def seen(context: object, name: str) -> str:
    return str(context[name])


@pass_eval_context
def is_escaping(eval_ctx: object) -> str:
    return str(eval_ctx.autoescape)


@pass_environment
def block_mark(environment: Environment) -> str:
    return environment.block_start_string


GIVEN = {
    "hostile": "<script>",
    "greeting": Greeting(),
    "seen": seen,
    "is_escaping": is_escaping,
    "block_mark": block_mark,
    "safe": lambda: Markup("<i>"),
    "plain": lambda: "<i>",
}

SOURCES = {
    "a macro escapes what it is given": "{{ bold(hostile) }}",
    "what a macro made is not escaped again": "{{ bold(bold(hostile)) }}",
    "a macro calls back": "{% call(word) framed(hostile) %}{{ word }} {{ hostile }}{% endcall %}",
    "a macro takes more than it names": "{{ any(1, hostile, size=3) }}",
    "a macro that lacks a word prints nothing for it": "{{ bold() }}",
    "a function that wants the context gets it": "{% set hostile = 'set' %}{{ seen('hostile') }}",
    "and inside a loop the context of the loop": "{% for hostile in [1, 2] %}{{ seen('hostile') }}{% endfor %}",
    "a function that wants to know of escaping is told": "{{ is_escaping() }}",
    "also where escaping is off": "{% autoescape false %}{{ is_escaping() }}{{ bold(hostile) }}{% endautoescape %}",
    "a function that wants the environment gets it": "{{ block_mark() }}",
    "an object that can be called is called": "{{ greeting() }} {{ greeting('you') }}",
    "a method is called": "{{ greeting.method(hostile) }} {{ 'a'.upper() }} {{ [1, 2].index(2) }}",
    "only what is marked as safe is not escaped": "{{ safe() }}{{ plain() }}",
    "a class can be called": "{{ dict(a=1).a }} {{ range(3)|list }} {{ namespace(b=2).b }}",
    "a block knows its loop": "{% for n in (1, 2) %}{% block b scoped %}{{ bold(n) }}{% endblock %}{% endfor %}",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_template_means_what_it_means_to_jinja(source: str) -> None:
    ours = Templates(Flask(__name__), autoescape=True)
    jinja = Environment(autoescape=True)
    rendered = [one.from_string(MACROS + source).render(GIVEN) for one in (ours, jinja)]
    assert rendered[0] == rendered[1] != ""


def test_a_macro_of_another_file_sees_the_common_words_and_not_those_of_the_page(app: Flask) -> None:
    environment = Templates(app, autoescape=True)
    environment.globals["everywhere"] = "common"
    imported = environment.from_string("{% macro told() %}{{ everywhere }}{{ hostile }}{% endmacro %}")
    page = environment.from_string("{% import imported as i %}{{ i.told() }}{{ hostile }}")
    assert page.render(imported=imported, hostile="mine") == "commonmine"


def test_what_is_given_to_one_template_is_not_given_to_another(app: Flask) -> None:
    environment = Templates(app, autoescape=True)
    one = environment.from_string("{{ word }}", globals={"word": "only here"})
    assert one.render() == "only here"
    assert environment.from_string("{{ word }}").render() == ""


def test_the_app_reads_its_pages_this_way(app: Flask) -> None:
    assert isinstance(app.jinja_env, Templates)
