"""Turn standard input into an item to read."""

from __future__ import annotations

import io
from typing import BinaryIO

from heldby.intake.item import Item
from heldby.intake.limits import Limits


def item_from_stdin(stream: BinaryIO, limits: Limits) -> Item:
    """Return standard input as an item.

    Input within the limit for a file is held in memory. The rest of a longer input stays in the stream, which can be read only once. Only
    formats that are read piece by piece, such as JSON Lines, accept it.

    Raises:
        OSError, ValueError: the stream cannot be read.
    """
    head = stream.read(limits.file + 1)
    if len(head) <= limits.file:
        return Item("-", lambda: io.BytesIO(head), len(head), named=True, limits=limits)
    return Item("-", lambda: io.BufferedReader(_Rejoined(head, stream)), None, named=True, limits=limits, start=head)


class _Rejoined(io.RawIOBase):
    """A stream of the bytes that were already read from another stream, followed by the rest of that stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
