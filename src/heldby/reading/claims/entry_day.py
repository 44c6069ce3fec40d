"""The day of an entry of a chronology: "2014-07-25: Rebels shot down a helicopter. The army shelled the town."."""

from __future__ import annotations

import re

from heldby.model import When
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.claim_rules import is_past_perfect
from heldby.reading.mentions.times import TimeMention

HEADING = re.compile(r"[^\S\n]*(?::|[-–—]\s)")
"""What follows the day at the beginning of an entry."""
MARKS = " \t*•-–—"
"""What may stand before the day."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def entry_day(analysed: AnalysedReport, trigger: int) -> When | None:
    """Return the day of the entry that tells what a token stands for; None if there is no such entry or the token is not told as news.

    What a relative clause or a past perfect tells may have been earlier.
    """
    if not _is_told(analysed, trigger):
        return None
    at, text = analysed.doc[trigger].idx, analysed.report.text
    before = [time for time in analysed.times if time.start < at and _heads_entry(text, time)]
    if not before or "\n\n" in text[before[-1].end : at]:
        return None
    return before[-1].when


def _heads_entry(text: str, time: TimeMention) -> bool:
    """Check for a day at the beginning of a line, before a colon or a dash."""
    line = text.rfind("\n", 0, time.start) + 1
    is_day = time.when.first is not None and time.when.first == time.when.last and not time.dateline
    return is_day and not text[line : time.start].strip(MARKS) and HEADING.match(text, time.end) is not None


def _is_told(analysed: AnalysedReport, token: int) -> bool:
    """Check for a verb that tells what happened, or one that continues it: "claimed to have shot down", "attacked and seized"."""
    parsed = analysed.parsed
    if parsed.dep[token] == "acl:relcl" or is_past_perfect(parsed, token):
        return False
    helpers = [c for c in parsed.children[token] if parsed.dep[c] in ("aux", "aux:pass", "cop")]
    if any(parsed.tag[i] in FINITE for i in (token, *helpers)):
        return True
    continues = parsed.dep[token] in ("conj", "xcomp") and parsed.pos[token] == "VERB"
    return continues and parsed.head[token] < token and _is_told(analysed, parsed.head[token])
