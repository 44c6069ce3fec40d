"""The time of a claim: the time expression that the network chooses, as the interval of days that it means for the claim."""

from __future__ import annotations

import datetime as dt

from heldby.model import When
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.decide import Decision

FACTS = frozenset({"happened", "ongoing"})


def claim_time(analysed: AnalysedReport, decision: Decision, status: str) -> When | None:
    """Return the time of a claim with this status, or None if the report states none.

    What happened did not happen after the report was published: a later day is not taken.
    """
    fillers = decision.fillers["when"]
    if not fillers:
        return None
    when = analysed.times[fillers[0].row - len(analysed.parsed.phrases)].for_word(decision.candidate.trigger)
    published = analysed.report.published
    if status in FACTS and published and when.first and when.first > published:
        return None
    candidate = decision.candidate
    is_over = candidate.kind in ("event", "figure") or candidate.label == "control/lost"
    return _closed(when, published) if is_over else when


def _closed(when: When, published: dt.date | None) -> When:
    """Return a time whose open end, if it has one, is set to the publication date: "since March" becomes "from March to that day".

    Use it for acts and losses, because they are over when the report is published.
    """
    if when.first and when.last is None and published and published >= when.first:
        return when.model_copy(update={"last": published})
    return when
