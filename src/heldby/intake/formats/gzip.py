"""Read gzip files: the one file inside, or a WARC archive that is compressed record by record."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import BinaryIO

from heldby.errors import Unreadable
from heldby.intake.item import Item
from heldby.intake.limits import megabytes
from heldby.intake.results import Refused


def read(item: Item) -> Iterator[Item | Refused]:
    """Yield the file inside as an item, or the items of a WARC archive.

    The file is unpacked only while the item is read. Reading the item raises `Unreadable` if the file unpacks to more than the limit.

    Raises:
        Unreadable: the archive is broken.
    """
    try:
        with item.open() as stream, gzip.open(stream) as unpacked:
            start = unpacked.read(5)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"broken archive: {error}") from None
    if start == b"WARC/":
        from heldby.intake.formats import warc

        yield from warc.read(item)
        return
    suffix = PurePosixPath(item.name.removesuffix(".gz")).suffix.lower()
    yield Item(item.name, lambda: BufferedReader(_Unpacked(item)), None, suffix, limits=item.limits, url=item.url, named=item.named)


class _Unpacked(RawIOBase):
    """A stream of the unpacked bytes of an item. Raises Unreadable above the limit for the unpacked size of an archive."""

    def __init__(self, item: Item) -> None:
        self._packed: BinaryIO = item.open()
        self._stream = gzip.GzipFile(fileobj=self._packed)
        self._limit = self._left = item.limits.unpacked

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Unreadable(f"broken archive: {error}") from None
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"too large: it unpacks to more than {megabytes(self._limit)}")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()
