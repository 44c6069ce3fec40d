"""Deduce who took or lost a place from who held it before and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from heldby.control.evidence.independent_statements import is_entry
from heldby.control.evidence.parties import are_some_rebels
from heldby.control.evidence.place_history import PlaceHistory
from heldby.control.evidence.statements import Statement, as_actor
from heldby.model import ActorRef, SourceRef

SURE = 0.8
"""Factor on the strength of a statement whose sides are deduced."""
GONE_DAYS = 14
"""Days after a side announced its withdrawal within which another side's entry shows that it has left."""
NEVER = re.compile(r"\bnever\b", re.IGNORECASE)


def deduce_sides(rows: Sequence[Statement], owner: str | None = None) -> list[Statement]:
    """Fill in the sides of captures that name none ("the town fell", "the town has been recovered, the government said").

    A party that announces the capture of a place that another side held has taken it. In all other cases, the side that held it has lost
    it, and who took it stays unknown. A place that "has not fallen" is still held by the side that held it. Where nobody is known to have
    held the place, a party that denies its loss holds it, and a place that "has never fallen" is held by the side of its state (`owner`),
    unless that side attacks it. Other statements are left out: they say nothing. "The rebels" are the only rebel party that held, took or
    lost the place before. `rows` are the statements about one place, ordered by time.
    """
    out = []
    history = PlaceHistory(rows)
    for one in rows:
        if one.gainer is None and are_some_rebels(one.claim.actor):
            out += _rebels_here(one, history)
        elif one.form in ("change", "against") and one.gainer is None and not one.losers:
            before = history.holder_before(one.last) if one.last is not None else None
            before = before or (_defender(one, history, owner) if one.form == "against" else None)
            if before is not None:
                out.append(_deduced(_since_attacked(one, history), before))
        else:
            out.append(_taken_by_speaker(one))
    return out


def _rebels_here(one: Statement, history: PlaceHistory) -> list[Statement]:
    """Return what "the rebels" hold or took, with the one rebel party that held, took or lost the place before, or nothing.

    They did not take it from themselves.
    """
    found = history.rebels(one.last) if one.last is not None else {}
    sides = [side for side in found if side not in one.losers]
    if len(sides) != 1:
        return []
    return [replace(one, gainer=sides[0], parties=(sides[0],), holder=found[sides[0]], strength=one.strength * SURE, deduced=True)]


def follow_announced_withdrawals(rows: Sequence[Statement], announced: Sequence[tuple[str, int]], strength: float) -> list[Statement]:
    """Read a side's advance to a place as a gain if another side had announced that it would leave it.

    Args:
        rows: the statements about one place.
        announced: the side that would leave, and the day (an ordinal) on which that was published.
        strength: strength of a capture that is stated with certainty.
    """
    return [_entered_after(one, announced, strength) if announced and is_entry(one) else one for one in rows]


def _entered_after(entry: Statement, announced: Sequence[tuple[str, int]], strength: float) -> Statement:
    day, side = entry.last or 0, entry.parties[0]
    left = next((other for other, said in announced if other != side and 0 <= day - said <= GONE_DAYS), None)
    if left is None:
        return entry
    return replace(
        entry, form="change", gainer=side, losers=(left,), deduced=True, strength=min(0.97, strength * entry.claim.confidence) * SURE
    )  # fmt: skip


def _defender(one: Statement, history: PlaceHistory, owner: str | None) -> str | None:
    """Return the side of a place that has not fallen and of which no holder is known before.

    It is that of the party that says so. If the report itself says so, it is that of the state, unless the state's forces attack the place.
    """
    if one.speaker is not None:
        return one.speaker
    return None if history.is_attacked_by(owner) else owner


def _since_attacked(one: Statement, history: PlaceHistory) -> Statement:
    """Let a place that "was never taken" be held from the first attack on it that is reported."""
    if one.form != "against" or one.first is None or not NEVER.search(one.claim.quote):
        return one
    attacked = history.first_attack(one.first)
    return one if attacked is None else replace(one, first=attacked)


def _taken_by_speaker(one: Statement) -> Statement:
    """Return a capture without a taker with the party that announces it: "the city was liberated from the rebels, the army said"."""
    source = one.claim.source
    if one.form != "change" or one.claim.type != "capture" or one.gainer is not None or one.speaker is None or source is None:
        return one
    return one if one.speaker in one.losers else replace(one, gainer=one.speaker, holder=_named(source), deduced=True)


def _named(source: SourceRef) -> ActorRef | None:
    """Return a speaker as the holder, or None if only its side is known: then the record names the side's state."""
    return as_actor(source) if source.id is not None else None


def _deduced(one: Statement, before: str) -> Statement:
    if one.form == "against":
        holder = _named(one.claim.source) if one.claim.source and one.speaker == before else None
        return replace(one, form="state", gainer=before, holder=holder, strength=one.strength * SURE, deduced=True)
    if one.speaker is None or one.speaker == before or one.claim.source is None:
        return replace(one, losers=(before,), strength=one.strength * SURE, deduced=True)
    return replace(
        one, gainer=one.speaker, losers=(before,), holder=_named(one.claim.source), strength=one.strength * SURE, deduced=True
    )  # fmt: skip
