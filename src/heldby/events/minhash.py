"""Sketches: MinHash signatures of texts, of which two texts' likeness can be told. Kept by a digest of the text, each is made once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from datasketch import MinHash

WORDS = re.compile(r"\w+(?:['’.-]\w+)*")
SHINGLE = 3
"""Words a shingle: short enough that a changed word spares the rest of its sentence, long enough that single names do not match."""
MIX = tuple(np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
"""Odd numbers that the words of a shingle are multiplied by (those of xxHash), so that their order counts."""
PERMUTATIONS = 64
LONGEST = 100_000
"""Characters read of one report: bounds the time that a hostile text can take."""
NAME = 16
"""Bytes of a text's digest."""

Sketch: TypeAlias = NDArray[np.uint32]


class Sketches:
    """Makes sketches, or finds those that were `written` before, by the digest of their text. Damaged ones are made anew."""

    def __init__(self, written: bytes = b"") -> None:
        self._kept = dict(_read(written))
        self._used: dict[bytes, Sketch] = {}

    def of(self, text: str) -> Sketch | None:
        """A text's sketch; null where it has no words."""
        name = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=NAME).digest()
        found = self._used.get(name, self._kept.get(name))
        if found is None and len(parts := shingles(text)):
            sketch = _blank().copy()
            sketch.update_batch(parts)
            found = sketch.hashvalues.astype(np.uint32)
        if found is not None:
            self._used[name] = found
        return found

    def changed(self) -> bool:
        """Whether those asked for are others than those written before."""
        return self._used.keys() != self._kept.keys()

    def written(self) -> bytes:
        """Those asked for: a checksum, then each name with its sketch."""
        rows = b"".join(name + self._used[name].astype("<u4").tobytes() for name in sorted(self._used))
        return zlib.crc32(rows).to_bytes(4, "little") + rows


def _read(written: bytes) -> Iterator[tuple[bytes, Sketch]]:
    rows, width = memoryview(written)[4:], NAME + 4 * PERMUTATIONS
    if zlib.crc32(rows).to_bytes(4, "little") == written[:4] and len(rows) % width == 0:
        table = np.frombuffer(rows, dtype=np.uint8).reshape(-1, width)
        names, values = table[:, :NAME].tobytes(), np.ascontiguousarray(table[:, NAME:]).view("<u4")
        yield from ((names[at * NAME : (at + 1) * NAME], row) for at, row in enumerate(values))


def shingles(text: str) -> NDArray[np.uint64]:
    """A 32-bit hash of each run of `SHINGLE` words in a text, folded; a shorter text is one shingle, a text without words none."""
    words = [_hashed(word) for word in WORDS.findall(text[:LONGEST].casefold())]
    rows = np.array(words + [0] * (SHINGLE - len(words) if words else 0), dtype=np.uint64)
    runs = max(0, len(rows) - SHINGLE + 1)
    mixed = sum((rows[place : place + runs] * odd for place, odd in enumerate(MIX)), np.zeros(runs, dtype=np.uint64))
    return np.unique(mixed >> np.uint64(32))


@lru_cache(maxsize=200_000)
def _hashed(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@cache
def _blank() -> MinHash:
    """An empty sketch, whose permutations are so drawn once; its parts are hashes already."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)
