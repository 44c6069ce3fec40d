"""A text in which stretches are replaced by a mark, with the new offsets of what is left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from heldby.release.name_matcher import Span

REDACTION_MARK = "\u2588" * 3
"""Replaces what is hidden. It always has the same length, because the length of a name helps to guess it."""


class MaskedText:
    """A text with some stretches replaced by `REDACTION_MARK`. Stretches that touch or overlap become one mark."""

    def __init__(self, original: str, spans: Iterable[Span]) -> None:
        self.spans = _merged(spans)
        parts, at = list[str](), 0
        for span in self.spans:
            parts += [original[at : span.start], REDACTION_MARK]
            at = span.end
        self.text = "".join([*parts, original[at:]])
        self._starts = [span.start for span in self.spans]

    def offset(self, old: int, *, end: bool = False) -> int:
        """Return the offset in the new text for one in the original. Inside a hidden stretch, it is the start of its mark, or the end."""
        number = bisect_right(self._starts, old - 1 if end else old)
        shift = sum(len(REDACTION_MARK) - (span.end - span.start) for span in self.spans[:number])
        last = self.spans[number - 1] if number else None
        if last is None or old >= last.end:
            return old + shift
        return last.end + shift if end else last.end + shift - len(REDACTION_MARK)


def _merged(spans: Iterable[Span]) -> list[Span]:
    found = list[Span]()
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif span.end > span.start:
            found.append(span)
    return found
