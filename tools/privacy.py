"""Write docs/privacy.md and docs/datenschutz.md anew from what the packages declare: `python tools/privacy.py`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from challenge_hub.app import create_app
from challenge_hub.privacy import record
from challenge_hub.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAPERS = {"en": DOCS / "privacy.md", "de": DOCS / "datenschutz.md"}


def main() -> None:
    with TemporaryDirectory() as folder:
        secret = SecretStr("only-for-writing-this-paper-0123456789")
        settings = Settings(secret_key=secret, base_url="http://localhost", data_dir=Path(folder))
        with create_app(settings).app_context():
            for language, paper in PAPERS.items():
                paper.write_text(record.written(language, None) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
