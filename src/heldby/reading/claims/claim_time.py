"""The time of a claim: the time expression that the network chooses, as the interval of days that it means for the claim."""

from __future__ import annotations

import datetime as dt

from heldby.model import When
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.claim_rules import is_past_perfect
from heldby.reading.claims.decide import Decision

FACTS = frozenset({"happened", "ongoing"})


def claim_time(analysed: AnalysedReport, decision: Decision, status: str) -> When | None:
    """Return the time of a claim with this status, or None if the report states none.

    What happened did not happen after the report was published: a later day is not taken.
    """
    fillers = decision.fillers["when"]
    row = fillers[0].row if fillers else _since(analysed, decision)
    if row is None:
        return None
    candidate, time = decision.candidate, analysed.times[row - len(analysed.parsed.phrases)]
    was_held = candidate.kind == "control" and is_past_perfect(analysed.parsed, candidate.trigger)
    when = time.when if was_held else time.for_word(candidate.trigger)  # when "had held it since 2014" ended is not told
    published = analysed.report.published
    if status in FACTS and published and when.first and when.first > published:
        return None
    is_over = candidate.kind in ("event", "figure") or candidate.label == "control/lost"
    return _closed(when, published) if is_over else when


def _since(analysed: AnalysedReport, decision: Decision) -> int | None:
    """Return the row of the beginning that the clause of a figure or a state gives ("since 2014"), or None."""
    row = int(decision.inputs.since[decision.trigger])
    if decision.candidate.kind not in ("figure", "control") or row < 0:
        return None
    when = analysed.times[row - len(analysed.parsed.phrases)].for_word(decision.candidate.trigger)
    return row if when.first and when.last is None else None


def _closed(when: When, published: dt.date | None) -> When:
    """Return a time whose open end, if it has one, is set to the publication date: "since March" becomes "from March to that day".

    Use it for acts and losses, because they are over when the report is published.
    """
    if when.first and when.last is None and published and published >= when.first:
        return when.model_copy(update={"last": published})
    return when
