"""The bill of materials: valid CycloneDX, all that the lock names and nothing else, with versions and licences."""

import json
import re
from pathlib import Path
from typing import Any

import cyclonedx.schema
import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from tools import sbom

SCHEMAS = Path(cyclonedx.schema.__file__).parent / "_res"
UNTOLD_BY_THEMSELVES = {"pyrage"}
"""They carry the text of their licence (MIT) and no name for it."""


@pytest.fixture(scope="module")
def packages() -> list[sbom.Locked]:
    return list(sbom.locked(sbom.LOCK.read_text()))


@pytest.fixture(scope="module")
def bill(packages: list[sbom.Locked]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sbom.bill(packages))
    return found


def test_the_lock_is_read_whole(packages: list[sbom.Locked]) -> None:
    lines = re.findall(r"^[A-Za-z0-9][^\n]*==", sbom.LOCK.read_text(), flags=re.M)

    assert len(packages) == len(lines) > 50
    assert {"flask", "joserfc", "sqlalchemy"} <= {package.name for package in packages}


def test_it_is_valid_cyclonedx(bill: dict[str, Any]) -> None:
    names = [f"{name}.SNAPSHOT.schema.json" for name in ("bom-1.6", "spdx", "jsf-0.82")]
    schemas = {f"http://cyclonedx.org/schema/{name}": json.loads((SCHEMAS / name).read_text()) for name in names}
    known = Registry().with_resources((address, Resource.from_contents(found)) for address, found in schemas.items())

    Draft7Validator(next(iter(schemas.values())), registry=known).validate(bill)


def test_it_names_all_that_is_installed_with_version_and_licence(
    bill: dict[str, Any], packages: list[sbom.Locked]
) -> None:
    listed = {part["name"]: part for part in bill["components"]}
    here = {package.name for package in packages if not package.only_where}
    untold = {name for name in here if not listed[name].get("licenses")}

    assert {(name, part["version"]) for name, part in listed.items()} == {(p.name, p.version) for p in packages}
    assert untold == UNTOLD_BY_THEMSELVES
    assert bill["metadata"]["component"]["licenses"] == [{"license": {"id": "EUPL-1.2"}}]
    assert all(part["purl"].startswith("pkg:pypi/") for part in listed.values())


def test_the_same_lock_makes_the_same_bill(packages: list[sbom.Locked]) -> None:
    assert sbom.bill(packages) == sbom.bill(packages)
