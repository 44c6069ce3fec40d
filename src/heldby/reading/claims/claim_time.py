"""The time of a claim: from its sentence, from a "since" clause before it, or from the act that it refers back to."""

from __future__ import annotations

import datetime as dt

from heldby.model import When
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.event_anaphora import refers_back
from heldby.reading.mentions.times import find_event_time
from heldby.reference.lexicon import Lexicon


def claim_time(analysed: AnalysedReport, lexicon: Lexicon, candidate: Candidate, last_act: When | None) -> When | None:
    """Return the time of a candidate's claim, or None. `last_act` is the day of the last act that an earlier claim of the report states."""
    when = find_event_time(analysed.doc, candidate.trigger, analysed.times, kind=candidate.kind) or _since_clause(analysed, candidate)
    is_over = candidate.kind in ("event", "figure") or candidate.label == "control/lost"
    if when is None and is_over and last_act and refers_back(analysed.parsed, lexicon, candidate):
        return last_act
    return _closed(when, analysed.report.published) if is_over else when


def _closed(when: When | None, published: dt.date | None) -> When | None:
    """Return a time whose open end, if it has one, is set to the publication date: "since March" becomes "from March to that day".

    Use it for acts and losses, because they are over when the report is published.
    """
    if when and when.first and when.last is None and published and published >= when.first:
        return when.model_copy(update={"last": published})
    return when


def _since_clause(analysed: AnalysedReport, candidate: Candidate) -> When | None:
    """Return the time of a clause that opens the sentence, as in "Since X began in 2014, ...", with an open end, or None."""
    parsed = analysed.parsed
    start = parsed.sentences[parsed.sentence[candidate.trigger]][0]
    if candidate.kind == "relation" or parsed.lower[start] != "since":
        return None
    inside = [t for t in analysed.times if start <= t.head < candidate.trigger and t.when.first is not None]
    return inside[-1].when.model_copy(update={"last": None}) if inside else None
