"""The time of a claim: the time expression that the network chooses, as the interval of days that it means for the claim."""

from __future__ import annotations

import datetime as dt

from heldby.model import When
from heldby.model.mention import TimePrecision
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.claim_rules import counted_from, is_past_perfect
from heldby.reading.claims.decide import Decision
from heldby.reading.claims.entry_day import entry_day
from heldby.reading.mentions.numerals import parse_number

FACTS = frozenset({"happened", "ongoing"})
UNIT_DAYS = {"day": (1.0, 1), "week": (7.0, 3), "month": (30.4, 15), "year": (365.25, 120)}
"""The days of each unit of time, and how many days before or after the counted day the act may have happened."""
PRECISIONS: dict[str, TimePrecision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
LONGEST_DAYS = 36_525
"""Nothing is counted back further than a century."""


def claim_time(analysed: AnalysedReport, decision: Decision, status: str) -> When | None:
    """Return the time of a claim with this status, or None if the report states none.

    What happened did not happen after the report was published: a later day is not taken.
    """
    fillers = decision.fillers["when"]
    row = fillers[0].row if fillers else _first(_since(analysed, decision), _opening(analysed, decision))
    if row is None:
        trigger = decision.candidate.trigger
        of_entry = entry_day(analysed, trigger) if status in FACTS and decision.candidate.kind in ("event", "figure") else None
        return _counted_back(analysed, trigger) or of_entry
    return time_of(analysed, decision, status, row - len(analysed.parsed.phrases))


def time_of(analysed: AnalysedReport, decision: Decision, status: str, number: int) -> When | None:
    """Return what the n-th time expression of a report means for a claim, or None if it cannot be the time of the claim."""
    candidate, time = decision.candidate, analysed.times[number]
    was_held = candidate.kind == "control" and is_past_perfect(analysed.parsed, candidate.trigger)
    when = time.when if was_held else time.for_word(candidate.trigger)  # when "had held it since 2014" ended is not told
    published = analysed.report.published
    if status in FACTS and published and when.first and when.first > published:
        return None
    is_over = candidate.kind in ("event", "figure") or candidate.label == "control/lost"
    return _closed(when, published) if is_over else when


def _counted_back(analysed: AnalysedReport, trigger: int) -> When | None:
    """Return when an act happened from which a sentence counts: the town that was retaken "five months after" it fell.

    What is counted to is taken to be news, so the days are counted back from publication.
    """
    parsed, published = analysed.parsed, analysed.report.published
    span = counted_from(parsed, trigger)
    if span is None or published is None or parsed.lower[span[1] + 1] != "after":
        return None
    amount = 1.0 if parsed.lower[span[0]] in ("a", "an") else parse_number(parsed.lower[span[0]])
    unit = parsed.lemma[span[1]]
    if amount is None or unit not in UNIT_DAYS or amount * UNIT_DAYS[unit][0] > LONGEST_DAYS:
        return None
    days, spread = UNIT_DAYS[unit]
    middle = published - dt.timedelta(round(amount * days))
    doc, text = analysed.doc, analysed.report.text
    words = text[doc[span[0]].idx : doc[span[1]].idx + len(doc[span[1]])]
    first, last = middle - dt.timedelta(spread), min(middle + dt.timedelta(spread), published - dt.timedelta(1))
    return When(first=first, last=last, precision=PRECISIONS[unit], text=words, estimated=True)


def _since(analysed: AnalysedReport, decision: Decision) -> int | None:
    """Return the row of the beginning that the clause of a figure or a state gives ("since 2014"), or None."""
    row = int(decision.inputs.since[decision.trigger])
    if decision.candidate.kind not in ("figure", "control") or row < 0:
        return None
    when = analysed.times[row - len(analysed.parsed.phrases)].for_word(decision.candidate.trigger)
    return row if when.first and when.last is None else None


def _first(*rows: int | None) -> int | None:
    return next((row for row in rows if row is not None), None)


def _opening(analysed: AnalysedReport, decision: Decision) -> int | None:
    """Return the row of the time that opens the clause of an act ("June 2014, when the army fled before its advance"), or None."""
    parsed, trigger = analysed.parsed, decision.candidate.trigger
    clause = {trigger, *parsed.ancestors(trigger)}
    for n, time in enumerate(analysed.times):
        if time.opens and time.head < trigger and parsed.sentence[time.head] == parsed.sentence[trigger]:
            opened = (i for i in range(time.head + 1, min(time.head + 4, trigger + 1)) if parsed.lower[i] == "when")
            if any(parsed.head[i] in clause for i in opened):
                return len(parsed.phrases) + n
    return None


def _closed(when: When, published: dt.date | None) -> When:
    """Return a time whose open end, if it has one, is set to the publication date: "since March" becomes "from March to that day".

    Use it for acts and losses, because they are over when the report is published.
    """
    if when.first and when.last is None and published and published >= when.first:
        return when.model_copy(update={"last": published})
    return when
