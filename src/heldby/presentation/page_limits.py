"""How much of a dossier one page may carry, and how texts are cut to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from heldby.model import Claim
from heldby.presentation.schema import Stretch

PAGE_BYTES = 30_000_000
"""Most bytes of a page: what a browser on a phone still opens."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Characters of a report shown whole, characters kept on either side of a claimed sentence and within one, and claims on the page."""

    whole: int
    margin: int
    sentence: int
    claims: int


LADDER = (
    Bounds(whole=200_000, margin=600, sentence=8_000, claims=100_000),
    Bounds(whole=6_000, margin=400, sentence=4_000, claims=60_000),
    Bounds(whole=0, margin=240, sentence=2_000, claims=40_000),
    Bounds(whole=0, margin=60, sentence=1_000, claims=20_000),
    Bounds(whole=0, margin=0, sentence=400, claims=5_000),
)
"""Tried in order until the page fits."""


def shorten(text: str, claims: Iterable[Claim], bounds: Bounds) -> tuple[Stretch, ...]:
    """The whole text if it may stand, else the surroundings of what is claimed, or its beginning where nothing is."""
    if len(text) <= bounds.whole:
        return (Stretch(start=0, text=text),) if text else ()
    windows = sorted(_window(claim, len(text), bounds) for claim in claims) or [(0, min(len(text), 2 * bounds.margin))]
    return tuple(Stretch(start=start, text=text[start:end]) for start, end in _merged(windows) if end > start)


def _window(claim: Claim, length: int, bounds: Bounds) -> tuple[int, int]:
    end = min(claim.end, claim.start + bounds.sentence)
    # Where the sentence itself is cut, what follows it does not stand beside it.
    return max(0, claim.start - bounds.margin), min(length, end + (bounds.margin if end == claim.end else 0))


def _merged(windows: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = windows[0]
    for first, last in windows[1:]:
        if first > end:
            yield start, end
            start, end = first, last
        end = max(end, last)
    yield start, end
