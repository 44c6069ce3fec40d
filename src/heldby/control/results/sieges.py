"""Decide when a place is besieged. A siege ends when the besieged side loses the place, or when the last report of it is too old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from heldby.control.evidence.statements import Statement
from heldby.control.parameters import Parameters

MIN_SIEGE = 0.4
"""A held place counts as besieged if a siege is more probable than this."""


def siege_spans(
    statements: Sequence[Statement], first: int, last: int, side: str, parameters: Parameters
) -> Iterator[tuple[int, int, bool]]:  # fmt: skip
    """Yield the days (ordinals) from `first` to `last` in spans, and whether the side is under siege in each.

    The answer changes on the days on which a report of a siege or of its end takes effect, and where the last report has become too old.
    """
    days = {day for one in statements for day in (one.first, one.last, (one.last or 0) + 1) if day is not None and first < day <= last}
    begin, state = first, is_besieged(statements, first, side, parameters)
    for day, after in pairwise([first, *sorted(days), last + 1]):
        for change in _changes(statements, day, after - 1, state, side, parameters):
            if change > begin:
                yield begin, change - 1, state
            begin, state = change, not state
    yield begin, last, state


def _changes(
    statements: Sequence[Statement], first: int, last: int, state: bool, side: str, parameters: Parameters
) -> Iterator[int]:  # fmt: skip
    """Yield the days from `first` to `last` on which the answer changes. Within these days, a siege can only fade."""
    now = is_besieged(statements, first, side, parameters)
    if now != state:
        yield first
    if now and not is_besieged(statements, last, side, parameters):
        low, high = first, last
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if is_besieged(statements, middle, side, parameters) else (low, middle)
        yield high


def is_besieged(statements: Sequence[Statement], day: int, side: str, parameters: Parameters) -> bool:
    """Check whether a side is under siege on a day. The weight of a reported siege halves every `siege_half_life` days.

    Whether there is a siege is another question than who holds the place: it rests on the probability that there is such a claim. A report
    that a siege is over, or that there is none, ends those reported until then. So does the capture of the place: "took it after a siege".
    """
    clear = 1.0
    ends = [one.last for one in statements if _ends_siege(one, side) and one.last is not None and one.last <= day]
    over = max(ends, default=None)
    for one in statements:
        if one.form != "siege" or one.first is None or one.last is None or one.gainer not in (side, None):
            continue
        if one.first <= day and (over is None or one.last > over):
            half_lives = max(0.0, day - one.last) / parameters.chain["siege_half_life"]
            clear *= 1 - _probability(one, parameters) * 0.5**half_lives
    return 1 - clear > MIN_SIEGE


def _ends_siege(one: Statement, side: str) -> bool:
    return one.form == "relief" or (one.form == "change" and one.gainer == side)


def _probability(siege: Statement, parameters: Parameters) -> float:
    claim = siege.claim
    found = claim.confidence if claim.claim_confidence is None else claim.claim_confidence
    return max(siege.strength, found * parameters.status[claim.status])
