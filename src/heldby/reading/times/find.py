"""Time expressions of a report, dated against its publication, its own years and the tense around them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from heldby.reading.times.build import BUILDERS
from heldby.reading.times.extent import extents
from heldby.reading.times.guard import is_time
from heldby.reading.times.mention import Dated, TimeMention
from heldby.reading.times.scan import Match, scan
from heldby.reading.times.tense import direction, tokens_at
from heldby.reading.times.thread import Thread, years_in

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_times"]


def find_times(doc: Doc, published: dt.date | None, *, title: str | None = None) -> list[TimeMention]:
    """The times a report names, in order. `published` dates relative words; without it they keep their text and no days.

    `title` may give the year that the text leaves out ("Siege of X (2016)"). No exception is raised for any text.
    """
    matches = [match for match in scan(doc.text) if match.end > match.start]
    starts = [token.idx for token in doc]
    kept: list[tuple[Match, int, int]] = []
    for match in matches:
        first, last = tokens_at(doc, starts, match.start, match.end)
        if len(doc) and is_time(match, doc[first : last + 1]):
            kept.append((match, first, last))
    stated = [match.found.year for match, _, _ in kept if match.found.year is not None and match.rule.build != "era_year"]
    thread = Thread(published, stated, _title_times(title))
    dated = []
    for match, first, last in kept:
        head = doc[first : last + 1].root
        thread.direction = direction(head)
        value = _date(match, thread)
        if value is not None:
            thread.tell(value)
            dated.append((match, head.i, value))
    return extents(doc, dated)


def _date(match: Match, thread: Thread) -> Dated | None:
    """The days of a match; a date the calendar does not have ("30 February", year 0) stays undated."""
    try:
        return BUILDERS[match.rule.build](match.found, thread)
    except (ValueError, OverflowError, AssertionError):
        return Dated(None, None, "vague")


def _title_times(title: str | None) -> list[Dated]:
    """The intervals that a title names with their years; "2012-2013" is one interval."""
    if not title:
        return []
    thread = Thread(None)
    found = [(match, _date(match, thread)) for match in scan(title[:500]) if match.rule.build in {"plain_year", "month_year", "full_date", "iso"}]
    dated = [value for match, value in found if value and value.first and match.found.year is not None]
    if len(dated) == 2 and years_in(dated[:1]) <= years_in(dated[1:]):
        return [Dated(dated[0].first, dated[1].last, "year")]
    return dated


