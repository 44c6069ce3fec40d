"""Voices: of what one family says again and again, one statement counts; a story's later turn bounds an earlier, vaguer one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from heldby.control.evidence.statements import Statement

SAME_DAYS = 3
"""Days within which two statements of one family, alike in all but the day, are one."""

TAKEN_DAYS = 7
"""Days after a loss within which the first gain by another is taken to be the same change, told again with the taker's name."""


def one_voice_once(said: Sequence[Statement]) -> list[Statement]:
    """The strongest of those statements about one site that a family repeats."""
    kept: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in said:
        group = kept[(statement.family, statement.form, statement.gain, statement.lose)]
        if group and _same_time(group[-1], statement):
            group[-1] = max(group[-1], statement, key=lambda s: (s.strength, -_width(s), s.claim.id))
        else:
            group.append(statement)
    return sorted((s for group in kept.values() for s in group), key=lambda s: (s.first or 0, s.last or 0, s.claim.id))


def in_turn(said: Sequence[Statement]) -> list[Statement]:
    """Where a report tells of two changes of a place, the first ends before the second begins ("in 2022 ..., on 1 April 2022 ...")."""
    turns: dict[str, list[Statement]] = defaultdict(list)
    for statement in said:
        if statement.form == "change" and statement.first is not None:
            turns[statement.claim.report].append(statement)
    bounded: dict[str, Statement] = {}
    for told in turns.values():
        told.sort(key=lambda s: (s.claim.start, s.claim.id))
        for one, after in pairwise(told):
            begins = after.first or 0
            if one.gain != after.gain and (one.first or 0) < begins <= (one.last or 0):
                bounded[one.claim.id] = replace(one, last=begins - 1)
    return [bounded.get(s.claim.id, s) if s.form == "change" else s for s in said]


def until_taken(said: Sequence[Statement]) -> list[Statement]:
    """A holding that a gain ended lasts until the day before it.

    It is one where a sentence tells of another's gain too: "seized Hawija, the group's last stronghold".
    """
    gains: dict[str, list[Statement]] = defaultdict(list)
    for one in said:
        if one.form == "change" and one.gain and one.first is not None:
            gains[one.claim.report].append(one)
    return [_until(one, gains[one.claim.report]) if one.form == "state" and one.claim.report in gains else one for one in said]


def _until(holding: Statement, gains: Sequence[Statement]) -> Statement:
    ending = next((gain for gain in gains if gain.gain != holding.gain and _in_one_breath(gain, holding)), None)
    if ending is None or ending.first is None or (holding.last or 0) < ending.first:
        return holding
    day = ending.first - 1
    return replace(holding, first=min(holding.first or day, day), last=day)


def _in_one_breath(one: Statement, other: Statement) -> bool:
    """Whether two statements of one report quote the same words."""
    return one.claim.start < other.claim.end and other.claim.start < one.claim.end


def halves_joined(said: Sequence[Statement]) -> list[Statement]:
    """A loss with no taker and the first gain by another side within `TAKEN_DAYS` after it are halves of one change."""
    gains = sorted((s for s in said if s.form == "change" and s.gain and s.first is not None), key=lambda s: (s.first or 0, s.claim.id))
    found = []
    for one in said:
        taker = None
        if one.form == "change" and one.gain is None and one.lose and one.last is not None:
            taker = next((g for g in gains if _meets(one, g) and g.gain not in one.lose), None)
        found.append(one if taker is None else replace(one, gain=taker.gain, actor=taker.actor))
    return found


def _meets(loss: Statement, gain: Statement) -> bool:
    """Whether a gain may have come about while a loss did or within `TAKEN_DAYS` after it."""
    return (gain.first or 0) <= (loss.last or 0) + TAKEN_DAYS and (gain.last or gain.first or 0) >= (loss.first or loss.last or 0)


def _width(statement: Statement) -> int:
    return (statement.last or 0) - (statement.first or 0)


def _same_time(one: Statement, other: Statement) -> bool:
    if one.first is None or other.first is None:
        return one.first is other.first
    return abs(one.first - other.first) <= SAME_DAYS
