"""Find the time expressions of a report, and date them by its publication date, the years that it names and the tense of its verbs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from heldby.reading.mentions.times.builders import BUILDERS
from heldby.reading.mentions.times.false_positives import is_time
from heldby.reading.mentions.times.matcher import Match, find_matches
from heldby.reading.mentions.times.mention import Dated, TimeMention
from heldby.reading.mentions.times.prepositions import RANGE_WORDS, build_mentions
from heldby.reading.mentions.times.since import since_before
from heldby.reading.mentions.times.temporal_context import TemporalContext, years_in
from heldby.reading.mentions.times.tense import is_perfect, tense_direction, tokens_at

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_times"]

DATELINE_WITHIN = 120
"""Number of characters at the start of a text in which a dateline can start."""
JUST_NAMED = 300
"""Largest distance, in characters, from a date with a year to one that takes its year. It is about two sentences."""
INEXACT = {"than", "about", "around", "nearly", "almost", "roughly", "over", "some", "approximately"}
"""Words before a number of units that make it inexact."""
ATTRIBUTIVE = {"compound", "amod", "nmod:desc", "flat", "nmod:poss"}
"""Dependency relations of a time that only describes a noun or is part of a name."""
BESIDE_STORY = {"nine_eleven", "anniversary"}
"""Builders of times that say nothing about the dates after them."""
WITH_YEAR = {"plain_year", "month_year", "full_date", "iso"}
YEAR_APART = 400
"""Largest distance, in days, from the publication date to a dateline. A date farther away is part of the story."""
PREPOSITIONS = {"on", "in", "of", "since", "by", "until", "from", "before", "after", "around", "about", "the", "between", "during"}
STAMPS = {"posted", "published", "updated", "issued", "released", "publication", "date", "last", "modified"}
"""Words before the date on which a text was published."""


def find_times(doc: Doc, published: dt.date | None, *, title: str | None = None) -> list[TimeMention]:
    """Return the time expressions of a report in order.

    `published` is the publication date, by which relative expressions are dated. If it is None and the text has no dateline, these have
    their text but no days. `title` may give a year that the text leaves out ("Siege of X (2016)"). No text raises an exception.
    """
    text = doc.text
    kept = _times_in(doc)
    stated = [match.expression.year for match, _, _ in kept if match.expression.year is not None and match.rule.builder != "era_year"]
    dateline = _find_dateline(kept, published)
    context = TemporalContext(dateline[1] if dateline else published, stated, _title_times(title))
    dated = []
    firsts: list[int] = []
    context.first_ahead = next(filter(None, (_date_with_own_year(match) for match, _, _ in kept)), None)
    recent: tuple[int, dt.date] | None = None
    day_end = 0
    for place, (match, first, last) in enumerate(kept):
        head = doc[first : last + 1].root
        context.direction, context.perfect = tense_direction(head), is_perfect(head)
        context.inexact = match.before in INEXACT
        context.attributive = doc[last].dep_ in ATTRIBUTIVE
        context.day_near = context.latest_day if match.start - day_end <= JUST_NAMED // 2 else None
        context.just_named = recent[1] if recent and match.start - recent[0] <= JUST_NAMED else None
        context.range_end = _range_end_date(text, match, kept[place + 1][0], context) if place + 1 < len(kept) else None
        value = _date(match, context)
        if value is not None:
            if match.rule.builder == "full_date" and (own := _date_with_own_year(match)) and not (dateline and match.start == dateline[0]):
                recent = match.end, own
            day_end = match.end if value.precision == "day" and value.first else day_end
            if match.before != "since" and match.rule.builder not in BESIDE_STORY:
                context.add(value)
            dated.append((match, head.i, value))
            firsts.append(first)
    mentions = [_since(doc, mention, first, context.published) for mention, first in zip(build_mentions(text, dated), firsts, strict=True)]
    return [replace(m, dateline=True) if dateline and m.start == dateline[0] else m for m in mentions]


def _since(doc: Doc, mention: TimeMention, first: int, published: dt.date | None) -> TimeMention:
    """Return a mention without an end if it is in a clause with "since" and over before publication. `first` is its first token."""
    last = mention.extent.last
    over = mention.when.first is not None and last is not None and (published is None or last < published)
    since = since_before(doc, first) if over else None
    if since is None:
        return mention
    return replace(mention, extent=mention.extent.model_copy(update={"last": None}), since=since)


def _times_in(doc: Doc) -> list[tuple[Match, int, int]]:
    """Return the matches that are times, with the first and last token of each."""
    starts = [token.idx for token in doc]
    kept: list[tuple[Match, int, int]] = []
    for match in find_matches(doc.text):
        first, last = tokens_at(doc, starts, match.start, match.end)
        if len(doc) and match.end > match.start and is_time(match, doc[first : last + 1]):
            kept.append((match, first, last))
    return kept


def _date_with_own_year(match: Match) -> dt.date | None:
    """Return the first day of a date or month that states its year, or None for other expressions."""
    if match.rule.builder not in {"full_date", "month_year"} or match.expression.year is None:
        return None
    value = _date(match, TemporalContext(None))
    return value.first if value else None


def _range_end_date(text: str, match: Match, after: Match, context: TemporalContext) -> dt.date | None:
    """Return the first day of the end of a range if its start has no year ("from March to August 2011", "to August last year"), or None."""
    between = text[match.end : after.start].strip().lower()
    if match.expression.year is not None or (between not in RANGE_WORDS and not (between == "and" and match.before == "between")):
        return None
    if after.rule.builder == "month_of_relative":
        value = _date(after, context)
        return value.first if value else None
    return _date_with_own_year(after)


def _find_dateline(kept: Sequence[tuple[Match, int, int]], published: dt.date | None) -> tuple[int, dt.date] | None:
    """Return (first character, day) of the full date near the start of a report that says when it was written, or None.

    Examples are "28 July 2015 ..." and "Posted on ...". Relative times count from that day.
    """
    for match, _, _ in kept[:3]:
        if match.start > DATELINE_WITHIN or match.rule.builder != "full_date" or match.expression.year is None:
            continue
        value = _date(match, TemporalContext(None)) if _stands_alone(match) else None
        if value and value.first and value.first == value.last and (published is None or abs((value.first - published).days) <= YEAR_APART):
            return match.start, value.first
    return None


def _stands_alone(match: Match) -> bool:
    """Check whether a date is not part of a sentence. It then opens the text, or follows a name, a full stop or a word such as "posted"."""
    if match.before in STAMPS or match.around[0] in STAMPS:
        return True
    return match.before in {"", ".", "|"} or (match.before_capital and match.before not in PREPOSITIONS)


def _date(match: Match, context: TemporalContext) -> Dated | None:
    """Return the days of a match, or None if it is not a time. An impossible date ("30 February", year 0) stays undated."""
    try:
        return BUILDERS[match.rule.builder](match.expression, context)
    except (ValueError, OverflowError, AssertionError):
        return Dated(None, None, "vague")


def _title_times(title: str | None) -> list[Dated]:
    """Return the intervals that a title names with their years. "2012-2013" is one interval."""
    if not title:
        return []
    context = TemporalContext(None)
    found = [(match, _date(match, context)) for match in find_matches(title[:500]) if match.rule.builder in WITH_YEAR]
    dated = [value for match, value in found if value and value.first and match.expression.year is not None]
    if len(dated) == 2 and years_in(dated[:1]) <= years_in(dated[1:]):
        return [Dated(dated[0].first, dated[1].last, "year")]
    return dated
