"""docs/permissions.md is the paper that the doors, the rules and the tables of expected answers make now."""

from flask import Flask

from challenge_hub.access import Role
from tests.architecture.test_matrix import rows
from tools import permissions


def test_the_table_of_who_may_what_is_the_one_that_is_written_now(app: Flask) -> None:
    """After a change: python tools/permissions.py."""
    assert permissions.PAPER.read_text(encoding="utf-8") == permissions.written(app)


def test_every_page_and_every_rule_that_a_post_asks_stands_in_it(app: Flask) -> None:
    text = permissions.PAPER.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    asked = {name for line in lines for name in line.split("|")[-2].replace("`", "").replace(",", " ").split()}
    told = {line.split("`")[1].rpartition(".")[2] for line in text.splitlines() if line.startswith("- `")}

    assert len(lines) >= len({(row.endpoint, row.method) for row in rows()})
    assert asked == told
    assert {"may_submit", "may_release", "may_link", "may_set_service"} <= asked


def test_proof_is_told_where_it_is_asked_for(app: Flask) -> None:
    lines = permissions.PAPER.read_text(encoding="utf-8").splitlines()
    door = {tuple(line.split(" | ")[:2]): line.split(" | ")[2] for line in lines if line.startswith("| `")}

    assert door["| `/account/password`", "POST"] == f"{permissions.DOORS[Role.ACCOUNT]}, proof"
    assert door["| `/account`", "POST"] == permissions.DOORS[Role.ACCOUNT]
