"""List ZIP archives safely: refuse broken archives, ZIP bombs and archives above the limits before anything is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from heldby.errors import Unreadable
from heldby.intake.item import Item

MIN_PACKED_BYTES = 5_000
"""Smaller packed sizes count as this size when the ratio of a member is computed, so that a small member may have a high ratio."""


def open_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    """Open a ZIP archive.

    Raises:
        Unreadable: the archive is broken.
    """
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(f"broken archive: {error}") from None


def checked_members(item: Item, stream: IO[bytes]) -> Iterator[zipfile.ZipInfo]:
    """Yield the files in an archive, sorted by name, and subtract their sizes from the item's budget. Hidden files are left out.

    The sizes that the archive lists can be relied on, because zipfile never unpacks more of a member than its listed size.

    Raises:
        Unreadable: the archive is broken, has no files, is a ZIP bomb or exceeds the limits.
    """
    with open_zip(stream) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
    if len(members) > item.limits.members:
        raise Unreadable(f"too many files: {len(members)}, and an archive may have at most {item.limits.members}; split it")
    for info in members:
        if info.file_size > item.limits.ratio * max(info.compress_size, MIN_PACKED_BYTES):
            growth = info.file_size // max(info.compress_size, 1)
            raise Unreadable(f"{info.filename[:100]} would grow {growth}-fold when unpacked, like a ZIP bomb")
    item.budget.spend(sum(info.file_size for info in members))
    if not members:
        raise Unreadable("the archive has no files")
    yield from sorted(members, key=lambda info: info.filename)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)
