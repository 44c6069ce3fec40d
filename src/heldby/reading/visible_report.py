"""Read reports as people see them, and report what was found at the offsets of the text that was given.

The text of a record (JSON Lines, CSV) is kept as given, since offsets refer to it. Soft hyphens, zero-width characters and ligatures in it
would hide words from the reader.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from heldby.base.readable_text import readable_with_offsets
from heldby.model import Claim, Report
from heldby.model.base import Record
from heldby.model.claim import claim_id
from heldby.reading.reading import Reading

AnyRecord = TypeVar("AnyRecord", bound=Record)


def visible(report: Report) -> tuple[Report, Sequence[int] | None]:
    """Return the report with its text as a reader sees it, and the offset in the given text of each character; None if they are equal."""
    text, origins = readable_with_offsets(report.text)
    if text == report.text:
        return report, None
    passages = tuple(p.model_copy(update={"start": _before(origins, p.start), "end": _before(origins, p.end)}) for p in report.boilerplate)
    return report.model_copy(update={"text": text, "boilerplate": passages}), origins


def restored(reading: Reading, report: Report, origins: Sequence[int]) -> Reading:
    """Return a reading of the visible text with the offsets and the words of the given text."""
    place = _Places(reading.report.text, report.text, origins)
    mentions = tuple(place.restored(mention) for mention in reading.mentions)
    return Reading(report, mentions, tuple(_with_id(place.restored(claim)) for claim in reading.claims), reading.notes)


def _with_id(claim: Claim) -> Claim:
    return claim.model_copy(update={"id": claim_id(claim.model_dump(mode="json"))})


class _Places:
    """Where the characters of the visible text stand in the given text."""

    def __init__(self, visible_text: str, given_text: str, origins: Sequence[int]) -> None:
        self.visible, self.given, self.origins = visible_text, given_text, origins

    def restored(self, record: AnyRecord) -> AnyRecord:
        """Move the offsets of a record and of the records in it. Words at its offsets are taken from the given text."""
        changes: dict[str, object] = {}
        for name in type(record).model_fields:
            value = getattr(record, name)
            if isinstance(value, Record):
                changes[name] = self.restored(value)
            elif isinstance(value, tuple) and any(isinstance(one, Record) for one in value):
                changes[name] = tuple(self.restored(one) for one in value)
        start, end = getattr(record, "start", None), getattr(record, "end", None)
        if isinstance(start, int) and isinstance(end, int) and start < end:
            changes |= self._moved(record, start, end)
        return record.model_copy(update=changes)

    def _moved(self, record: Record, start: int, end: int) -> dict[str, object]:
        first, last = self.origins[start], self.origins[end - 1] + 1
        changes: dict[str, object] = {"start": first, "end": last}
        words, field = self.visible[start:end], "quote" if isinstance(record, Claim) else "text"
        if getattr(record, field, None) == words != self.given[first:last]:
            changes[field] = self.given[first:last]
            if getattr(record, "name", "") is None:  # a name is never written with hidden characters
                changes["name"] = words
        return changes


def _before(origins: Sequence[int], offset: int) -> int:
    """Return the number of visible characters before an offset of the given text."""
    return bisect_left(origins, offset)
