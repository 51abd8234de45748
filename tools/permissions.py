"""Write docs/permissions.md anew: who may what. `python tools/permissions.py`

Doors come from `open_to` over each view, rules from what a view asks on its way down (read from the code, nothing is
run), and the answers to each role from the hand-written tables in tests/matrix, which the tests hold against the app.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from pydantic import SecretStr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from challenge_hub.access import Role
from challenge_hub.app import create_app
from challenge_hub.settings import Settings
from tests.architecture.test_matrix import Row, rows
from tests.cast import ROLES

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "permissions.md"
DOORS = {
    Role.ANYONE: "anyone", Role.HALF: "after the password", Role.ACCOUNT: "own account", Role.SIGNED_IN: "signed in",
    Role.OPERATOR: "operator",
}  # fmt: skip
OPEN, REFUSED, HIDDEN, TO_SIGN_IN = "✓", "no", "–", "→"
LANGUAGE = "/<any(de, en):language>"
DECISION = "Decision"
Function = tuple[str, str]
"""Module and name."""

BEGINNING = """\
# Who may what

Written by `tools/permissions.py`; a test shows that it is current. It joins three things that are each true by
themselves: the door of a page (`open_to` over its view), the rules it asks before anything changes, and the answer each
role gets, from the hand-written tables in `tests/matrix`, which the tests hold against the running application.

**Door:** {doors}. "Proof" beside it: whoever signed in
a while ago shows once more who they are. Addresses stand without their language; GET reads, POST changes.
**Whose:** the roles are those somebody has in the *own* world; *foreign* is the same page about things of another
organisation, call, team or person. Rows in which both get the same answers stand once.
**Answers:** ✓ the door opens (what is typed may still lack something) · no: a rule refuses, with a sentence ·
– nothing is there for them (404) · → they are led to the sign-in, or what they sent is given back to them.
Where a POST names no rule, the question by which the room finds its thing decides alone: whom it does not find gets –.
A ✓ does not say that every act is allowed at every time: phases and deadlines are matters of the rules named, below.
An operator has no seat in a call or an organisation by being operator, so most rooms are not there for them.

