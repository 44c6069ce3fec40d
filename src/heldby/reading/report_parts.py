"""Read a report as people see it, and a very long one in parts, and report what was found at the offsets of the text that was given.

A part is read like a report of its own, so that memory does not grow with the length of the report. Names that one part introduces are not
known in the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heldby.base.split_text import split_text
from heldby.model import Passage, Report
from heldby.reading.claims.analysis import blank_boilerplate
from heldby.reading.reading import Reading
from heldby.reading.visible_report import restored, visible

LONGEST_PART = 30_000
"""Most characters of a part, about 20 pages. News is shorter."""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of a report, or the whole report.

    Attributes:
        report: the report with only the text and the boilerplate of the part.
        text: what is parsed: the text without boilerplate, of the same length.
        origins: the offset in the given text of each character; None if the part is the given text.
    """

    report: Report
    text: str
    origins: Sequence[int] | None


def parts_of(report: Report, longest: int = LONGEST_PART) -> list[ReportPart]:
    """Return the parts of a report: one, unless it is longer than `longest` characters. Only the first part has the title."""
    seen, origins = visible(report)
    text = blank_boilerplate(seen)
    if len(text) <= longest:
        return [ReportPart(seen, text, origins)]
    at: Sequence[int] = range(len(text)) if origins is None else origins
    spans = split_text(text, longest)
    return [ReportPart(_cut(seen, start, end, first=start == spans[0][0]), text[start:end], at[start:end]) for start, end in spans]


def joined(report: Report, parts: Sequence[ReportPart], readings: Sequence[Reading]) -> Reading:
    """Return the reading of a report whose parts were read."""
    found = [
        reading if part.origins is None else restored(reading, report, part.origins) for part, reading in zip(parts, readings, strict=True)
    ]
    mentions = tuple(mention for reading in found for mention in reading.mentions)
    return Reading(report, mentions, tuple(claim for reading in found for claim in reading.claims))


def _cut(report: Report, start: int, end: int, *, first: bool) -> Report:
    """Return a report with only the text from `start` to `end`."""
    passages = (_moved(passage, start, end) for passage in report.boilerplate if passage.start < end and passage.end > start)
    return report.model_copy(
        update={"text": report.text[start:end], "boilerplate": tuple(passages), "title": report.title if first else None}
    )


def _moved(passage: Passage, start: int, end: int) -> Passage:
    return passage.model_copy(update={"start": max(passage.start, start) - start, "end": min(passage.end, end) - start})
