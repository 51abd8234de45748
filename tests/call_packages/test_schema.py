"""The paper about the format says what the program reads."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from challenge_hub.call_packages.queries import EXAMPLES
from challenge_hub.call_packages.rules.archive import TABLE_NAMES
from challenge_hub.call_packages.rules.rows import TABLES
from challenge_hub.call_packages.rules.schema import schema
from challenge_hub.call_packages.rules.tables import columns_of
from tests.call_packages.packages import CALL

DOCS = Path(__file__).parents[2] / "docs"
PAPER = (DOCS / "call-package.md").read_text()


def test_the_json_schema_in_docs_is_the_one_of_the_program() -> None:
    assert (DOCS / "call-package.schema.json").read_text() == schema()


def test_the_schema_accepts_the_example_and_refuses_what_is_broken() -> None:
    check = Draft202012Validator(json.loads(schema()))
    example = json.loads((EXAMPLES / "civic-hack-dc-2025" / "call.json").read_text())

    assert check.is_valid(example)
    assert check.is_valid(CALL)
    assert not check.is_valid({**example, "format_version": 2})
    assert not check.is_valid({**example, "colour": "blue"})
    assert not check.is_valid({**example, "call": {**example["call"], "title": {"fr": "Été"}}})


def test_every_file_and_every_column_is_told_of() -> None:
    lines = [line.removeprefix("| ").split(" | ") for line in PAPER.splitlines() if line.startswith("| `")]
    told = {cells[0].strip("`") for cells in lines}

    columns = {f"{table.name}.{name}" for table in TABLES for name in table.row.model_fields}
    assert set(TABLE_NAMES) | columns <= told


def test_the_header_of_every_table_stands_in_the_paper() -> None:
    for table in TABLES:
        assert f"`{','.join(columns_of(table, ['<key>']))}`" in PAPER
