"""The plan of the house is kept: packing, doors, templates, imports, sizes."""

import ast
import configparser
import re
from pathlib import Path

import pytest
from flask import Flask

from challenge_hub.access import Role

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "challenge_hub").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
EXCEPTIONS = dict(
    line.split(": ", 1)
    for line in (Path(__file__).parent / "exceptions.txt").read_text().splitlines()
    if line and not line.startswith("#")
)


def test_every_package_is_packed() -> None:
    house = configparser.ConfigParser()
    house.read(ROOT / "setup.cfg")
    folders = {p.parent for p in SOURCES if p.name == "__init__.py"}
    in_tree = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    at_top = {"challenge_hub.migrations", "challenge_hub.static", "challenge_hub.templates"}

    assert set(house["options"]["packages"].split()) == in_tree | at_top


def test_every_view_says_who_may_knock(app: Flask) -> None:
    silent = [name for name, view in app.view_functions.items() if not isinstance(getattr(view, "open_to", None), Role)]

    assert silent == ["static"]


def test_every_address_of_a_page_begins_with_its_language(app: Flask) -> None:
    plain = {rule.endpoint for rule in app.url_map.iter_rules() if not rule.rule.startswith("/<any(de, en):language>/")}

    assert plain == {"static", "asset", "healthz", "security_contact", "sign_in_return", "start"}


def test_a_view_renders_the_template_of_its_own_name() -> None:
    for source in SOURCES:
        if source.name != "views.py" and source.parent.name != "views":
            continue
        package = source.relative_to(ROOT / "challenge_hub").parts[0]
        for function in ast.parse(source.read_text()).body:
            if isinstance(function, ast.FunctionDef):
                rendered = set(re.findall(r'render_template\(\s*"([^"]+)"', ast.unparse(function).replace("'", '"')))
                assert rendered <= {f"{package}/{function.name}.html"}, f"{package}.{function.name}"


def test_every_template_is_used() -> None:
    python = "\n".join(path.read_text() for path in SOURCES)
    templates = {path.relative_to(ROOT / "templates").as_posix(): path.read_text() for path in TEMPLATES}
    everything = python + "\n".join(templates.values())
    unused = [name for name in templates if everything.count(f'"{name}"') == 0]

    assert unused == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_stand_at_the_top(path: Path) -> None:
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = [f.name for f in functions for node in ast.walk(f) if isinstance(node, ast.Import | ast.ImportFrom)]

    assert inside == []


def test_what_is_long_has_a_reason() -> None:
    long = {}
    for path in SOURCES:
        text = path.read_text()
        name = path.relative_to(ROOT).as_posix()
        if text.count("\n") > 250:
            long[name] = text.count("\n")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 30:
                long[f"{name}:{node.name}"] = node.end_lineno - node.lineno + 1
    for path in TEMPLATES:
        if path.read_text().count("\n") > 120:
            long[path.relative_to(ROOT).as_posix()] = path.read_text().count("\n")

    assert set(long) == set(EXCEPTIONS), long


def test_the_product_never_relies_on_assert() -> None:
    relying = [
        path.name for path in SOURCES if any(isinstance(n, ast.Assert) for n in ast.walk(ast.parse(path.read_text())))
    ]

    assert relying == []


def test_no_template_has_inline_script_or_style() -> None:
    guilty = [
        p.name
        for p in TEMPLATES
        if re.search(r"<style|<script(?![^>]*nonce)|\sstyle=|\son[a-z]+=\"|\|\s*safe", p.read_text())
    ]

    assert guilty == []


def test_scripts_write_text_and_never_markup() -> None:
    """What somebody typed becomes neither an element nor a program in the browser."""
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setTimeout\(\s*[\"'`]"
    guilty = [path.name for path in (ROOT / "static" / "js").glob("*.js") if re.search(markup, path.read_text())]

    assert guilty == []


def test_nothing_that_was_sent_is_run_or_unpickled() -> None:
    dangerous = (
        r"\b(eval|exec|compile)\(|import (pickle|marshal|shelve|yaml|xml)|shell=True|os\.(system|popen)|from_string\("
    )
    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "challenge_hub").rglob("*.py")
        if re.search(dangerous, re.sub(r"(re|typst)\.compile\(", "", path.read_text()))
    ]

    assert guilty == []


def test_imported_components_keep_no_words_of_one_language() -> None:
    """They are loaded once for all visitors: a word outside a macro would stay in the first one's language."""
    guilty = []
    for path in (ROOT / "templates" / "components").glob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)
        outside = re.sub(r"\{%-?\s*macro .*?endmacro\s*-?%\}", "", text, flags=re.S)
        if re.search(r"\b_\(|gettext\(", outside):
            guilty.append(path.name)

    assert guilty == []


def test_every_trail_around_the_jury_begins_at_the_calls() -> None:
    """But for the two sheets a juror fills in on a phone: there one way back is enough."""
    short = {"judging/review.html", "judging/table.html"}
    around = [path for path in TEMPLATES if path.parent.name in ("judging", "deliberation", "minutes")]
    trails = {
        str(path.relative_to(ROOT / "templates")): path.read_text().split("breadcrumb(items=[") for path in around
    }

    odd = {name for name, parts in trails.items() if len(parts) == 2 and not parts[1].startswith('(_("Calls"), ')}

    assert odd == short
