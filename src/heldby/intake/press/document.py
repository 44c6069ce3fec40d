"""One document of the export of a press archive, and helpers to find its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from heldby.intake.dates.parse_date import DAY
from heldby.model import Passage

DATE_LINE = re.compile(
    rf"\s*(?P<date>{DAY})(?:,?[ \t]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day))?"
    r"(?:,?[ \t]+\d{1,2}:\d\d(?::\d\d)?[ \t]*(?:[ap]\.?m\.?)?(?:[ \t]+[a-z]{2,5})?)?\s*",
    re.I,
)
"""A line with only a date, and perhaps the day of the week and a time."""
COPYRIGHT = re.compile(r"\s*(?:copyright\b|©|\(c\)[ \t]|all rights reserved)", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document that is not blank, and where it begins and ends."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document: where it is in the file, and what its head and tail say.

    `unread` are the spans of the document, counted from its start, that are not its text.
    """

    start: int
    end: int
    title: str | None = None
    date: str | None = None
    source: str | None = None
    language: str | None = None
    url: str | None = None
    id: str | None = None
    unread: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """The documents of an export, and notes on the rest of the file."""

    documents: list[Document]
    notes: tuple[str, ...] = ()


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank."""
    return [Line(match[0].strip(), match.start(), match.end()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the space at its beginning and end."""
    part = text[start:end]
    if not part.strip():
        return start, start
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return spans in order, with those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the passages of a document that are not read."""
    return tuple(Passage(start=start, end=end, kind="navigation") for start, end in document.unread)
