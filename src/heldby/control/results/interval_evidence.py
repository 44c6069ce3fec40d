"""Evidence: which statements an interval rests on, from which day they tell of it, and whose name stands for the side that holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from heldby.control.evidence.statements import Statement
from heldby.control.results.intervals import Piece
from heldby.model import ActorRef
from heldby.model.control import Onset

SLACK = 7
"""Days by which a statement may miss an interval that it speaks for: reports and ground rarely agree to the day."""


def speaks_for(said: Statement, status: str, side: str | None, first: int, last: int) -> bool:
    """Whether a statement is a reason for the answer between two days."""
    if said.first is None or said.last is None:
        return False
    if status == "contested":
        return said.form in ("fight", "partial") and said.first <= last + SLACK and said.last >= first - SLACK
    if status not in ("held", "besieged") or side is None:
        return False
    if said.gain == side:
        return said.first <= last and (said.last >= first - SLACK or said.form in ("state", "siege"))
    if said.form == "change" and side in said.lose:
        return first <= said.first <= last + SLACK
    if said.form in ("change", "against") and said.gain is None and said.lose:
        return side not in said.lose and first - SLACK <= said.last <= last
    return said.form == "partial" and side in said.parties and said.first <= last and said.last >= first


def tells_from(said: Statement, status: str, side: str | None) -> int | None:
    """The first day (ordinal) on which a reason for an answer (see `speaks_for`) tells that it was so; earlier days it leaves to hindsight.

    Null where it leaves all to hindsight. What was taken from a side was its until the day before, unless that may be any day of a long
    time ("in 2014"): then it may have come and gone in it. What it took on a day that is not told was its on the last day on which it may
    have come; where others left a place that no one is told to have taken, they were gone on the last on which they may have left.
    """
    assert said.first is not None and said.last is not None
    if said.gain == side and said.form == "change" and not _dated(said):
        return said.last
    if status == "contested" or said.gain == side:
        return said.first
    if said.form == "change" and side in said.lose:
        return said.first - 1 if said.last - said.first <= SLACK else None
    return said.last if said.gain is None and said.lose else said.first


def onset(reasons: Sequence[Statement], side: str, begin: int) -> Onset:
    """How far reports tell that a side's hold came about on the day (ordinal) `begin`: a change to it, or a time that is open at its end
    ("since 2014"), else they tell only that it held by then."""
    return "told" if any(one.gain == side and _comes(one) and (one.first or 0) <= begin <= _came(one) + SLACK for one in reasons) else "by"


def _comes(said: Statement) -> bool:
    """Whether a statement tells when its side came: in a change, or with a first day and no last."""
    when = said.claim.when
    return (said.form == "change" and _dated(said)) or (
        said.form == "state" and when is not None and when.first is not None and when.last is None
    )


def _dated(said: Statement) -> bool:
    """Whether a statement of a change tells its day, or that of the night before."""
    return said.claim.when is not None and (said.last or 0) - (said.first or 0) <= 1


def _came(said: Statement) -> int:
    """The last day on which a statement lets its side have come."""
    return (said.last if said.form == "change" else said.first) or 0


def holder(said: Sequence[Statement], side: str, first: int, last: int) -> ActorRef | None:
    """The actor of that side whom the strongest reasons name; of equals the latest."""
    weight: dict[str, tuple[float, int, ActorRef]] = defaultdict(lambda: (0.0, 0, ActorRef(text="")))
    for one in said:
        if one.gain == side and one.actor is not None and one.first is not None and one.first <= last and (one.last or 0) >= first - SLACK:
            name = one.actor.id or (one.actor.name or one.actor.text).casefold()
            total, newest, _ = weight[name]
            weight[name] = (total + one.strength, max(newest, one.last or 0), one.actor)
    return max(weight.items(), key=lambda item: (round(item[1][0], 6), item[1][1], item[0]))[1][2] if weight else None


def besieged(said: Sequence[Statement], piece: Piece, side: str, half_life: float) -> bool:
    """Whether, in the middle of a piece, a siege of that side told of before (`said`) has not faded."""
    middle = (piece.first + piece.last) / 2
    clear = 1.0
    for one in said:
        if one.first is not None and one.last is not None and one.first <= piece.last and one.gain in (side, None):
            clear *= 1 - one.strength * 0.5 ** (max(0.0, middle - one.last) / half_life)
    return 1 - clear > 0.4


def day(ordinal: int) -> dt.date:
    """The date of an ordinal."""
    return dt.date.fromordinal(ordinal)
