"""The bytes of every report as they came, each in a file named by its SHA-256: `originals/ab/cdef...`."""

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

AT_ONCE = 16
"""Files written at once."""


class Originals:
    """A folder of files that are written once and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with this digest are, if they are kept."""
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, content: bytes) -> str:
        """Write bytes unless they are there already; their digest."""
        return self.keep_all([content])[0]

    def keep_all(self, contents: Sequence[bytes]) -> list[str]:
        """Write several files unless they are there already; their digests.

        Each appears whole or not at all, and all are on the disk before the record that names them is committed.
        """
        digests = [digest(content) for content in contents]
        fresh = {sha256: content for sha256, content in zip(digests, contents, strict=True) if not self.path(sha256).exists()}
        try:
            _in_parallel(_write, [(self.path(sha256), content) for sha256, content in fresh.items()])
            _in_parallel(_sync, [(folder,) for folder in {self.path(sha256).parent for sha256 in fresh}])
        except OSError as error:
            raise UnwritableDossier(f"an original cannot be kept in {self.folder}: {error.strerror or error}") from error
        return digests

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
            yield from (folder.name + file.name for file in sorted(folder.iterdir()) if not file.name.endswith(PART))


def _in_parallel(job: Callable[..., None], calls: Sequence[tuple[Any, ...]]) -> None:
    # A file system commits what waits for the disk at one time together, so sixteen files take little longer than one.
    if len(calls) < 2:
        for call in calls:
            job(*call)
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
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
    # Without this a crash of the machine may forget the name of a file whose content is safe.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
