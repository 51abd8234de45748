"""A storage of its own for every test."""

from pathlib import Path

import pytest

from challenge_hub.infrastructure.storage import Storage


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path)
