"""The papers are kept: what they tell exists, and what exists they tell."""

import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic.fields import FieldInfo

from challenge_hub import __version__
from challenge_hub.cli import main
from challenge_hub.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
NAMES = [path.relative_to(ROOT).as_posix() for path in PAPERS]


def story() -> list[str]:
    """The packages between the ground and the openings, in the order in which the contract has them."""
    house = configparser.ConfigParser()
    house.read(ROOT / "setup.cfg")
    layers = house["importlinter:contract:story"]["layers"].split()[::-1]
    return layers[layers.index("audit") + 1 : layers.index("pages")]


def commands(command: click.Command = main, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it, "barriers list" for one inside a group."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    for word, inner in command.commands.items():
        yield from commands(inner, f"{name} {word}".strip())


def sections(paper: Path) -> dict[str, str]:
    """The text below each heading of docs/commands.md, by the words of the command in it."""
    parts = re.split(r"^#+ (.+)$", paper.read_text(), flags=re.M)
    told = {}
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        if found := re.fullmatch(r"`challenge-hub ([a-z -]+?)((?: [A-Z]+)*)`", heading):
            told[found[1]] = text
    return told


def default_told(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    return "empty" if field.default in (None, "") else f"`{field.default}`"


def test_the_readme_is_short() -> None:
    assert (ROOT / "README.md").read_text().count("\n") <= 80


def test_the_style_is_short() -> None:
    assert (ROOT / "STYLE.md").read_text().count("\n") <= 120


def test_the_readme_names_the_packages_in_the_order_of_the_story() -> None:
    named = re.findall(r"^\| `([a-z_]+)` \|", (ROOT / "README.md").read_text(), flags=re.M)

    assert named == story()


def test_every_setting_is_told_with_its_default_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|.*\| ([^|]+) \|[^|]+\|$", (DOCS / "settings.md").read_text(), flags=re.M)

    assert rows == [(name.upper(), default_told(field)) for name, field in Settings.model_fields.items()]


def test_every_command_is_told_and_no_other() -> None:
    assert sorted(sections(DOCS / "commands.md")) == sorted(name for name, _ in commands())


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_every_option_of_a_command_is_told_and_no_other(name: str, command: click.Command) -> None:
    told = re.findall(r"^\| `(--[a-z-]+)` \|", sections(DOCS / "commands.md").get(name, ""), flags=re.M)
    options = [option.opts[0] for option in command.params if isinstance(option, click.Option)]

    assert sorted(told) == sorted(options)


def test_every_make_target_is_told_and_no_other() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), flags=re.M)
    told = re.findall(r"^\| `make ([a-z-]+)` \|", (DOCS / "commands.md").read_text(), flags=re.M)

    assert told == targets


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_every_link_leads_somewhere(paper: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", paper.read_text())
    ours = [target.split("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]

    assert [target for target in ours if not (paper.parent / target).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_every_link_to_a_heading_finds_it(paper: Path) -> None:
    missing = []
    for target, anchor in re.findall(r"\]\(([^):\s]*)#([^)\s]+)\)", paper.read_text()):
        there = (paper.parent / target) if target else paper
        headings = re.findall(r"^#+ (.+)$", there.read_text(), flags=re.M) if there.is_file() else []
        if anchor not in [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]:
            missing.append(f"{target}#{anchor}")

    assert missing == []


@pytest.mark.parametrize("paper", [ROOT / "STYLE.md", *DECISIONS], ids=lambda path: path.name)
def test_the_files_named_as_examples_exist(paper: Path) -> None:
    folders = "challenge_hub|templates|static|tests|tools|docs|migrations"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", paper.read_text())

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [path.name.split("-")[0] for path in DECISIONS]

    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("paper", DECISIONS, ids=lambda path: path.name)
def test_a_decision_is_one_page_under_its_number(paper: Path) -> None:
    text = paper.read_text()

    assert text.startswith(f"# {paper.name[:4]} ")
    assert re.findall(r"^\*\*(Context|Weighed|Decision|Consequences)\.\*\*", text, flags=re.M) == [
        "Context",
        "Weighed",
        "Decision",
        "Consequences",
    ]
    assert text.count("\n") <= 40


def test_the_changelog_knows_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.M)

    assert headings[0] in (__version__, "Unreleased")


def test_the_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text()

    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, flags=re.M)] == list(range(1, 16))
    assert text.rstrip().endswith("EUPL version.")