"""


def written(app: Flask) -> str:
    """The whole paper."""
    doors = ", ".join(f"*{word}*" for word in DOORS.values())
    parts = [BEGINNING.format(doors=doors)]
    asked: dict[str, str] = {}
    for room, pages in groupby(_pages(), key=lambda page: page[0]):
        parts.append(_table(app, room, [page[1:] for page in pages], asked))
    parts.append("## The rules\n\nEach is a pure function: facts in, yes or a reason out. What it says of itself:\n\n")
    parts += [f"- `{name}`: {sentence}\n" for name, sentence in sorted(asked.items())]
    return "".join(parts)


def _pages() -> Iterator[tuple[str, str, str, Mapping[str, Row]]]:
    """Each address and method with its rows, own and foreign, by room."""
    table: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows():
        table.setdefault((row.endpoint, row.method), {})[row.whose] = row
    ordered = sorted(table.items(), key=lambda entry: ("." in entry[0][0], entry[0]))
    for (endpoint, method), found in ordered:
        yield (endpoint.partition(".")[0] if "." in endpoint else "the platform itself"), endpoint, method, found


def _table(app: Flask, room: str, pages: Sequence[tuple[str, str, Mapping[str, Row]]], asked: dict[str, str]) -> str:
    heads = ["page", "", "door", "whose", *ROLES, "rules asked"]
    lines = [f"## {room}\n", f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for endpoint, method, found in sorted(pages, key=lambda page: (_address(app, page[0]), page[1])):
        view = app.view_functions[endpoint]
        role = getattr(view, "open_to", Role.ANYONE)
        door = DOORS[role] + (", proof" if _asks_proof(view) else "")
        rules = _rules_of(view) if method == "POST" else {}
        asked |= rules
        names = ", ".join(f"`{name.rpartition('.')[2]}`" for name in rules)
        for whose, answers in _answers(found, role):
            cells = [f"`{_address(app, endpoint)}`", method, door, whose, *answers, names]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n\n"


def _address(app: Flask, endpoint: str) -> str:
    """As people see it in their browser, with names for what differs."""
    rule = min(app.url_map.iter_rules(endpoint), key=lambda rule: len(rule.rule)).rule
    return re.sub(r"<(?:[^:>]*:)?(\w+)>", r"<\1>", rule.removeprefix(LANGUAGE)) or "/"


def _answers(found: Mapping[str, Row], role: Role) -> Iterator[tuple[str, Sequence[str]]]:
    shown = {
        whose: [_answer(row, who, status, role) for who, status in row.expected.items()] for whose, row in found.items()
    }
    if len({tuple(answers) for answers in shown.values()}) == 1:
        yield ("any" if len(shown) > 1 else ""), shown["own"]
        return
    yield from ((whose, shown[whose]) for whose in ("own", "foreign"))


def _answer(row: Row, who: str, status: int, role: Role) -> str:
    is_led = who == "visitor" and role is not Role.ANYONE and status == (302 if row.method == "GET" else 403)
    return TO_SIGN_IN if is_led else {404: HIDDEN, 403: REFUSED}.get(status, OPEN)


def _asks_proof(view: object) -> bool:
    """Whether `proved_lately` stands over a view, which wraps it in a function of its own."""
    layers: list[Any] = []
    while view is not None:
        layers.append(view)
        view = getattr(view, "__wrapped__", None)
    return any("PROVE_AGAIN" in layer.__code__.co_names for layer in layers)


def _rules_of(view: object) -> Mapping[str, str]:
    """The rules a view asks, itself or further down: name and the first sentence about it."""
    return {
        f"{module.removeprefix('challenge_hub.')}.{name}": _sentence(ast.get_docstring(_functions(module)[name]) or "")
        for module, name in sorted(_below((view.__module__, view.__name__)))  # type: ignore[attr-defined]
        if "rules" in module and _decides(_functions(module)[name])
    }


def _decides(function: ast.FunctionDef) -> bool:
    """Whether it is a rule about a right: those answer with a decision."""
    return (
        not function.name.startswith("_") and function.returns is not None and ast.unparse(function.returns) == DECISION
    )


def _sentence(docstring: str) -> str:
    """The first sentence, in one line; code marks that are not closed in it are dropped."""
    text = " ".join(docstring.split("\n\n")[0].split())
    first = re.match(r".*?[.?!](?=\s|$)", text)
    return (first.group(0) if first else text).replace("|", "\\|")


@cache
def _below(function: Function) -> frozenset[Function]:
    """What a function calls, and what that calls, and so on, as far as it is ours."""
    found: set[Function] = set()
    waiting = [function]
    while waiting:
        present = waiting.pop()
        for called in _called(present):
            if called not in found:
                found.add(called)
                waiting.append(called)
    return frozenset(found)


@cache
def _called(function: Function) -> frozenset[Function]:
    module, name = function
    node = _functions(module).get(name)
    if node is None:
        return frozenset()
    named = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            named.add(_resolved(module, part.id))
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            there = _imports(module).get(part.value.id)
            inner = f"{there[0]}.{there[1]}" if there and there[1] else there and there[0]
            named.add(_resolved(str(inner), part.attr) if inner else None)
    return frozenset(found for found in named if found) - {function}


def _resolved(module: str, name: str) -> Function | None:
    """Where a function of ours is written that a module knows by this name."""
    if not module.startswith("challenge_hub") or not _path(module):
        return None
    if name in _functions(module):
        return module, name
    there = _imports(module).get(name)
    return _resolved(there[0], there[1]) if there and there[1] and there[0] != module else None


@cache
def _tree(module: str) -> ast.Module:
    path = _path(module)
    return ast.parse(path.read_text(encoding="utf-8")) if path else ast.Module([], [])


@cache
def _path(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)


@cache
def _functions(module: str) -> Mapping[str, ast.FunctionDef]:
    return {node.name: node for node in _tree(module).body if isinstance(node, ast.FunctionDef)}


@cache
def _imports(module: str) -> Mapping[str, tuple[str, str | None]]:
    """What a module calls what it imports: (module, name) or (module, None)."""
    found: dict[str, tuple[str, str | None]] = {}
    for node in _tree(module).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: (alias.name, None) for alias in node.names}
    return found


def main() -> None:
    with TemporaryDirectory() as folder:
        secret = SecretStr("only-for-writing-this-paper-0123456789")
        app = create_app(Settings(secret_key=secret, base_url="http://localhost", data_dir=Path(folder)))
        PAPER.write_text(written(app), encoding="utf-8")


if __name__ == "__main__":
    main()
