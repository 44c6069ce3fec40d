"""Families: reports that are copies or rewrites of one another. A family is one voice, however many outlets print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

import numpy as np

from heldby.events.minhash import PERMUTATIONS, Sketch, Sketches
from heldby.model import Report

Key = TypeVar("Key", str, tuple[str, int])
"""What names a text: a report's id, or that with the number of a passage."""

ROWS = 3
"""21 bands of 3: two texts that share half their shingles meet with probability 0.94, a third 0.55, a tenth 0.02."""
THRESHOLD = 0.4
"""Least estimated Jaccard likeness of two reports' shingles for them to be one voice."""


def find_families(reports: Iterable[Report], sketches: Sketches | None = None) -> dict[str, str]:
    """The family of each report, by report id; a family is named after the smallest report id in it.

    Near-linear in the number of reports and the same whatever their order. A report without words stands alone. `sketches` spares texts
    that were looked at before.
    """
    known = sketches or Sketches()
    return alike({report.id: known.of(report.text) for report in reports}, THRESHOLD)


def alike(signed: Mapping[Key, Sketch | None], threshold: float) -> dict[Key, Key]:
    """For each text's sketch the smallest key among those that are as good as copies of it, over however many others."""
    parent = {name: name for name in signed}
    for left, right in sorted(set(_neighbours(signed))):
        a, b = _root(parent, left), _root(parent, right)
        if a != b and float(np.mean(signed[left] == signed[right])) >= threshold:
            parent[max(a, b)] = min(a, b)
    return {name: _root(parent, name) for name in parent}


def _neighbours(signed: Mapping[Key, Sketch | None]) -> Iterator[tuple[Key, Key]]:
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
