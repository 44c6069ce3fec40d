"""Decide when a place is besieged. A siege ends when the besieged side loses the place, or when the last report of it is too old."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from heldby.control.evidence.statements import Statement
from heldby.control.parameters import Parameters

MIN_SIEGE = 0.4
"""A held place counts as besieged if a siege is more probable than this."""
NEGLIGIBLE = 20
"""Half-lives after which the report of a siege counts no longer: a millionth of its weight is left."""

FORMS = frozenset({"siege", "relief", "change"})
"""Forms of statements that begin or end a siege."""


class Sieges:
    """What is told of the sieges of one side in one place."""

    def __init__(self, statements: Sequence[Statement], side: str, parameters: Parameters) -> None:
        self._half_life = parameters.chain["siege_half_life"]
        self._days = sorted({day for one in statements if one.form in FORMS for day in (one.first, one.last, (one.last or 0) + 1) if day})
        self._ends = sorted(one.last for one in statements if _ends_siege(one, side) and one.last is not None)
        told = [
            (one.last, one.first, _probability(one, parameters))
            for one in statements
            if one.form == "siege" and one.gainer in (side, None) and one.first is not None and one.last is not None
        ]
        self._told = sorted(told)
        self._told_until = [last for last, _, _ in self._told]

    def spans(self, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the days (ordinals) from `first` to `last` in spans, and whether the side is under siege in each.

        The answer changes on the days on which a report of a siege or of its end takes effect, and where the last report is too old.
        """
        days = self._days[bisect_right(self._days, first) : bisect_right(self._days, last)]
        begin, state = first, self.is_besieged(first)
        for day, after in pairwise([first, *days, last + 1]):
            for change in self._changes(day, after - 1, state):
                if change > begin:
                    yield begin, change - 1, state
                begin, state = change, not state
        yield begin, last, state

    def _changes(self, first: int, last: int, state: bool) -> Iterator[int]:
        """Yield the days from `first` to `last` on which the answer changes. Within these days, a siege can only fade."""
        now = self.is_besieged(first)
        if now != state:
            yield first
        if now and not self.is_besieged(last):
            low, high = first, last
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if self.is_besieged(middle) else (low, middle)
            yield high

    def is_besieged(self, day: int) -> bool:
        """Check whether the side is under siege on a day. The weight of a reported siege halves every `siege_half_life` days.

        Whether there is a siege is another question than who holds the place: it rests on the probability that there is such a claim. A
        report that a siege is over, or that there is none, ends those reported until then. So does the capture of the place: "took it
        after a siege".
        """
        clear = 1.0
        ended = bisect_right(self._ends, day)
        since = max(self._ends[ended - 1] + 1 if ended else 0, day - int(NEGLIGIBLE * self._half_life))
        for last, first, probability in self._told[bisect_left(self._told_until, since) :]:
            if first <= day:
                clear *= 1 - probability * 0.5 ** (max(0.0, day - last) / self._half_life)
                if 1 - clear > MIN_SIEGE:
                    return True
        return False


def _ends_siege(one: Statement, side: str) -> bool:
    return one.form == "relief" or (one.form == "change" and one.gainer == side)


def _probability(siege: Statement, parameters: Parameters) -> float:
    claim = siege.claim
    found = claim.confidence if claim.claim_confidence is None else claim.claim_confidence
    return max(siege.strength, found * parameters.status[claim.status])
