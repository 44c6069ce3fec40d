"""Read files packed with gzip, bzip2 or xz: the one file inside, or a WARC archive that is compressed record by record."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import BinaryIO

from heldby.errors import Unreadable
from heldby.intake.item import Item
from heldby.intake.limits import megabytes
from heldby.intake.results import Refused

MAX_MEMORY = 200_000_000
"""Number of bytes that unpacking may hold in memory. The largest setting of `xz` needs 65 MB; a hostile file can ask for 4 GB."""
GROWTH_FREE = 20_000_000
"""Number of bytes that a file may unpack to whatever its packed size is. Beyond, the ratio of the sizes is limited."""
INNER_SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar"}
_BROKEN = (EOFError, zlib.error, lzma.LZMAError, OSError, ValueError)


def read(item: Item) -> Iterator[Item | Refused]:
    """Yield the file inside as an item, or the items of a WARC archive.

    The file is unpacked only while the item is read. Reading the item raises `Unreadable` if the file unpacks to more than the limit.

    Raises:
        Unreadable: the archive is broken.
    """
    with BufferedReader(_Unpacked(item)) as unpacked:
        start = unpacked.read(5)
    if start == b"WARC/":
        from heldby.intake.formats import warc

        yield from warc.read(item)
        return
    path = PurePosixPath(item.name)
    suffix = INNER_SUFFIXES.get(path.suffix.lower()) or path.with_suffix("").suffix.lower()
    yield Item(item.name, lambda: BufferedReader(_Unpacked(item)), None, suffix, limits=item.limits, url=item.url, named=item.named)


def _opened(stream: BinaryIO) -> BinaryIO | _Xz:
    """Return a stream of the unpacked bytes of a packed stream, whose first bytes show how it is packed."""
    start = stream.read(6)
    stream.seek(0)
    if start.startswith(b"BZh"):
        return bz2.BZ2File(stream)  # type: ignore[return-value]
    if start == b"\xfd7zXZ\0":
        return _Xz(stream)
    return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]


class _Xz:
    """Unpacks xz with a limit on memory, which the standard library's file object does not have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._unpacker = lzma.LZMADecompressor(memlimit=MAX_MEMORY)
        self._rest = b""

    def read(self, size: int) -> bytes:
        while True:
            if self._unpacker.eof:  # several packed streams can follow each other
                self._rest = self._unpacker.unused_data.lstrip(b"\0") or self._stream.read(65_536).lstrip(b"\0")
                if not self._rest:
                    return b""
                self._unpacker = lzma.LZMADecompressor(memlimit=MAX_MEMORY)
            if self._unpacker.needs_input and not self._rest and not (rest := self._stream.read(65_536)):
                raise EOFError("the end of the file is missing")
            elif self._unpacker.needs_input and not self._rest:
                self._rest = rest
            given, self._rest = self._rest, b""
            if data := self._unpacker.decompress(given, size):
                return data

    def close(self) -> None:
        """Nothing is held but the packed stream, which its owner closes."""


class _Unpacked(RawIOBase):
    """A stream of the unpacked bytes of an item. Raises Unreadable above the limit for the unpacked size of an archive."""

    def __init__(self, item: Item) -> None:
        self._packed: BinaryIO = item.open()
        self._stream = _opened(self._packed)
        self._ratio = item.limits.ratio
        self._limit = item.limits.unpacked
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except _BROKEN as error:
            raise Unreadable(f"broken archive: {str(error)[:100]}") from None
        self._size += len(data)
        if self._size > self._limit:
            raise Unreadable(f"too large: it unpacks to more than {megabytes(self._limit)}")
        if self._size > GROWTH_FREE and self._size > self._ratio * self._packed.tell():
            raise Unreadable(f"too large: it would grow more than {self._ratio}-fold when unpacked, like a bomb")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()
