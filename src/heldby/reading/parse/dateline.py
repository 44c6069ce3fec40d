"""Find the dateline of an agency report. It says where and when the report was filed, not where anything happened."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

FACTORY = "heldby_dateline"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
PLACE = r"[A-Z][\w.'’\-]*(?:[ /][A-Z][\w.'’\-]*){0,4}(?:, [A-Z][\w.'’\-]*(?: [A-Z][\w.'’\-]*){0,2})?"
DAY = rf"(?:,? (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?)?"
OUTLET = r"(?:,? ?\([^()\n]{2,60}\))?"
PATTERN = re.compile(rf"\s*(?:\[[^\]\n]{{2,80}}\]\s*)?({PLACE}{DAY}{OUTLET})\s*(?:--|[-–—])\s+(?=[\"“A-Z])")
CAPITALS_ONLY = re.compile(r"[A-Z .,'’/\-]+")
"""A dateline without a day or an outlet must be in capitals ("BAGHDAD - "); "Aleppo - Rebels" in a title is not a dateline."""
WITHIN = 400
"""Number of code points from the start of a report within which its dateline must end. A title line may precede the dateline."""


def find_dateline(text: str) -> tuple[int, int]:
    """Return the start and end of the dateline, including the dash after it, in code points. Return (0, 0) if there is no dateline."""
    head = text[:WITHIN]
    starts = [0, *(m.end() for m in re.finditer(r"\n+", head))]
    for start in starts[:6]:
        found = PATTERN.match(head, start)
        if found and (re.search(r"\d|\(", found[1]) or CAPITALS_ONLY.fullmatch(found[1])):
            return found.start(1), found.end()
    return 0, 0


@Language.component(FACTORY)
def end_sentence_at_dateline(doc: Doc) -> Doc:
    """Mark the dateline and the text after it as separate sentences.

    Without the mark, the parser would attach the news to the place where the report was filed.
    """
    start, end = find_dateline(doc.text[: 2 * WITHIN])
    for token in doc[: 2 * WITHIN]:
        if end and token.idx in (start, end):
            token.is_sent_start = True
    return doc
