"""Families: reports that are copies or rewrites of one another. A family is one voice, however many outlets print it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from heldby.model import Report

if TYPE_CHECKING:
    from datasketch import MinHash
    from numpy.typing import NDArray

Key = TypeVar("Key", str, tuple[str, int])
"""What names a text: a report's id, or that with the number of a passage."""

WORDS = re.compile(r"\w+(?:['’.-]\w+)*")
SHINGLE = 3
"""Words a shingle: short enough that a changed word spares the rest of its sentence, long enough that single names do not match."""
MIX = tuple(np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
"""Odd numbers that the words of a shingle are multiplied by (those of xxHash), so that their order counts."""
PERMUTATIONS = 64
ROWS = 3
"""21 bands of 3: two texts that share half their shingles meet with probability 0.94, a third 0.55, a tenth 0.02."""
THRESHOLD = 0.4
"""Least estimated Jaccard likeness of two reports' shingles for them to be one voice."""
LONGEST = 100_000
"""Characters read of one report: bounds the time that a hostile text can take."""


def find_families(reports: Iterable[Report]) -> dict[str, str]:
    """The family of each report, by report id; a family is named after the smallest report id in it.

    Near-linear in the number of reports and the same whatever their order. A report without words stands alone.
    """
    return alike({report.id: report.text for report in reports}, THRESHOLD)


def alike(texts: Mapping[Key, str], threshold: float) -> dict[Key, Key]:
    """For each text the smallest key among those that are as good as copies of it, over however many others."""
    signed = {key: _sign(shingles(text)) for key, text in texts.items()}
    parent = {name: name for name in signed}
    for left, right in sorted(set(_neighbours(signed))):
        a, b = _root(parent, left), _root(parent, right)
        if a != b and float(np.mean(signed[left] == signed[right])) >= threshold:
            parent[max(a, b)] = min(a, b)
    return {name: _root(parent, name) for name in parent}


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


def _sign(parts: NDArray[np.uint64]) -> NDArray[np.uint64] | None:
    if not len(parts):
        return None
    sketch = _blank().copy()
    sketch.update_batch(parts)
    values: NDArray[np.uint64] = sketch.hashvalues
    return values


@cache
def _blank() -> MinHash:
    """An empty sketch, whose permutations are so drawn once; its parts are hashes already."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)


def _neighbours(signed: Mapping[Key, NDArray[np.uint64] | None]) -> Iterator[tuple[Key, Key]]:
    """Pairs that share a band. In a crowded band each meets only the next, so that a thousand copies cost a thousand pairs."""
    bands: dict[tuple[int, bytes], list[Key]] = {}
    for name in sorted(signed):
        values = signed[name]
        if values is not None:
            for row in range(0, PERMUTATIONS - ROWS + 1, ROWS):
                bands.setdefault((row, values[row : row + ROWS].tobytes()), []).append(name)
    for names in bands.values():
        yield from pairwise(names)


def _root(parent: dict[Key, Key], name: Key) -> Key:
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name
