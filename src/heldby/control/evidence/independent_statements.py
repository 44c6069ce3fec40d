"""Reduce statements to independent ones, and combine those that report parts of one change."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from heldby.control.evidence.statements import Statement

SAME_DAYS = 3
"""Greatest number of days between two statements of one family that count as one, if they differ only in their days."""

HAD = re.compile(r"\bhad\b")
"""The past perfect, in which a report tells of a hold that is over."""
TAKEN_DAYS = 7
"""Days after a loss within which the first gain by another side counts as the same change."""


def one_per_family(rows: Sequence[Statement]) -> list[Statement]:
    """If a family makes the same statement about one place several times, keep only the strongest of these statements."""
    kept: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in rows:
        group = kept[(statement.family, statement.form, statement.gainer, statement.losers)]
        if group and _same_time(group[-1], statement):
            group[-1] = max(group[-1], statement, key=lambda s: (s.strength, -_width(s), s.claim.id))
        else:
            group.append(statement)
    return sorted((s for group in kept.values() for s in group), key=lambda s: (s.first or 0, s.last or 0, s.claim.id))


def end_changes_before_next(rows: Sequence[Statement]) -> list[Statement]:
    """Let the possible days of a change end before the next change that the same report states, if that is to another side.

    After "in 2022 ..., on 1 April 2022 ...", the first change is dated before 1 April 2022.
    """
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in rows:
        if statement.form == "change" and statement.first is not None:
            by_report[statement.claim.report].append(statement)
    bounded: dict[str, Statement] = {}
    for changes in by_report.values():
        changes.sort(key=lambda s: (s.claim.start, s.claim.id))
        for one, after in pairwise(changes):
            begins = after.first or 0
            if one.gainer != after.gainer and (one.first or 0) < begins <= (one.last or 0):
                bounded[one.claim.id] = replace(one, last=begins - 1)
    return [bounded.get(s.claim.id, s) if s.form == "change" else s for s in rows]


def end_states_before_gain(rows: Sequence[Statement]) -> list[Statement]:
    """End each state on the day before another side's gain, if a report says both in the same words.

    In "seized Hawija, the group's last stronghold", the group held Hawija until the day before.
    """
    gains: dict[str, list[Statement]] = defaultdict(list)
    for one in rows:
        if one.form == "change" and one.gainer and one.first is not None:
            gains[one.claim.report].append(one)
    return [_ended(one, gains[one.claim.report]) if one.form == "state" and one.claim.report in gains else one for one in rows]


def _ended(state: Statement, gains: Sequence[Statement]) -> Statement:
    ending = next((gain for gain in gains if gain.gainer != state.gainer and _overlap(gain, state)), None)
    if ending is None or ending.first is None or (state.last or 0) < ending.first:
        return state
    day = ending.first - 1
    return replace(state, first=min(state.first or day, day), last=day)


def _overlap(one: Statement, other: Statement) -> bool:
    """Check whether two statements of one report share words of its text."""
    return one.claim.start < other.claim.end and other.claim.start < one.claim.end


def without_steps_to_gain(rows: Sequence[Statement]) -> list[Statement]:
    """Leave out a side's advance if the same report then tells its capture of the place: "entered the outskirts and took the city"."""
    gains: dict[tuple[str, str | None], list[Statement]] = defaultdict(list)
    for one in rows:
        if one.form == "change" and one.gainer and one.last is not None:
            gains[one.claim.report, one.gainer].append(one)
    return [one for one in rows if not (is_entry(one) and any(_leads_to(one, gain) for gain in gains[one.claim.report, one.parties[0]]))]


def _leads_to(entry: Statement, gain: Statement) -> bool:
    return entry.claim.start <= gain.claim.start and (entry.first or 0) <= (gain.last or 0) and (entry.last or 0) >= (gain.first or 0)


def join_loss_and_gain(rows: Sequence[Statement]) -> list[Statement]:
    """Give each loss that names no gaining side the gainer of the first gain that may belong to the same change.

    Such a gain is by another side than the loser, at the same time or at most `TAKEN_DAYS` days later.
    """
    gains = sorted((s for s in rows if s.form == "change" and s.gainer and s.first is not None), key=lambda s: (s.first or 0, s.claim.id))
    found = []
    for one in rows:
        taker = None
        if one.form == "change" and one.gainer is None and one.losers and one.last is not None:
            taker = next((gain for gain in gains if _may_be_one_change(one, gain) and gain.gainer not in one.losers), None)
        found.append(one if taker is None else replace(one, gainer=taker.gainer, holder=taker.holder))
    return found


def read_entries_as_gains(rows: Sequence[Statement]) -> list[Statement]:
    """Read a side's advance to a place that another side left at that time as a gain: "pulled out, and the army moved in".

    The advance must be at most `TAKEN_DAYS` days from the loss, name one side, and be stated as a fact. It is a gain as well if the same
    report says that another side "had held" the place before.
    """
    losses = sorted((s for s in rows if s.form == "change" and s.losers and s.last is not None), key=lambda s: (s.last or 0, s.claim.id))
    days = [loss.last or 0 for loss in losses]
    before: dict[str, list[Statement]] = defaultdict(list)
    for one in rows:
        if one.form == "state" and one.gainer and HAD.search(one.claim.quote):
            before[one.claim.report].append(one)
    return [_as_gain(one, losses, days, before[one.claim.report]) if is_entry(one) else one for one in rows]


def is_entry(one: Statement) -> bool:
    """Check for a side's advance to the place itself that is stated as a fact."""
    moved = one.form == "fight" and one.claim.type == "advance" and one.claim.status == "happened"
    return moved and len(one.parties) == 1 and one.first is not None and not one.from_area


def _as_gain(entry: Statement, losses: Sequence[Statement], days: Sequence[int], before: Sequence[Statement]) -> Statement:
    """Return an entry as the gain of what another side lost near its day, or had held before by the same report.

    `days` are the last days of the losses, in order.
    """
    side, day = entry.parties[0], entry.last or 0
    near = losses[bisect_left(days, day - TAKEN_DAYS) : bisect_right(days, day + TAKEN_DAYS)]
    left = next((loss.losers for loss in near if side not in loss.losers and loss.gainer in (None, side)), None)
    if left is None:
        left = next(((one.gainer,) for one in before if one.gainer and one.gainer != side and (one.last or 0) < (entry.first or 0)), None)
    return entry if left is None else replace(entry, form="change", gainer=side, losers=left)


def _may_be_one_change(loss: Statement, gain: Statement) -> bool:
    """Check whether a gain may have happened at the time of a loss or within `TAKEN_DAYS` after it."""
    return (gain.first or 0) <= (loss.last or 0) + TAKEN_DAYS and (gain.last or gain.first or 0) >= (loss.first or loss.last or 0)


def _width(statement: Statement) -> int:
    return (statement.last or 0) - (statement.first or 0)


def _same_time(one: Statement, other: Statement) -> bool:
    if one.first is None or other.first is None:
        return one.first is other.first
    return abs(one.first - other.first) <= SAME_DAYS
