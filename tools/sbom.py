"""Write what the installed product consists of as a CycloneDX bill of materials: `python tools/sbom.py`.

Names and versions are those of requirements.lock, so the bill lists exactly what an operator installs; the hashes stand
there. Licences are what each package says of itself where it is installed. The same lock makes the same bill.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from challenge_hub import __version__

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
BILL = ROOT / "build" / "challenge-hub.cdx.json"
LONGEST_NAME = 60
"""Some packages give the whole text of their licence for its name."""

UNTOLD = "challenge-hub:licence"
licences = LicenseFactory()


@dataclass(frozen=True)
class Locked:
    """One entry of the lock. `only_where` names the systems it is for; empty for all."""

    name: str
    version: str
    only_where: str


def locked(text: str) -> Iterator[Locked]:
    """What a lock names."""
    entry = r"^([\w.-]+)(?:\[[^]]*\])?==(\S+)(?: ; ([^\\\n]*))? ?\\?$"
    for name, version, where in re.findall(entry, text, flags=re.M):
        yield Locked(name, version, where.strip())


def licence_of(name: str) -> str | None:
    """What a package says of its licence: an expression, a name, or the best of its classifiers."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return None
    told = [said.get("License-Expression"), said.get("License")]
    classified = [line.split(" :: ")[-1] for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    named = [word for word in (*told, *classified) if word and len(word) <= LONGEST_NAME and "\n" not in word]
    return named[0] if named else None


def bill(packages: Sequence[Locked]) -> str:
    """The product with all it needs, as CycloneDX 1.6 in JSON."""
    product = Component(
        name="challenge-hub",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="challenge-hub",
        licenses=[licences.make_from_string("EUPL-1.2")],
    )
    parts = [_component(package) for package in packages]
    made = Bom(components=parts)
    made.metadata.component = product
    made.register_dependency(product, parts)
    facts = json.loads(JsonV1Dot6(made).output_as_string())
    facts.pop("serialNumber", None)  # drawn by lot
    facts["metadata"].pop("timestamp", None)
    return json.dumps(facts, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _component(package: Locked) -> Component:
    address = PackageURL("pypi", None, package.name, package.version)
    licence = licence_of(package.name)
    facts = {
        "challenge-hub:only-where": package.only_where,
        UNTOLD: "" if licence else "not told here",
    }
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=address.to_string(),
        purl=address,
        licenses=[licences.make_from_string(licence)] if licence else [],
        properties=[Property(name=name, value=value) for name, value in facts.items() if value],
    )


def main() -> None:
    packages = list(locked(LOCK.read_text(encoding="utf-8")))
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(bill(packages), encoding="utf-8")
    print(f"{BILL.relative_to(ROOT)}: {len(packages)} packages")


if __name__ == "__main__":
    main()
