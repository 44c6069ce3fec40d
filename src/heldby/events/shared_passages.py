"""Find passages that several reports print, such as text from a news agency. All copies of a passage count as one source.

The passages of a report that was compiled from several others can thus belong to different families.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from heldby.events.families import group_similar
from heldby.events.minhash import WORDS, SketchCache
from heldby.model import Claim, Report

MIN_WORDS = 15
"""Least number of words of a passage that can count as a copy: two reporters may write the same short sentence."""
THRESHOLD = 0.5
"""Least estimated Jaccard similarity of the shingles of two copies of a passage."""
MAX_WRAPPED = 120
"""Greatest length of a line of wrapped text, in characters. If a text has longer lines, each line is a paragraph."""

Passage = tuple[str, int]
"""Report id and number of the passage in the report."""


def passage_families(
    reports: Iterable[Report], claims: Iterable[Claim], families: Mapping[str, str], sketches: SketchCache | None = None
) -> dict[str, str]:
    """Return, by claim id, the family of each claim in a passage that counts as copied from another family.

    Of the reports that print a passage, the one with the smallest id counts as the origin. All other claims have their report's family.

    The time is nearly linear in the number of passages. Only passages with claims are compared.

    Args:
        reports: all reports.
        claims: the claims of the reports.
        families: the family of each report, by report id.
        sketches: sketches of earlier runs, which save work.
    """
    cache = sketches or SketchCache()
    texts, inside = passages_with_claims(reports, claims)
    found = {}
    signed = {key: cache.sketch(text) for key, text in texts.items() if len(WORDS.findall(text)) >= MIN_WORDS}
    for key, first in group_similar(signed, THRESHOLD).items():
        family, own = families.get(first[0], first[0]), families.get(key[0], key[0])
        if family != own:
            found.update(dict.fromkeys((claim.id for claim in inside[key]), family))
    return found


def passages_with_claims(reports: Iterable[Report], claims: Iterable[Claim]) -> tuple[dict[Passage, str], dict[Passage, list[Claim]]]:
    """Return the text and the claims of each passage that has claims."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    texts: dict[Passage, str] = {}
    inside: dict[Passage, list[Claim]] = defaultdict(list)
    for report in reports:
        if report.id not in by_report:
            continue
        spans = list(passages(report.text))
        starts = [start for start, _ in spans]
        for claim in by_report[report.id]:
            number = max(0, bisect_right(starts, claim.start) - 1)
            if spans:
                inside[report.id, number].append(claim)
                texts[report.id, number] = report.text[slice(*spans[number])]
    return texts, inside


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each paragraph: a stretch between blank lines or, in a text that is not wrapped, a line."""
    breaks = r"\n" if any(len(line) > MAX_WRAPPED for line in text.splitlines()) else r"\n[^\S\n]*\n"
    start = 0
    for gap in re.finditer(breaks, text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)
