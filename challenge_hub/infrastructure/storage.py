"""Files people hand in, kept under the hash of their content: the same file is stored once and never changed."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app

from challenge_hub.settings import Settings

FOLDER = "files"


class Storage:
    """The folder `files` in DATA_DIR: files/ab/<sha256>, where ab are the first two digits."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / FOLDER
        self._written: list[str] = []

    def path_of(self, sha256: str) -> Path:
        """Where a file lies or would lie. Refuses what is not a hash, so that no name leads elsewhere."""
        if not re.fullmatch("[0-9a-f]{64}", sha256):
            raise ValueError("not a SHA-256 hash")
        return self._root / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes:
        return self.path_of(sha256).read_bytes()

    def write(self, content: bytes) -> str:
        """Store a file and return its hash. It appears whole or not at all, also after a power cut."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path_of(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, content)
            self._written.append(sha256)
        return sha256

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """What was stored for the first time within this block is removed again when the block ends in an error."""
        mark = len(self._written)
        try:
            yield
        except BaseException:
            for sha256 in self._written[mark:]:
                self.path_of(sha256).unlink(missing_ok=True)
            del self._written[mark:]
            raise


def storage() -> Storage:
    """The storage of the running app."""
    settings: Settings = current_app.extensions["settings"]
    return Storage(settings.data_dir)


def _write_whole(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _remember_name(path.parent)


def _remember_name(folder: Path) -> None:
    """A new name lasts only when its folder is flushed, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
