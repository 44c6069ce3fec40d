"""The dateline of an agency report: where and when it was filed, not where anything happened."""

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
WITHOUT_A_DAY = re.compile(r"[A-Z .,'’/\-]+")
"""Without a day or an outlet only capitals make a dateline ("BAGHDAD - "), so that "Aleppo - Rebels" in a title is none."""
FARTHEST = 400
"""Code points of a report in which its dateline must end; a title line may stand before it."""


def dateline(text: str) -> tuple[int, int]:
    """Start and end of the dateline with its dash, in code points; (0, 0) where there is none."""
    head = text[:FARTHEST]
    starts = [0, *(m.end() for m in re.finditer(r"\n+", head))]
    for start in starts[:6]:
        found = PATTERN.match(head, start)
        if found and (re.search(r"\d|\(", found[1]) or WITHOUT_A_DAY.fullmatch(found[1])):
            return found.start(1), found.end()
    return 0, 0


@Language.component(FACTORY)
def end_sentence_at_dateline(doc: Doc) -> Doc:
    """What follows a dateline begins a sentence: told to the parser, which would hang the news on the place where it was filed."""
    start, end = dateline(doc.text[: 2 * FARTHEST])
    for token in doc[: 2 * FARTHEST]:
        if end and token.idx in (start, end):
            token.is_sent_start = True
    return doc
