"""The original bytes of every report, each in a file named by its SHA-256: `originals/ab/cdef...`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from heldby.base.canonical_json import digest
from heldby.base.files import PART, replacing
from heldby.errors import UnwritableDossier

PARALLEL_WRITES = 16
"""Number of files that are written at the same time."""


class Originals:
    """A folder of files that are written once and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return the path for the bytes with this digest, whether they are stored or not."""
        return self.folder / sha256[:2] / sha256[2:]

    def add(self, content: bytes) -> str:
        """Write bytes unless they are stored already; return their digest."""
        return self.add_all([content])[0]

    def add_all(self, contents: Sequence[bytes]) -> list[str]:
        """Write several files unless they are stored already; return their digests.

        Each file appears whole or not at all, and all are on the disk before the record that names them is committed.

        Raises:
            UnwritableDossier: a file cannot be written.
        """
        digests = [digest(content) for content in contents]
        fresh = {sha256: content for sha256, content in zip(digests, contents, strict=True) if not self.path(sha256).exists()}
        try:
            _in_parallel(_write, [(self.path(sha256), content) for sha256, content in fresh.items()])
            _in_parallel(_sync, [(folder,) for folder in {self.path(sha256).parent for sha256 in fresh}])
        except OSError as error:
            raise UnwritableDossier(f"an original file cannot be stored in {self.folder}: {error.strerror or error}") from error
        return digests

    def read(self, sha256: str) -> bytes | None:
        """Return the bytes with this digest, or None if they are not stored."""
        with contextlib.suppress(FileNotFoundError):
            return self.path(sha256).read_bytes()
        return None

    def erase(self, sha256: str) -> None:
        """Delete the bytes with this digest."""
        self.path(sha256).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """Yield the digests of all stored files, sorted. They are taken from the file names, not computed."""
        for folder in sorted(self.folder.glob("??")):
            yield from (folder.name + file.name for file in sorted(folder.iterdir()) if not file.name.endswith(PART))


def _in_parallel(job: Callable[..., None], calls: Sequence[tuple[Any, ...]]) -> None:
    # A file system commits concurrent writes together, so sixteen files take little longer than one.
    if len(calls) < 2:
        for call in calls:
            job(*call)
        return
    with ThreadPoolExecutor(PARALLEL_WRITES) as pool:
        for done in [pool.submit(job, *call) for call in calls]:
            done.result()


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as part:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o444)


def _sync(folder: Path) -> None:
    # Without this, a crash of the machine may lose the name of a file whose content is on the disk.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
