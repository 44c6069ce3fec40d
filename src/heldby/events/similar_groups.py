"""Groups of similar texts that change one text at a time. The groups are those that `families.group_similar` finds in all texts at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

import numpy as np

from heldby.events.families import ROWS
from heldby.events.minhash import PERMUTATIONS, Sketch

TextKey = tuple[str, int]
"""The key of a text: a report's id, and the number of a passage."""


class TextStore(Protocol):
    """Where the texts of the groups are kept. A group is named after its smallest key, `first`."""

    def neighbours(self, band: bytes, key: TextKey) -> tuple[TextKey | None, TextKey | None]: ...
    def sketch(self, key: TextKey) -> Sketch: ...
    def insert(self, key: TextKey, sketch: Sketch, bands: Iterable[bytes]) -> None: ...
    def remove(self, key: TextKey, bands: Iterable[bytes]) -> None: ...
    def first(self, key: TextKey) -> TextKey: ...
    def members(self, first: TextKey) -> list[TextKey]: ...
    def rename(self, key: TextKey, first: TextKey) -> None: ...


def band_keys(sketch: Sketch) -> list[bytes]:
    """Return the keys of the bands of a sketch: the number of the band and its values."""
    rows = range(0, PERMUTATIONS - ROWS + 1, ROWS)
    return [bytes([row]) + sketch[row : row + ROWS].astype("<u4").tobytes() for row in rows]


class SimilarGroups:
    """Groups of texts. Two texts that are next to one another in a band are compared, and a chain of similar texts makes a group."""

    def __init__(self, store: TextStore, threshold: float) -> None:
        self._store = store
        self._threshold = threshold

    def add(self, key: TextKey, sketch: Sketch) -> set[TextKey]:
        """Add a text and return the keys of the texts whose group has another name now, without that of the new text."""
        store, bands, near, split = self._store, band_keys(sketch), dict[TextKey, bool](), set[TextKey]()
        around = [store.neighbours(band, key) for band in bands]
        for other in set(chain.from_iterable(around)) - {None}:
            assert other is not None
            near[other] = self._similar(sketch, store.sketch(other))
        for before, after in around:
            # The new text now stands between two that were compared with each other.
            if before and after and not (near[before] and near[after]) and self._are_similar(before, after):
                split.add(before)
        store.insert(key, sketch, bands)
        changed = self._join([key, *(other for other, similar in near.items() if similar)])
        for other in split:
            changed |= self._regroup(store.members(store.first(other)))
        return changed - {key}

    def remove(self, key: TextKey) -> set[TextKey]:
        """Remove a text and return the keys of the texts whose group has another name now."""
        store = self._store
        group, bands = store.members(store.first(key)), band_keys(store.sketch(key))
        around = [store.neighbours(band, key) for band in bands]
        store.remove(key, bands)
        rest = [other for other in group if other != key]
        changed = self._regroup(rest)
        for before, after in set(around):
            if before and after and store.first(before) != store.first(after) and self._are_similar(before, after):
                changed |= self._join([before, after])
        return changed

    def _join(self, keys: Iterable[TextKey]) -> set[TextKey]:
        """Make one group of the groups of some texts; return the keys of the texts whose group is renamed."""
        groups = {self._store.first(key) for key in keys}
        first = min(groups)
        return {key for group in groups - {first} for key in self._rename(self._store.members(group), first)}

    def _rename(self, keys: Iterable[TextKey], first: TextKey) -> Iterator[TextKey]:
        for key in keys:
            self._store.rename(key, first)
            yield key

    def _regroup(self, keys: list[TextKey]) -> set[TextKey]:
        """Find the groups among texts that no similar text outside links; return the keys of the texts whose group is renamed."""
        links: dict[TextKey, set[TextKey]] = defaultdict(set)
        inside = set(keys)
        for key in keys:
            sketch = self._store.sketch(key)
            after = {found for band in band_keys(sketch) if (found := self._store.neighbours(band, key)[1]) in inside}
            for other in after:
                assert other is not None
                if self._similar(sketch, self._store.sketch(other)):
                    links[key].add(other)
                    links[other].add(key)
        changed: set[TextKey] = set()
        left = set(keys)
        for key in sorted(keys):
            if key in left:
                reached = _reachable(key, links)
                left -= reached
                changed.update(self._rename((one for one in reached if self._store.first(one) != key), key))
        return changed

    def _are_similar(self, one: TextKey, other: TextKey) -> bool:
        return self._similar(self._store.sketch(one), self._store.sketch(other))

    def _similar(self, one: Sketch, other: Sketch) -> bool:
        return float(np.mean(one == other)) >= self._threshold


def _reachable(start: TextKey, links: dict[TextKey, set[TextKey]]) -> set[TextKey]:
    found, waiting = {start}, [start]
    while waiting:
        new = links[waiting.pop()] - found
        found |= new
        waiting += new
    return found
