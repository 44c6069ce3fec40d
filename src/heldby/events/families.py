"""Group reports that are copies or rewrites of one another into families. A family is one source, however many outlets print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

import numpy as np

from heldby.events.minhash import PERMUTATIONS, Sketch, SketchCache
from heldby.model import Report

Key = TypeVar("Key", str, tuple[str, int])
"""The key of a text: a report's id, or a report's id and the number of a passage."""

ROWS = 3
"""Rows of a band in locality-sensitive hashing. With 21 bands of 3 rows, two texts are compared with probability 0.94 if they share half of
their shingles, 0.55 if they share a third, and 0.02 if they share a tenth."""
THRESHOLD = 0.4
"""Least estimated Jaccard similarity of the shingles of two reports of one family."""


def find_families(reports: Iterable[Report], sketches: SketchCache | None = None) -> dict[str, str]:
    """Return the family of each report, by report id. A family is named after the smallest report id in it.

    The time is nearly linear in the number of reports, and their order does not matter. A report without words is a family of its own.

    Args:
        reports: all reports.
        sketches: sketches of earlier runs, which save work.
    """
    cache = sketches or SketchCache()
    return group_similar({report.id: cache.sketch(report.text) for report in reports}, THRESHOLD)


def group_similar(sketches: Mapping[Key, Sketch | None], threshold: float) -> dict[Key, Key]:
    """Return, for the key of each text, the smallest key of its group. Texts are in a group if a chain of similar texts links them."""
    parent = {key: key for key in sketches}
    for left, right in sorted(set(_candidate_pairs(sketches))):
        a, b = _root(parent, left), _root(parent, right)
        if a != b and float(np.mean(sketches[left] == sketches[right])) >= threshold:
            parent[max(a, b)] = min(a, b)
    return {key: _root(parent, key) for key in parent}


def join_pairs(pairs: Iterable[tuple[Key, Key]]) -> dict[Key, Key]:
    """Return the smallest key of the group of each key in pairs of similar texts, in any order, as `group_similar` does."""
    parent: dict[Key, Key] = {}
    for pair in pairs:
        a, b = (_root(parent, parent.setdefault(key, key)) for key in pair)
        parent[max(a, b)] = min(a, b)
    return {key: _root(parent, key) for key in parent}


def band_keys(sketch: Sketch) -> Iterator[bytes]:
    """Yield the keys of the bands of a sketch: the number of the band and its values. Only texts that share one are compared."""
    for row in range(0, PERMUTATIONS - ROWS + 1, ROWS):
        yield bytes([row]) + sketch[row : row + ROWS].astype("<u4").tobytes()


def _candidate_pairs(sketches: Mapping[Key, Sketch | None]) -> Iterator[tuple[Key, Key]]:
    """Yield pairs of texts that share a band. A text is paired only with the next one in the band: 1,000 copies give 999 pairs per band."""
    bands: dict[tuple[int, bytes], list[Key]] = {}
    for key in sorted(sketches):
        values = sketches[key]
        if values is not None:
            for row in range(0, PERMUTATIONS - ROWS + 1, ROWS):
                bands.setdefault((row, values[row : row + ROWS].tobytes()), []).append(key)
    for keys in bands.values():
        yield from pairwise(keys)


def _root(parent: dict[Key, Key], key: Key) -> Key:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key
