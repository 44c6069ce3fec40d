"""MinHash sketches of texts, for estimating how similar two texts are. Each text is sketched once."""

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
"""Words of a shingle: few enough that a changed word spares the rest of its sentence, many enough that single names do not match."""
MIX = tuple(np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
"""Odd multipliers (those of xxHash) for the words of a shingle, so that their order counts."""
PERMUTATIONS = 64
"""Length of a sketch."""
MAX_CHARACTERS = 100_000
"""Greatest number of characters of a text that are read. It bounds the time that a hostile text can take."""
DIGEST_SIZE = 16
"""Bytes of the digest of a text."""

Sketch: TypeAlias = NDArray[np.uint32]
"""(PERMUTATIONS,) minimum hash under each permutation."""


class SketchCache:
    """Makes sketches of texts, and caches them by the digest of the text."""

    def __init__(self, stored: bytes = b"") -> None:
        """Load sketches from what `dump` returned in an earlier run; damaged data is ignored."""
        self._stored = dict(_load(stored))
        self._used: dict[bytes, Sketch] = {}

    def sketch(self, text: str) -> Sketch | None:
        """Return the sketch of a text, or None if the text has no words."""
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_SIZE).digest()
        found = self._used.get(digest, self._stored.get(digest))
        if found is None and len(parts := shingles(text)):
            minhash = _empty().copy()
            minhash.update_batch(parts)
            found = minhash.hashvalues.astype(np.uint32)
        if found is not None:
            self._used[digest] = found
        return found

    def changed(self) -> bool:
        """Check whether the sketches used in this run differ from those loaded."""
        return self._used.keys() != self._stored.keys()

    def dump(self) -> bytes:
        """Return the sketches used in this run, as bytes: a CRC-32, then each digest with its sketch."""
        rows = b"".join(digest + self._used[digest].astype("<u4").tobytes() for digest in sorted(self._used))
        return zlib.crc32(rows).to_bytes(4, "little") + rows


def _load(stored: bytes) -> Iterator[tuple[bytes, Sketch]]:
    rows, width = memoryview(stored)[4:], DIGEST_SIZE + 4 * PERMUTATIONS
    if zlib.crc32(rows).to_bytes(4, "little") == stored[:4] and len(rows) % width == 0:
        table = np.frombuffer(rows, dtype=np.uint8).reshape(-1, width)
        digests, values = table[:, :DIGEST_SIZE].tobytes(), np.ascontiguousarray(table[:, DIGEST_SIZE:]).view("<u4")
        yield from ((digests[at * DIGEST_SIZE : (at + 1) * DIGEST_SIZE], row) for at, row in enumerate(values))


def shingles(text: str) -> NDArray[np.uint64]:
    """Return the distinct 32-bit hashes of the runs of `SHINGLE` case-folded words in a text.

    A shorter text is one shingle, and a text without words has none.
    """
    words = [_hash_word(word) for word in WORDS.findall(text[:MAX_CHARACTERS].casefold())]
    rows = np.array(words + [0] * (SHINGLE - len(words) if words else 0), dtype=np.uint64)
    runs = max(0, len(rows) - SHINGLE + 1)
    mixed = sum((rows[place : place + runs] * odd for place, odd in enumerate(MIX)), np.zeros(runs, dtype=np.uint64))
    return np.unique(mixed >> np.uint64(32))


@lru_cache(maxsize=200_000)
def _hash_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@cache
def _empty() -> MinHash:
    """Return an empty MinHash to copy, so that its permutations are drawn only once. Its input must be hashed already."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)
