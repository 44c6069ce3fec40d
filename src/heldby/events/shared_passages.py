"""Passages: paragraphs that several reports have in common, as when each prints an agency's lines amid its own. Each is one voice.

A collage so belongs to several families, passage by passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from heldby.events.families import alike
from heldby.events.minhash import WORDS, Sketches
from heldby.model import Claim, Report

FEWEST = 15
"""Words from which a passage can be told to be a copy: two reporters may well write one short sentence alike."""
THRESHOLD = 0.5
"""Least estimated Jaccard likeness of two passages' shingles for them to be one voice."""
WRAPPED = 120
"""Characters that no line of a wrapped text exceeds; where one does, each line is a paragraph."""


def claim_voices(
    reports: Iterable[Report], claims: Iterable[Claim], families: Mapping[str, str], sketches: Sketches | None = None
) -> dict[str, str]:
    """The voice of each claim that stands in a passage which another family has too, by claim id; all others have their report's family.

    `families` names each report's. Near-linear in the number of passages; only those with claims are looked at. `sketches` spares passages
    that were looked at before.
    """
    known = sketches or Sketches()
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    texts: dict[tuple[str, int], str] = {}
    inside: dict[tuple[str, int], list[Claim]] = defaultdict(list)
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
    signed = {key: known.of(text) for key, text in texts.items() if len(WORDS.findall(text)) >= FEWEST}
    found = {}
    for key, first in alike(signed, THRESHOLD).items():
        voice, own = families.get(first[0], first[0]), families.get(key[0], key[0])
        if voice != own:
            found.update(dict.fromkeys((claim.id for claim in inside[key]), voice))
    return found


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: between blank lines or, in a text whose lines are not wrapped, of each line."""
    broken = r"\n" if any(len(line) > WRAPPED for line in text.splitlines()) else r"\n[^\S\n]*\n"
    start = 0
    for gap in re.finditer(broken, text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)
