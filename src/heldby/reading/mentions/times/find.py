"""Time expressions of a report, dated against its publication, its own years and the tense around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from heldby.reading.mentions.times.builders import BUILDERS
from heldby.reading.mentions.times.false_positives import is_time
from heldby.reading.mentions.times.matcher import Match, scan
from heldby.reading.mentions.times.mention import Dated, TimeMention
from heldby.reading.mentions.times.prepositions import RANGE_WORDS, extents
from heldby.reading.mentions.times.temporal_context import Thread, years_in
from heldby.reading.mentions.times.tense import direction, tokens_at

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_times"]

DATELINE_WITHIN = 120
"""Characters from the beginning of a text in which a dateline can stand."""
JUST_NAMED = 300
"""Characters, two sentences or so, in which a date without a year follows the one with a year just before it."""
WITH_YEAR = {"plain_year", "month_year", "full_date", "iso"}
YEAR_APART = 400
"""Days; a full date farther from the given publication is no dateline but part of the story."""
PREPOSITIONS = {"on", "in", "of", "since", "by", "until", "from", "before", "after", "around", "about", "the", "between", "during"}
STAMPS = {"posted", "published", "updated", "issued", "released", "publication", "date", "last", "modified"}
"""Words that say a date is that of the text."""


def find_times(doc: Doc, published: dt.date | None, *, title: str | None = None) -> list[TimeMention]:
    """The times a report names, in order. `published` dates relative words; without it they keep their text and no days.

    `title` may give the year that the text leaves out ("Siege of X (2016)"). No exception is raised for any text.
    """
    text = doc.text
    matches = [match for match in scan(text) if match.end > match.start]
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
    thread.ahead = next(filter(None, (_own_year(match) for match, _, _ in kept)), None)
    recent: tuple[int, dt.date] | None = None
    for place, (match, first, last) in enumerate(kept):
        head = doc[first : last + 1].root
        thread.direction = direction(head)
        thread.named = recent[1] if recent and match.start - recent[0] <= JUST_NAMED else None
        thread.bound = _bound(text, match, kept[place + 1][0]) if place + 1 < len(kept) else None
        value = _date(match, thread)
        if value is not None:
            if match.rule.build == "full_date" and (own := _own_year(match)) and not (dateline and match.start == dateline[0]):
                recent = match.end, own
            thread.tell(value)
            dated.append((match, head.i, value))
    mentions = extents(text, dated)
    return [replace(m, dateline=True) if dateline and m.start == dateline[0] else m for m in mentions]


def _own_year(match: Match) -> dt.date | None:
    """The first day of a date that names its month and year, null for other expressions."""
    if match.rule.build not in {"full_date", "month_year"} or match.found.year is None:
        return None
    value = _date(match, Thread(None))
    return value.first if value else None


def _bound(text: str, match: Match, after: Match) -> dt.date | None:
    """In "from March to August 2011" the end of the range, whose year holds for its beginning too."""
    between = text[match.end : after.start].strip().lower()
    if match.found.year is not None or (between not in RANGE_WORDS and not (between == "and" and match.before == "between")):
        return None
    return _own_year(after)


def _dateline(kept: Sequence[tuple[Match, int, int]], published: dt.date | None) -> tuple[int, dt.date] | None:
    """The full date a report opens with, outside any sentence ("28 July 2015 ...", "Posted on ..."): its words count from that day."""
    for match, _, _ in kept[:3]:
        if match.start > DATELINE_WITHIN or match.rule.build != "full_date" or match.found.year is None:
            continue
        value = _date(match, Thread(None)) if _stands_alone(match) else None
        if value and value.first and value.first == value.last and (published is None or abs((value.first - published).days) <= YEAR_APART):
            return match.start, value.first
    return None


def _stands_alone(match: Match) -> bool:
    """Whether no sentence holds the date: it opens the text, follows a name or a full stop, or a word that says it is a stamp."""
    if match.before in STAMPS or match.around[0] in STAMPS:
        return True
    return match.before in {"", ".", "|"} or (match.before_capital and match.before not in PREPOSITIONS)


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
    found = [(match, _date(match, thread)) for match in scan(title[:500]) if match.rule.build in WITH_YEAR]
    dated = [value for match, value in found if value and value.first and match.found.year is not None]
    if len(dated) == 2 and years_in(dated[:1]) <= years_in(dated[1:]):
        return [Dated(dated[0].first, dated[1].last, "year")]
    return dated
