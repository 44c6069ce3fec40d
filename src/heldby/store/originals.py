"""The bytes of every report as they came, each in a file named by its SHA-256: `originals/ab/cdef...`."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from heldby.store.canonical import digest
from heldby.store.errors import UnwritableDossier


class Originals:
    """A folder of files that are written once and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with this digest are, if they are kept."""
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, content: bytes) -> str:
        """Write bytes unless they are there already; their digest.

        The file appears whole or not at all, and is on the disk before the record that names it is committed.
        """
        sha256 = digest(content)
        target = self.path(sha256)
        if not target.exists():
            try:
                _write(target, content)
            except OSError as error:
                raise UnwritableDossier(f"an original cannot be kept in {self.folder}: {error.strerror or error}") from error
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """The bytes, or None when they are not there."""
        with contextlib.suppress(FileNotFoundError):
            return self.path(sha256).read_bytes()
        return None

    def erase(self, sha256: str) -> None:
        """Remove the bytes for good."""
        self.path(sha256).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """The digests of all that is kept, by file name, in order."""
        for folder in sorted(self.folder.glob("??")):
            yield from (folder.name + file.name for file in sorted(folder.iterdir()) if not file.name.endswith(".part"))


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o444)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(target.parent)


def _sync(folder: Path) -> None:
    # Without this a crash of the machine may forget the name of a file whose content is safe.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
