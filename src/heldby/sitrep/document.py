"""The content of a situation report, before it is written in a format."""

from __future__ import annotations

import datetime as dt

from heldby.model.base import Record


class Evidence(Record):
    """One entry of the annex.

    Attributes:
        number: the number by which statements cite it, from 1.
        quote: the words of the report, with spaces for line breaks and control characters, and cut if they are many; null if the entry is
            about a whole report.
        title: the report's headline.
        outlet: the report's outlet; null if it is unknown.
        speaker: whom the report quotes or cites; null if it speaks in its own voice.
        published: the publication date; null for an undated report.
        known: the day from which the report counts as known.
        url: the report's web address; null if it has none that can be opened.
        report: the report's id.
        claim: the claim's id; null if the entry is about a whole report.
    """

    number: int
    quote: str | None
    title: str | None
    outlet: str | None
    speaker: str | None
    published: dt.date | None
    known: dt.date
    url: str | None
    report: str
    claim: str | None


class Statement(Record):
    """One sentence of a situation report: its text, the numbers of its evidence, and how many further claims support it."""

    text: str
    evidence: tuple[int, ...]
    more: int = 0


class Section(Record):
    """A heading, an optional map (SVG) with its caption, and statements. `note` is about the section itself, such as what it leaves out."""

    title: str
    level: int = 1
    map: str | None = None
    caption: str | None = None
    statements: tuple[Statement, ...] = ()
    empty: str | None = None
    note: str | None = None


class SituationReport(Record):
    """A situation report.

    Attributes:
        title: the title.
        area: the area that it is about; null for the whole record.
        since: first day of the period.
        until: its last day.
        made: the day on which the report was made.
        generator: name and version of the program.
        basis: sentences about the report itself: how it was made and what it rests on.
        sections: the sections in order.
        annex: the evidence in order of its numbers.
    """

    title: str
    area: str | None
    since: dt.date
    until: dt.date
    made: dt.date
    generator: str
    basis: tuple[str, ...]
    sections: tuple[Section, ...]
    annex: tuple[Evidence, ...]
