"""The wheel, installed elsewhere: it migrates a database of its own and serves a page with its style sheet."""

import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
import requests

from tests.servers import running_demo

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parent.parent
BUILT_FROM = ("challenge_hub", "migrations", "static", "templates")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of what git knows, so that no stale build/ and no stray file gets in."""
    copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, tracked.split("\0")):
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            str(out),
            str(copy),
        ],
        check=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel; the libraries are those of this run, our checkout is not in reach."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    (Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_every_file_of_the_product_is_in_the_wheel(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", *BUILT_FROM], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    expected = {name if name.startswith("challenge_hub/") else f"challenge_hub/{name}" for name in tracked}

    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert packed == expected


def test_the_wheel_migrates_its_own_database_and_serves_a_page(elsewhere: Path, tmp_path: Path) -> None:
    with running_demo(tmp_path / "demo", command=str(elsewhere / "bin" / "challenge-hub")) as address:
        session = requests.Session()
        session.trust_env = False
        page = session.get(f"{address}/de/calls/civic-hack-dc-2025/results", timeout=20)
        sheet = session.get(address + re.findall(r'href="(/assets/[^"]+)"', page.text)[0], timeout=20)
        favicon = session.get(address + re.findall(r'href="(/static/[^"]+)"', page.text)[0], timeout=20)

    assert "LLM.gov" in page.text
    assert "Rangfolge" in page.text
    assert (sheet.status_code, favicon.status_code) == (200, 200)
    assert (tmp_path / "demo" / "hub.sqlite3").is_file()
    where = subprocess.run(
        [elsewhere / "bin" / "python", "-c", "import challenge_hub; print(challenge_hub.__file__)"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert str(elsewhere) in where
