"""Records kept packed: a large record's conclusions are hundreds of thousands, each of which takes kilobytes once it is read."""

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
"""Records packed together: enough that they share their words, few enough that one of them is had in a tenth of a millisecond."""
AT_HAND = 8
"""Blocks that stay unpacked, for whoever asks for the neighbours of what was asked for."""


class PackedSequence(Sequence[T], Generic[T]):
    """Records of one kind in their order, as compressed JSON, read anew each time that they are asked for."""

    def __init__(self, kind: type[T], payloads: Iterable[str]) -> None:
        """`payloads` are the records' JSON, each without a line break."""
        lines, blocks, count = iter(payloads), list[bytes](), 0
        while block := list(islice(lines, BLOCK_SIZE)):
            blocks.append(zlib.compress("\n".join(block).encode("utf-8", "surrogatepass"), 1))
            count += len(block)
        self._put(kind, blocks, count)

    def _put(self, kind: type[T], blocks: list[bytes], count: int) -> None:
        self._kind, self._blocks, self._count = kind, blocks, count
        self._lines = lru_cache(AT_HAND)(lambda number: zlib.decompress(blocks[number]).split(b"\n"))

    def __getstate__(self) -> tuple[type[T], list[bytes], int]:
        """What goes to another process."""
        return self._kind, self._blocks, self._count

    def __setstate__(self, state: tuple[type[T], list[bytes], int]) -> None:
        """As it came from another process."""
        self._put(*state)

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

    def parts(self, kind: type[S]) -> Iterator[S]:
        """Every record as one of another kind, which takes of its fields what it has: a few are read in a fraction of the time."""
        for block in self._blocks:
            yield from map(kind.model_validate_json, zlib.decompress(block).split(b"\n"))


class PackedMapping(Mapping[str, R], Generic[R]):
    """Records of a shelf by their ids."""

    def __init__(self, shelf: Sequence[R], places: Mapping[str, int]) -> None:
        self._shelf = shelf
        self._places = places

    def __getitem__(self, id: str) -> R:
        return self._shelf[self._places[id]]

    def __contains__(self, id: object) -> bool:
        return id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class PackedSelection(Sequence[R], Generic[R]):
    """Some of a shelf's records in an order of their own."""

    def __init__(self, shelf: Sequence[R], places: Sequence[int]) -> None:
        self._shelf = shelf
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[R]: ...
    def __getitem__(self, at: int | slice) -> R | Sequence[R]:
        return [self._shelf[place] for place in self._places[at]] if isinstance(at, slice) else self._shelf[self._places[at]]


def pack_records(kind: type[T], records: Iterable[T]) -> PackedSequence[T]:
    """Records put on a shelf."""
    return PackedSequence(kind, (one.model_dump_json() for one in records))
