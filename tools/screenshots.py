"""The picture in the README, taken from a demo of its own: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.chromium import FLAGS, chromium  # noqa: E402 - the folder of tests is found by the line above
from tests.servers import running_demo  # noqa: E402

PICTURE = ROOT / "docs" / "screenshots" / "results.png"


def main() -> None:
    PICTURE.parent.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder) / "demo") as address,
        sync_playwright() as p,
    ):
        browser = p.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1400}, color_scheme="light")
        page.goto(f"{address}/en/calls/civic-hack-dc-2025/results")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
