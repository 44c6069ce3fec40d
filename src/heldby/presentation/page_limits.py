"""Limits on the size of a page, and how report texts are shortened to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from heldby.model import Claim
from heldby.presentation.schema import Stretch

MAX_PAGE_BYTES = 30_000_000
"""Size in bytes of the largest page that a browser on a phone still opens."""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How much of each report, and how many claims, a page carries.

    Attributes:
        whole: longest report text, in characters, that is kept whole.
        margin: characters kept on either side of a claim's sentence.
        sentence: most characters kept of a claim's sentence.
        claims: most claims on the page.
    """

    whole: int
    margin: int
    sentence: int
    claims: int


LIMIT_STEPS = (
    PageLimits(whole=200_000, margin=600, sentence=8_000, claims=100_000),
    PageLimits(whole=6_000, margin=400, sentence=4_000, claims=60_000),
    PageLimits(whole=0, margin=240, sentence=2_000, claims=40_000),
    PageLimits(whole=0, margin=60, sentence=1_000, claims=20_000),
    PageLimits(whole=0, margin=0, sentence=400, claims=5_000),
)
"""Limits from generous to strict, tried in order until the page fits."""


def shorten(text: str, claims: Iterable[Claim], limits: PageLimits) -> tuple[Stretch, ...]:
    """Return the whole text if it is short enough, else the sentences of its claims with a margin around each.

    Of a long text without claims only the beginning is kept.
    """
    if len(text) <= limits.whole:
        return (Stretch(start=0, text=text),) if text else ()
    windows = sorted(_window(claim, len(text), limits) for claim in claims) or [(0, min(len(text), 2 * limits.margin))]
    return tuple(Stretch(start=start, text=text[start:end]) for start, end in _merge(windows) if end > start)


def _window(claim: Claim, length: int, limits: PageLimits) -> tuple[int, int]:
    end = min(claim.end, claim.start + limits.sentence)
    # A sentence that is cut gets no margin at its end, because the text after the sentence would not be adjacent.
    return max(0, claim.start - limits.margin), min(length, end + (limits.margin if end == claim.end else 0))


def _merge(windows: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield sorted windows, joining those that overlap or touch."""
    start, end = windows[0]
    for first, last in windows[1:]:
        if first > end:
            yield start, end
            start, end = first, last
        end = max(end, last)
    yield start, end
