"""Compressed sequences of records.

A large dossier has hundreds of thousands of conclusions, each of which takes several kilobytes once it is parsed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Generic, TypeVar, overload

from pydantic import BaseModel

from heldby.model.base import Record

T = TypeVar("T", bound=Record)
R = TypeVar("R")
S = TypeVar("S", bound=BaseModel)
BLOCK_SIZE = 32
"""Number of records that are compressed together.

They are enough to compress well, and few enough that reading one of them takes a tenth of a millisecond.
"""
CACHED_BLOCKS = 8
"""Number of decompressed blocks that stay in memory, for access to neighbouring records."""


class PackedSequence(Sequence[T], Generic[T]):
    """Records of one type in order, stored as compressed JSON and parsed at each access."""

    def __init__(self, kind: type[T], payloads: Iterable[str]) -> None:
        """Compress the JSON of records, each without a line break."""
        lines, blocks, count = iter(payloads), list[bytes](), 0
        while block := list(islice(lines, BLOCK_SIZE)):
            blocks.append(zlib.compress("\n".join(block).encode("utf-8", "surrogatepass"), 1))
            count += len(block)
        self._set(kind, blocks, count)

    def _set(self, kind: type[T], blocks: list[bytes], count: int) -> None:
        self._kind, self._blocks, self._count = kind, blocks, count
        self._lines = lru_cache(CACHED_BLOCKS)(lambda number: zlib.decompress(blocks[number]).split(b"\n"))

    def __getstate__(self) -> tuple[type[T], list[bytes], int]:
        """Return the state for pickling, without the cache."""
        return self._kind, self._blocks, self._count

    def __setstate__(self, state: tuple[type[T], list[bytes], int]) -> None:
        """Restore a pickled sequence."""
        self._set(*state)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._count))]
        number, line = divmod(range(self._count)[at], BLOCK_SIZE)
        return self._kind.model_validate_json(self._lines(number)[line])

    def __iter__(self) -> Iterator[T]:
        for block in self._blocks:
            yield from map(self._kind.model_validate_json, zlib.decompress(block).split(b"\n"))

    def read_as(self, kind: type[S]) -> Iterator[S]:
        """Yield every record, parsed as another type that may have only some of the fields. Parsing a few fields is much faster."""
        for block in self._blocks:
            yield from map(kind.model_validate_json, zlib.decompress(block).split(b"\n"))


class PackedMapping(Mapping[str, R], Generic[R]):
    """A mapping from ids to the records of a sequence, given the position of each id."""

    def __init__(self, records: Sequence[R], positions: Mapping[str, int]) -> None:
        self._records = records
        self._positions = positions

    def __getitem__(self, id: str) -> R:
        return self._records[self._positions[id]]

    def __contains__(self, id: object) -> bool:
        return id in self._positions

    def __iter__(self) -> Iterator[str]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._positions)


class PackedSelection(Sequence[R], Generic[R]):
    """The records at some positions of a sequence, in the order of the positions given."""

    def __init__(self, records: Sequence[R], positions: Sequence[int]) -> None:
        self._records = records
        self._positions = positions

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[R]: ...
    def __getitem__(self, at: int | slice) -> R | Sequence[R]:
        if isinstance(at, slice):
            return [self._records[position] for position in self._positions[at]]
        return self._records[self._positions[at]]


def pack_records(kind: type[T], records: Iterable[T]) -> PackedSequence[T]:
    """Return records as a packed sequence."""
    return PackedSequence(kind, (one.model_dump_json() for one in records))
