"""Standard input as an item to read."""

from __future__ import annotations

import io
from typing import BinaryIO

from heldby.intake.item import Item
from heldby.intake.limits import Limits


def item_from_stdin(stream: BinaryIO, limits: Limits) -> Item:
    """Return standard input as an item: in memory if it fits the limit of a file, else as a stream, which JSON Lines can use.

    Raises:
        OSError, ValueError: the stream cannot be read.
    """
    head = stream.read(limits.file + 1)
    if len(head) <= limits.file:
        return Item("-", lambda: io.BytesIO(head), len(head), named=True, limits=limits)
    return Item("-", lambda: io.BufferedReader(_Rejoined(head, stream)), None, named=True, limits=limits, start=head)


class _Rejoined(io.RawIOBase):
    """The bytes that were read from a stream, followed by the rest of the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
