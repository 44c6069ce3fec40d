"""The texts of a working state, with their signatures (MinHash), the bands by which similar ones are found, and their groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from heldby.store.state.working_state import WorkingState, decode, encode

Key = tuple[str, int]
Sketch = NDArray[np.uint32]
BEFORE = "SELECT report, number FROM bands WHERE band = ? AND (report, number) < (?, ?) ORDER BY report DESC, number DESC LIMIT 1"
AFTER = "SELECT report, number FROM bands WHERE band = ? AND (report, number) > (?, ?) ORDER BY report, number LIMIT 1"
INSERT_TEXT = "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)"
INSERT_BAND = "INSERT INTO bands VALUES (?, ?, ?)"


class TextGroups:
    """The texts of one kind: whole reports or passages. A text without words has no signature and is a group of its own."""

    def __init__(self, state: WorkingState, kind: int) -> None:
        self._state = state
        self._kind = kind

    def neighbours(self, band: bytes, key: Key) -> tuple[Key | None, Key | None]:
        """Return the keys before and after a key among the texts in a band."""
        report, number = encode(key[0]), key[1]
        found = (self._state.rows(query, self._band(band), report, number) for query in (BEFORE, AFTER))
        before, after = ((decode(rows[0][0]), rows[0][1]) if rows else None for rows in found)
        return before, after

    def sketch(self, key: Key) -> Sketch:
        """Return the signature of a stored text."""
        rows = self._state.rows("SELECT sketch FROM texts WHERE kind = ? AND report = ? AND number = ?", *self._where(key))
        return np.frombuffer(rows[0][0], dtype="<u4")

    def has_sketch(self, key: Key) -> bool:
        """Check whether a text is stored that has words."""
        rows = self._state.rows("SELECT sketch IS NOT NULL FROM texts WHERE kind = ? AND report = ? AND number = ?", *self._where(key))
        return bool(rows and rows[0][0])

    def insert(self, key: Key, sketch: Sketch | None, bands: Iterable[bytes] = ()) -> None:
        """Store a text as a group of its own."""
        self.fill({key: (sketch, key)}, {key: bands})

    def fill(self, texts: Mapping[Key, tuple[Sketch | None, Key]], bands: Mapping[Key, Iterable[bytes]]) -> None:
        """Store texts, each with its signature and the first key of its group, and the bands of each."""
        rows = (
            (*self._where(key), None if sketch is None else sketch.astype("<u4").tobytes(), encode(first[0]), first[1])
            for key, (sketch, first) in texts.items()
        )
        self._state.change_all(INSERT_TEXT, rows)
        found = sorted((self._band(band), encode(report), number) for (report, number), own in bands.items() for band in own)
        self._state.change_all(INSERT_BAND, found)

    def remove(self, key: Key, bands: Iterable[bytes] = ()) -> None:
        """Delete a text."""
        self._state.change("DELETE FROM texts WHERE kind = ? AND report = ? AND number = ?", *self._where(key))
        rows = [(self._band(band), encode(key[0]), key[1]) for band in bands]
        self._state.change_all("DELETE FROM bands WHERE band = ? AND report = ? AND number = ?", rows)

    def first(self, key: Key) -> Key:
        """Return the first key of a text's group; the key itself if the text is not stored."""
        rows = self._state.rows("SELECT first, first_number FROM texts WHERE kind = ? AND report = ? AND number = ?", *self._where(key))
        return (decode(rows[0][0]), rows[0][1]) if rows else key

    def members(self, first: Key) -> list[Key]:
        """Return the keys of the texts of a group."""
        query = "SELECT report, number FROM texts WHERE kind = ? AND first = ? AND first_number = ?"
        return [(decode(report), number) for report, number in self._state.rows(query, *self._where(first))]

    def of_report(self, report: str) -> list[Key]:
        """Return the keys of a report's texts."""
        rows = self._state.rows("SELECT number FROM texts WHERE kind = ? AND report = ?", self._kind, encode(report))
        return [(report, number) for (number,) in rows]

    def rename(self, key: Key, first: Key) -> None:
        """Move a text to the group with a first key."""
        change = "UPDATE texts SET first = ?, first_number = ? WHERE kind = ? AND report = ? AND number = ?"
        self._state.change(change, encode(first[0]), first[1], *self._where(key))

    def _where(self, key: Key) -> tuple[int, bytes, int]:
        return self._kind, encode(key[0]), key[1]

    def _band(self, band: bytes) -> bytes:
        return bytes([self._kind]) + band
