"""Time expressions of a report, dated against its publication, its own years and the tense around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
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

DATELINE_WITHIN = 120
"""Characters from the beginning of a text in which a dateline can stand."""
YEAR_APART = 400
"""Days; a full date farther from the given publication is no dateline but part of the story."""
GOVERNING = set("on in of since by until till from to through between before after during the a an this that and or born died ( ; , : – — -".split()) - {","}


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
    dateline = _dateline(kept, published)
    thread = Thread(dateline[1] if dateline else published, stated, _title_times(title))
    dated = []
    for match, first, last in kept:
        head = doc[first : last + 1].root
        thread.direction = direction(head)
        value = _date(match, thread)
        if value is not None:
            thread.tell(value)
            dated.append((match, head.i, value))
    mentions = extents(doc, dated)
    return [replace(m, dateline=True) if dateline and m.start == dateline[0] else m for m in mentions]


def _dateline(kept: Sequence[tuple[Match, int, int]], published: dt.date | None) -> tuple[int, dt.date] | None:
    """The full date a report opens with, outside any sentence ("28 July 2015 ...", "Posted on ..."): its words count from that day."""
    for match, _, _ in kept[:3]:
        if match.start > DATELINE_WITHIN or match.rule.build != "full_date" or match.found.year is None:
            continue
        stands_alone = match.before not in GOVERNING or match.around[0] in {"posted", "published", "updated", "issued", "released"}
        value = _date(match, Thread(None)) if stands_alone else None
        if value and value.first and value.first == value.last and (published is None or abs((value.first - published).days) <= YEAR_APART):
            return match.start, value.first
    return None


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


