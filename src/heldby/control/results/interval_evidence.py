"""Find the statements that an interval rests on, the first day that they attest, and the actor that holds the place for its side."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from heldby.control.evidence.statements import Statement
from heldby.model import ActorRef
from heldby.model.control import Onset

SLACK = 7
"""Days that a statement may lie outside an interval and still support it: reports and events rarely agree to the day."""
BRIEF = 60
"""Greatest number of days of a statement that is looked up by its first day."""


def supports(statement: Statement, status: str, side: str | None, first: int, last: int) -> bool:
    """Check whether a statement is a reason for an answer (status and side) over the days from `first` to `last`."""
    if statement.first is None or statement.last is None:
        return False
    if status == "contested":
        return statement.form in ("fight", "partial") and statement.first <= last + SLACK and statement.last >= first - SLACK
    if status not in ("held", "besieged") or side is None:
        return False
    if statement.gainer == side:
        return statement.first <= last and (statement.last >= first - SLACK or statement.form in ("state", "siege"))
    if statement.form == "change" and side in statement.losers:
        return first <= statement.first <= last + SLACK
    if statement.form in ("change", "against") and statement.gainer is None and statement.losers:
        return side not in statement.losers and first - SLACK <= statement.last <= last
    return statement.form == "partial" and side in statement.parties and statement.first <= last and statement.last >= first


class StatementIndex:
    """Dated statements about one place, for finding those that may support an answer over some days without going through all of them."""

    def __init__(self, rows: Sequence[Statement]) -> None:
        self._rows = rows
        brief = [(one.first or 0, at) for at, one in enumerate(rows) if _is_brief(one)]
        self._brief = sorted(brief)
        self._lasting = [(one.first or 0, at) for at, one in enumerate(rows) if not _is_brief(one)]

    def near(self, first: int, last: int) -> list[Statement]:
        """Return the statements that may support an answer (see `supports`) over the days from `first` to `last`, in their order."""
        begin, end = bisect_left(self._brief, (first - SLACK - BRIEF, 0)), bisect_left(self._brief, (last + SLACK + 1, 0))
        lasting = (at for day, at in self._lasting if day <= last + SLACK)
        return [self._rows[at] for at in sorted((*lasting, *(at for _, at in self._brief[begin:end])))]


def _is_brief(one: Statement) -> bool:
    """Check whether a statement supports only answers within `BRIEF` days and `SLACK` of its first day."""
    return one.form not in ("state", "siege") and 0 <= (one.last or 0) - (one.first or 0) <= BRIEF


def attested_from(statement: Statement, status: str, side: str | None) -> int | None:
    """Return the first day (ordinal) for which a reason (see `supports`) attests an answer; None if it attests no day.

    The answer for earlier days is known only in hindsight.

    - If a side took a place on an unstated day of a period, it held the place at the latest on the last day of the period.
    - If a place was taken from a side, the side held it on the day before. If the time of the change is long ("in 2014"), no day is
      attested, because the side may have come and gone within that time.
    - If others left a place and no report says who came, they were gone at the latest on the last day on which they may have left.
    """
    assert statement.first is not None and statement.last is not None
    if statement.gainer == side and statement.form == "change" and not _has_exact_day(statement):
        return statement.last
    if status == "contested" or statement.gainer == side:
        return statement.first
    if statement.form == "change" and side in statement.losers:
        return statement.first - 1 if statement.last - statement.first <= SLACK else None
    return statement.last if statement.gainer is None and statement.losers else statement.first


def find_onset(reasons: Sequence[Statement], side: str, begin: int) -> Onset:
    """Return whether a side is reported to have come on the day `begin` (`told`), or only to hold the place by then (`by`).

    Two kinds of statements report an arrival: a change dated to the day, and a state with a first day but no last day ("since 2014").
    """
    came = any(one.gainer == side and _dates_arrival(one) and (one.first or 0) <= begin <= _latest_arrival(one) + SLACK for one in reasons)
    return "told" if came else "by"


def _dates_arrival(statement: Statement) -> bool:
    """Check whether a statement says when its side came: a change on an exact day, or a state with a first day and no last."""
    when = statement.claim.when
    open_ended = statement.form == "state" and when is not None and when.first is not None and when.last is None
    return (statement.form == "change" and _has_exact_day(statement)) or open_ended


def _has_exact_day(statement: Statement) -> bool:
    """Check whether the report states the time of a change to the day, or to the night between two days."""
    return statement.claim.when is not None and (statement.last or 0) - (statement.first or 0) <= 1


def _latest_arrival(statement: Statement) -> int:
    """Return the last day on which the side may have come according to a statement."""
    return (statement.last if statement.form == "change" else statement.first) or 0


def find_holder(rows: Sequence[Statement], side: str, first: int, last: int) -> ActorRef | None:
    """Return the actor of a side that is named with the greatest total strength, in a tie the one named latest; None if none is named."""
    weight: dict[str, tuple[float, int, ActorRef]] = defaultdict(lambda: (0.0, 0, ActorRef(text="")))
    for one in rows:
        if one.gainer == side and one.holder and one.first is not None and one.first <= last and (one.last or 0) >= first - SLACK:
            name = one.holder.id or (one.holder.name or one.holder.text).casefold()
            strength, newest, _ = weight[name]
            weight[name] = (strength + one.strength, max(newest, one.last or 0), one.holder)
    return max(weight.items(), key=lambda item: (round(item[1][0], 6), item[1][1], item[0]))[1][2] if weight else None


def find_handover(rows: Sequence[Statement], side: str | None, first: int, last: int) -> Statement | None:
    """Return the last statement that an actor of the side handed the place over to another actor of the side, or None."""
    handed = [one for one in rows if _is_handover(one) and one.gainer == side and first <= (one.last or 0) <= last]
    return max(handed, key=lambda one: (one.last or 0, one.claim.id), default=None)


def _is_handover(one: Statement) -> bool:
    return one.form == "change" and one.claim.type == "surrender" and one.holder is not None and one.holder in one.claim.target


def to_date(ordinal: int) -> dt.date:
    """Return the date of an ordinal."""
    return dt.date.fromordinal(ordinal)
