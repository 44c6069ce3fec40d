"""Read the members of tar archives. Nothing is unpacked under the name that the archive gives."""

from __future__ import annotations

import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from heldby.errors import Unreadable
from heldby.intake.item import Item, item_from_bytes
from heldby.intake.limits import megabytes
from heldby.intake.results import Refused

MAX_HEADER = 1_000_000
"""Largest size of the headers of one member. An archive that claims more would only serve to fill the memory."""
IN_MEMORY = 5_000_000
"""Size of the largest member that is held in memory. A larger one waits in a temporary file while it is read."""


def read(item: Item) -> Iterator[Item | Refused]:
    """Yield an item for each file, in the order of the archive, and a refusal that names what is not a file. Hidden files are left out.

    Raises:
        Unreadable: the archive is broken, has no files or exceeds the limits. Files before the broken part are yielded first.
    """
    left_out: list[str] = []
    count = 0
    with item.open() as stream:
        bounded = _Bounded(stream)
        try:
            with tarfile.open(fileobj=io.BufferedReader(bounded, 10_240), mode="r|", errorlevel=1) as archive:
                while (member := _next(archive, bounded)) is not None:
                    if member.isdir() or _is_hidden(member.name):
                        continue
                    if not member.isreg() or member.issparse():
                        left_out.append(member.name)
                        continue
                    count += 1
                    if count > item.limits.members:
                        raise Unreadable(f"too many files: an archive may have at most {item.limits.members}; split it")
                    item.budget.spend(member.size)
                    yield from _member(archive, member, item)
        except (tarfile.TarError, EOFError, ValueError, OverflowError, OSError) as error:
            raise Unreadable(f"broken archive: only the part before the damage was read ({str(error)[:100]})") from None
    if left_out:
        yield Refused(item.name, f"links and special files in it are left out: {len(left_out)} ({', '.join(left_out[:3])[:200]})")
    if not count and not left_out:
        raise Unreadable("the archive has no files")


def _next(archive: tarfile.TarFile, bounded: _Bounded) -> tarfile.TarInfo | None:
    bounded.left = bounded.after + MAX_HEADER
    member = archive.next()
    archive.members.clear()  # type: ignore[attr-defined]  # or it would remember every member
    if member is not None:
        bounded.after = member.size + 2 * tarfile.RECORDSIZE
        bounded.left = bounded.after + MAX_HEADER
    return member


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, item: Item) -> Iterator[Item]:
    name = f"{item.name}/{member.name}"
    suffix = PurePosixPath(member.name).suffix.lower()
    content = archive.extractfile(member)
    if content is None:
        return
    if member.size <= IN_MEMORY:
        yield item_from_bytes(name, content.read(), suffix=suffix, limits=item.limits)
        return
    with tempfile.TemporaryDirectory(prefix="heldby-") as folder:
        file = Path(folder) / "member"
        with file.open("wb") as out:
            shutil.copyfileobj(content, out, 1 << 20)
        yield Item(name, lambda: file.open("rb"), member.size, suffix, limits=item.limits)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") and part != "." for part in PurePosixPath(name).parts)


class _Bounded(RawIOBase):
    """A stream that ends with an error if the archive reads more than a member and its headers can need."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.after = 0
        self.left = MAX_HEADER

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), 1 << 20))
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable(f"its headers claim more than {megabytes(MAX_HEADER)}; the rest is not read")
        buffer[: len(data)] = data
        return len(data)
